/** A field to write in: its name, the box, how much room is left once it becomes scarce. */
import { useTranslation } from 'react-i18next';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import { Icon } from './icons.tsx';

export interface WriteFieldProps {
  readonly label: string;
  readonly labelUnseen?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly maxLength: number;
  readonly lines: 'one' | 'many';
  readonly type?: 'text' | 'email' | 'tel';
  readonly error?: string | null;
  /** Stands below the box while there is nothing more urgent to say. */
  readonly hint?: string;
}

/** Share of the room that is left when the count begins to be shown. */
const SCARCE = 0.1;

export function WriteField(props: WriteFieldProps) {
  const { t } = useTranslation();
  const left = props.maxLength - props.value.length;
  const scarce = left <= props.maxLength * SCARCE;
  const error = props.error ?? null;
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
      type={props.type ?? 'text'}
      isInvalid={error !== null}
      {...quiet}
    >
      <Label className={props.labelUnseen === true ? 'unseen' : undefined}>{props.label}</Label>
      {props.lines === 'many' ? (
        <TextArea dir="auto" />
      ) : (
        <Input dir={props.type === undefined || props.type === 'text' ? 'auto' : 'ltr'} />
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
    </TextField>
  );
}
