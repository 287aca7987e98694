/** A PIN, typed twice. Nobody can read it again; a new one replaces it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../ui/announce.tsx';
import { Dots } from '../door/Dots.tsx';
import { Pad } from '../Pad.tsx';
import { PIN_LEAST, PIN_ROWS, PIN_RULE, type } from '../pad.ts';
import { Onward, StepScreen, useStep } from './frame.tsx';

export function Pin() {
  const { t } = useTranslation();
  const { setTrouble, keep } = useStep();
  const announce = useAnnounce();
  const [first, setFirst] = useState<string | null>(null);
  const [pin, setPin] = useState('');

  function press(key: string) {
    const next = type(pin, key, PIN_RULE);
    setPin(next);
    setTrouble(null);
    announce(t('door.typed', { count: next.length }));
  }
  function onward() {
    if (pin.length < PIN_LEAST) return setTrouble(t('door.short', { count: PIN_LEAST }));
    setPin('');
    setTrouble(null);
    if (first === null) return setFirst(pin);
    if (first === pin) return void keep('setup.pin', { pin });
    setFirst(null);
    return setTrouble(t('setup.pin.differ'));
  }
  return (
    <StepScreen
      part={first === null ? 'first' : 'again'}
      title={t(first === null ? 'setup.pin.title' : 'setup.pin.again')}
      lead={
        <>
          <p className="lead">{t('setup.pin.lead', { count: PIN_LEAST })}</p>
          <Dots count={pin.length} />
        </>
      }
      back={first === null ? undefined : () => (setFirst(null), setPin(''))}
      action={<Onward onPress={onward}>{t(first === null ? 'common.next' : 'setup.save')}</Onward>}
    >
      <Pad secret rows={PIN_ROWS} onKey={press} />
    </StepScreen>
  );
}
