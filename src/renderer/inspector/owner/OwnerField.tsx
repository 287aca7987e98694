/**
 * A field for an owner to write in: on the laptop's keys, or in the letters of their own language on a keyboard
 * on the screen, which the laptop's keys may not have. The system's own way to other letters is behind the walls.
 */
import { lazy, Suspense, useEffect, useId, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import type { Tongue } from '../../i18n/tongue.ts';
import type { Field } from '../../keyboard/field.ts';
import { PressButton } from '../../ui/PressButton.tsx';
import { useLaptop } from '../laptop.tsx';

/** A field takes the laptop's keys as well: where this keyboard cannot be had, nothing else is lost. */
const Keyboard = lazy(() =>
  import('../../keyboard/Keyboard.tsx').then(
    (fetched) => ({ default: fetched.Keyboard }),
    () => ({ default: () => null }),
  ),
);

export interface OwnerFieldProps {
  readonly label: string;
  readonly labelUnseen?: boolean;
  /** Id of what is to be read before writing. */
  readonly describedBy?: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly maxLength: number;
  readonly lines: 'one' | 'many';
  readonly tongue: Tongue;
}

export function OwnerField(props: OwnerFieldProps) {
  const { label, value, change, maxLength, lines, tongue } = props;
  const { wordbook } = useLaptop();
  const id = useId();
  const [field, setField] = useState<Field | null>(null);
  const [open, setOpen] = useState(false);
  const { tag } = tongue.text.language;
  // The keyboard has the letters, and its keys the names, of the language that the wordbook speaks.
  const [spoken, setSpoken] = useState<string | null>(null);
  useEffect(() => {
    void wordbook.speak(tag).then(() => setSpoken(tag));
  }, [wordbook, tag]);
  const shown = open && field !== null && spoken === tag;
  useEffect(() => {
    if (!shown) return;
    field.focus({ preventScroll: true });
    field.scrollIntoView({ block: 'start' });
  }, [shown, field]);

  const box = {
    id,
    value,
    maxLength,
    dir: 'auto' as const,
    'aria-describedby': props.describedBy,
    // What strangers wrote on this machine is nobody's suggestion and leaves it for no dictionary.
    autoComplete: 'off',
    autoCorrect: 'off' as const,
    spellCheck: false,
  };
  return (
    <div className="field owner-field">
      <label htmlFor={id} className={props.labelUnseen === true ? 'unseen' : undefined}>
        {label}
      </label>
      {lines === 'many' ? (
        <textarea {...box} ref={setField} rows={5} onChange={(event) => change(event.target.value)} />
      ) : (
        <input {...box} ref={setField} type="text" onChange={(event) => change(event.target.value)} />
      )}
      <PressButton className="button" aria-expanded={shown} onPress={() => setOpen(!open)}>
        {tongue.say('keyboard.label')}
      </PressButton>
      {shown ? (
        <I18nextProvider i18n={wordbook.i18n}>
          <Suspense>
            <Keyboard
              key={tag}
              field={field}
              kind="text"
              many={lines === 'many'}
              most={maxLength}
              isPrivate={false}
              close={() => setOpen(false)}
            />
          </Suspense>
        </I18nextProvider>
      ) : null}
    </div>
  );
}
