/**
 * A pad of large keys for PINs, numbers and references: touch, Tab and five keys alike. A keyboard types
 * into it too, whatever has the focus. Each row is a block of the pager.
 */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../ui/PressButton.tsx';
import { DELETE, rowsOf } from './pad.ts';

export interface PadProps {
  readonly characters: string;
  readonly columns: number;
  /** Told a character or `DELETE`. */
  readonly onKey: (key: string) => void;
  /** What is typed here is nobody else's: aloud, a key is only called a key. */
  readonly secret?: boolean;
}

export function Pad({ characters, columns, onKey, secret = false }: PadProps) {
  const { t } = useTranslation();
  useTypedKeys(characters, onKey);
  return (
    <>
      {rowsOf(characters, columns).map((row, index, rows) => (
        <div key={row.join('')} className="pad-row" data-block="item" data-columns={columns}>
          {row.map((key) => (
            <span className="pad-cell" key={key} data-private={secret || undefined}>
              <PressButton className="button pad-key" onPress={() => onKey(key)}>
                {key}
              </PressButton>
            </span>
          ))}
          {index === rows.length - 1 ? (
            <span className="pad-cell" data-wide>
              <PressButton className="button pad-key" onPress={() => onKey(DELETE)}>
                {t('door.delete')}
              </PressButton>
            </span>
          ) : null}
        </div>
      ))}
    </>
  );
}

/** What a keyboard types; Enter and Space stay with the button that has the focus. */
function useTypedKeys(characters: string, onKey: (key: string) => void): void {
  const told = useRef(onKey);
  useEffect(() => {
    told.current = onKey;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLInputElement) return;
      if (event.key === 'Backspace') told.current(DELETE);
      else if (event.key.length === 1 && characters.includes(event.key.toUpperCase())) told.current(event.key);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [characters]);
}
