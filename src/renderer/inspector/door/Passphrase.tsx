/**
 * A passphrase: pasted, filled in by a password manager or typed, and shown when asked (WCAG 2.2 SC 3.3.8).
 * While an owner has the laptop nothing that a browser keeps is filled in: they would only have to press.
 */
import { useId, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';

export interface PassphraseProps {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly invalid?: boolean;
  readonly ownersTurn?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

export function Passphrase({ label, value, change, invalid, ownersTurn = false, ref }: PassphraseProps) {
  const { t } = useTranslation();
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <div className="field" data-invalid={invalid === true || undefined}>
      <label htmlFor={id}>{label}</label>
      <div className="laptop-secret">
        <input
          id={id}
          ref={ref}
          type={shown ? 'text' : 'password'}
          value={value}
          onChange={(event) => change(event.target.value)}
          aria-invalid={invalid === true || undefined}
          maxLength={256}
          // Browsers fill a kept passphrase in where "off" is said, and not where a new one is asked for.
          autoComplete={ownersTurn ? 'new-password' : 'current-password'}
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
        />
        <button type="button" className="button" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {t('inspector.door.show')}
        </button>
      </div>
    </div>
  );
}
