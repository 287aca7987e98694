/**
 * Learns the five keys and two switches by being pressed. They are heard only while the large field has
 * the focus: Tab, touch and everything else lead past it as on any screen.
 */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../../ui/PressButton.tsx';
import { Fact } from '../parts.tsx';
import { Onward, StepScreen, useStep } from './frame.tsx';
import { isLearnable, keyLabel, keypadOf, KEYS, learn, type Learned } from './learning.ts';

export function Keys() {
  const { t } = useTranslation();
  const { setup, setTrouble, keep } = useStep();
  const [at, setAt] = useState(0);
  const [learned, setLearned] = useState<Learned>({});
  const field = useRef<HTMLButtonElement>(null);
  const name = KEYS[at];

  useEffect(() => {
    field.current?.focus();
  }, [at]);

  useTakenKeys(field, (key) => {
    if (name === undefined) return;
    const next = learn(learned, name, key);
    if (!next.ok) {
      return setTrouble(t('setup.keys.twice', { key: keyLabel(key), as: t(`setup.keys.${next.error.as}`) }));
    }
    setTrouble(null);
    setLearned(next.value);
    setAt(at + 1);
  });

  const back =
    at === 0
      ? undefined
      : () => {
          setTrouble(null);
          setAt(at - 1);
        };
  if (name === undefined) {
    const keypad = keypadOf(learned, setup.keypad);
    return (
      <StepScreen
        part="sum"
        kind="read"
        title={t('setup.keys.sum')}
        back={back}
        action={
          <Onward
            onPress={() => {
              if (keypad.ok) void keep('setup.keys', keypad.value);
              else {
                const { as } = keypad.error;
                setTrouble(t('setup.keys.twice', { key: keyLabel(learned[as] ?? ''), as: t(`setup.keys.${as}`) }));
              }
            }}
          >
            {t('setup.save')}
          </Onward>
        }
      >
        {KEYS.map((each) => (
          <Fact key={each} name={t(`setup.keys.${each}`)}>
            {keyLabel(learned[each] ?? setup.keypad[each])}
          </Fact>
        ))}
      </StepScreen>
    );
  }
  return (
    <StepScreen
      part={name}
      title={t('setup.keys.press', { key: t(`setup.keys.${name}`) })}
      lead={<p className="lead">{t('setup.keys.lead')}</p>}
      back={back}
      action={
        <Onward onPress={() => setAt(at + 1)}>{t('setup.keys.asItIs', { key: keyLabel(setup.keypad[name]) })}</Onward>
      }
    >
      <PressButton ref={field} className="button key-field" data-block="item" onPress={() => field.current?.focus()}>
        {t('setup.keys.here', { key: t(`setup.keys.${name}`) })}
      </PressButton>
    </StepScreen>
  );
}

/** Takes every key that can be one of the seven while `field` has the focus; nothing else hears it. */
function useTakenKeys(field: { readonly current: HTMLElement | null }, onKey: (key: string) => void): void {
  const told = useRef(onKey);
  useEffect(() => {
    told.current = onKey;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      // Where the key was pressed counts: what else listens may already have moved the focus.
      if (field.current === null || event.target !== field.current || !isLearnable(event.key)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      field.current.focus();
      if (!event.repeat) told.current(event.key);
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, [field]);
}
