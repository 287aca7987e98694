/**
 * A pad of large keys for PINs, numbers and references: touch, Tab and five keys alike. A keyboard types
 * into it too, whatever has the focus. Each row is a block of the pager.
 */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../ui/PressButton.tsx';
import { DELETE, type PadRows } from './pad.ts';

export interface PadProps {
  readonly rows: PadRows;
  /** Told a character or `DELETE`. */
  readonly onKey: (key: string) => void;
  /** What is typed here is nobody else's: aloud, a key is only called a key. */
  readonly secret?: boolean;
}

export function Pad({ rows, onKey, secret = false }: PadProps) {
  const { t } = useTranslation();
  useTypedKeys(rows, onKey);
  return rows.map((row) => (
    <div key={row.join(' ')} className="pad-row" data-block="item" data-columns={row.length}>
      {row.map((key, index) =>
        key === '' ? (
          <span key={`gap ${index}`} />
        ) : (
          <PressButton
            key={key}
            className="button pad-key"
            data-private={(secret && key !== DELETE) || undefined}
            onPress={() => onKey(key)}
          >
            {key === DELETE ? t('door.delete') : key}
          </PressButton>
        ),
      )}
    </div>
  ));
}

/** What a keyboard types; Enter and Space stay with the button that has the focus. */
function useTypedKeys(rows: PadRows, onKey: (key: string) => void): void {
  const told = useRef(onKey);
  useEffect(() => {
    told.current = onKey;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLInputElement) return;
      if (event.key === 'Backspace') told.current(DELETE);
      else if (rows.some((row) => row.includes(event.key.toUpperCase()))) told.current(event.key);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [rows]);
}
