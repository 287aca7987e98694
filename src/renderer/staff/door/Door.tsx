/** The door of the staff room: a PIN on a pad of its own, and the wait after wrong ones. */
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../ui/announce.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { Pad } from '../Pad.tsx';
import { PIN_LEAST, PIN_ROWS, PIN_RULE, secondsUntil, type } from '../pad.ts';
import { Trouble } from '../parts.tsx';
import { useStaff } from '../staff.tsx';
import { Dots } from './Dots.tsx';

type Trying = 'idle' | 'wrong' | 'short' | 'no-answer';

export function Door() {
  const { t } = useTranslation();
  const { bridge, enter } = useStaff();
  const announce = useAnnounce();
  const [pin, setPin] = useState('');
  const [trying, setTrying] = useState<Trying>('idle');
  const [ready, setReady] = useState(false);
  const [wait, startWait] = useWait();

  const knock = useCallback(
    async (typed: string | null) => {
      const reply = await bridge.call('staff.open', { pin: typed });
      setPin('');
      if (!reply.ok) return setTrying('no-answer');
      if (reply.value.ok) return enter(reply.value.value.opened);
      const { error } = reply.value;
      setTrying(error.type === 'wrong-pin' && typed !== null ? 'wrong' : 'idle');
      startWait(error.waitSeconds);
      // Also where there was a PIN once and none is known now: the City can publish one.
      return setReady(true);
    },
    [bridge, enter, startWait],
  );

  const stand = useCallback(async () => {
    const reply = await bridge.call('staff.standing', {});
    if (!reply.ok) return setTrying('no-answer');
    setTrying('idle');
    // Without a PIN there is nothing to ask: only setting up is open.
    if (!reply.value.pinSet) return await knock(null);
    startWait(reply.value.waitSeconds);
    return setReady(true);
  }, [bridge, knock, startWait]);
  useEffect(() => {
    void stand();
  }, [stand]);

  const waiting = wait > 0;
  function press(key: string) {
    if (waiting) return;
    const next = type(pin, key, PIN_RULE);
    setPin(next);
    setTrying('idle');
    announce(t('door.typed', { count: next.length }));
  }
  function open() {
    if (waiting) return;
    if (pin.length < PIN_LEAST) return setTrying('short');
    void knock(pin);
  }

  if (!ready) {
    return (
      <Screen
        name="staff door"
        kind="work"
        title={trying === 'no-answer' ? t('panel.noAnswer') : t('door.title')}
        actions={
          trying === 'no-answer' ? (
            <PressButton className="button main" onPress={() => void stand()}>
              {t('open.again')}
            </PressButton>
          ) : undefined
        }
      >
        {null}
      </Screen>
    );
  }
  return (
    <Screen
      name="staff door pin"
      kind="work"
      title={t('door.title')}
      lead={
        <>
          <Dots count={pin.length} />
          {trying === 'wrong' ? <Trouble>{t('door.wrong')}</Trouble> : null}
          {trying === 'short' ? <Trouble>{t('door.short', { count: PIN_LEAST })}</Trouble> : null}
          {trying === 'no-answer' ? <Trouble>{t('panel.noAnswer')}</Trouble> : null}
          {waiting ? <p className="lead">{t('door.wait', { count: wait })}</p> : null}
        </>
      }
      actions={
        <PressButton className="button main" onPress={open} isDisabled={waiting}>
          {t('door.open')}
        </PressButton>
      }
    >
      <Pad secret rows={PIN_ROWS} onKey={press} />
    </Screen>
  );
}

/** Whole seconds until the door takes a PIN again; counts down by itself. */
function useWait(): readonly [seconds: number, start: (seconds: number) => void] {
  const [until, setUntil] = useState(0);
  const [now, setNow] = useState(0);
  const left = secondsUntil(until, now);
  const start = useCallback((seconds: number) => {
    const at = performance.now();
    setNow(at);
    setUntil(at + seconds * 1000);
  }, []);
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = setTimeout(() => setNow(performance.now()), 1000);
    return () => clearTimeout(timer);
  }, [left, now]);
  return [left, start];
}
