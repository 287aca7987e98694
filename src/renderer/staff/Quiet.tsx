/** Asks whether staff are still there, before the room closes by itself. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../ui/PressButton.tsx';

export function Quiet(props: { secondsLeft: number; stay: () => void; leave: () => void }) {
  const { t } = useTranslation();
  const stay = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const held = document.activeElement;
    stay.current?.focus();
    return () => {
      if (held instanceof HTMLElement) {
        requestAnimationFrame(() => held.isConnected && held.focus({ preventScroll: true }));
      }
    };
  }, []);
  return (
    <div
      className="idle"
      lang="en"
      dir="ltr"
      role="alertdialog"
      aria-modal="true"
      aria-labelledby="quiet-title"
      aria-describedby="quiet-count"
    >
      <div className="header">
        <h1 id="quiet-title">{t('panel.quiet.title')}</h1>
        <p id="quiet-count" className="lead">
          {t('panel.quiet.count', { count: props.secondsLeft })}
        </p>
      </div>
      <div className="idle-choices">
        <PressButton className="button" onPress={props.leave}>
          {t('panel.quiet.leave')}
        </PressButton>
        <PressButton className="button main" ref={stay} onPress={props.stay}>
          {t('panel.quiet.stay')}
        </PressButton>
      </div>
    </div>
  );
}
