/** A field to write in: its name, the box, how much room is left once it becomes scarce, and the keyboard that fills it. */
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import type { Field } from '../keyboard/field.ts';
import { useKeyboard } from '../keyboard/useKeyboard.ts';
import { Icon } from './icons.tsx';

export interface WriteFieldProps {
  readonly label: string;
  readonly labelUnseen?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly maxLength: number;
  readonly lines: 'one' | 'many';
  readonly type?: 'text' | 'email' | 'tel';
  /** Bystanders must not hear what is written: a way to reach somebody. */
  readonly isPrivate?: boolean;
  readonly error?: string | null;
  /** Stands below the box while there is nothing more urgent to say. */
  readonly hint?: string;
}

/** Fields take a real keyboard as well: where this one cannot be had, nothing else is lost. */
const Keyboard = lazy(() =>
  import('../keyboard/Keyboard.tsx').then(
    (fetched) => ({ default: fetched.Keyboard }),
    () => ({ default: () => null }),
  ),
);

/** Share of the room that is left when the count begins to be shown. */
const SCARCE = 0.1;

export function WriteField(props: WriteFieldProps) {
  const { t } = useTranslation();
  const left = props.maxLength - props.value.length;
  const scarce = left <= props.maxLength * SCARCE;
  const error = props.error ?? null;
  const type = props.type ?? 'text';
  const [field, setField] = useState<Field | null>(null);
  const { open, close } = useKeyboard(field);
  // The field itself, not what is around it: its name is no secret.
  const box = { 'data-private': props.isPrivate === true ? true : undefined };
  // What strangers wrote on this machine is nobody's suggestion and leaves it for no dictionary.
  const quiet = { autoComplete: 'off', autoCorrect: 'off', spellCheck: 'false' } as const;
  return (
    <TextField
      className="field"
      data-block="item"
      data-grow={props.lines === 'many' || undefined}
      value={props.value}
      onChange={props.onChange}
      maxLength={props.maxLength}
      // A field of the type email does not tell where its caret is, and a keyboard could only write at its end.
      type={type === 'email' ? 'text' : type}
      // The system's own keyboard stays away: ours is enough, and its keys lead out of the kiosk.
      inputMode="none"
      isInvalid={error !== null}
      {...quiet}
    >
      <Label className={props.labelUnseen === true ? 'unseen' : undefined}>{props.label}</Label>
      {props.lines === 'many' ? (
        <TextArea {...box} dir="auto" ref={setField} />
      ) : (
        <Input {...box} dir={type === 'text' ? 'auto' : 'ltr'} ref={setField} />
      )}
      {scarce || props.hint !== undefined ? (
        <Text slot="description" className="soft">
          {scarce ? t('write.left', { count: left }) : props.hint}
        </Text>
      ) : null}
      <FieldError className="error">
        <Icon name="notice" />
        <span>{error}</span>
      </FieldError>
      {open && field !== null ? (
        <Suspense>
          <Keyboard
            field={field}
            kind={type}
            many={props.lines === 'many'}
            most={props.maxLength}
            isPrivate={props.isPrivate === true}
            close={close}
          />
        </Suspense>
      ) : null}
    </TextField>
  );
}
