/** Hides everything and asks whether anyone is there. Any key answers yes; a touch answers only on a button. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../ui/PressButton.tsx';

export function IdlePanel(props: { secondsLeft: number; stay: () => void; leave: () => void }) {
  const { t } = useTranslation();
  const stay = useRef<HTMLButtonElement>(null);
  const title = t('idle.title');
  useEffect(() => {
    const before = { title: document.title, focus: document.activeElement };
    document.title = title;
    stay.current?.focus();
    return () => {
      document.title = before.title;
      const held = before.focus;
      // The screen behind is shown again in the same commit; it can take the focus after it.
      if (held instanceof HTMLElement)
        requestAnimationFrame(() => held.isConnected && held.focus({ preventScroll: true }));
    };
  }, [title]);
  return (
    <div
      className="idle"
      role="alertdialog"
      aria-modal="true"
      aria-labelledby="idle-title"
      aria-describedby="idle-count"
    >
      <div className="header">
        <h1 id="idle-title">{title}</h1>
        <p id="idle-count" className="lead">
          {t('idle.count', { count: props.secondsLeft })}
        </p>
        <p className="count" aria-hidden="true">
          {props.secondsLeft}
        </p>
      </div>
      <div className="idle-choices">
        <PressButton className="button" onPress={props.leave}>
          {t('idle.leave')}
        </PressButton>
        <PressButton className="button main" ref={stay} onPress={props.stay}>
          {t('idle.stay')}
        </PressButton>
      </div>
    </div>
  );
}
