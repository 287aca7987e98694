/**
 * When the keyboard is there: once a field has the focus, by touch, five keys or switches, or because
 * something in it is wrong; not while somebody types on a real keyboard. A touch on the field brings
 * it back.
 */
import { useCallback, useContext, useEffect, useState } from 'react';
import { useCompact } from '../ui/layout.tsx';
import { isField, type Field } from './field.ts';
import { KeyboardContext, silentHost } from './host.tsx';

export interface KeyboardDoor {
  readonly open: boolean;
  readonly close: () => void;
}

export function useKeyboard(field: Field | null): KeyboardDoor {
  const [open, setOpen] = useState(false);
  const given = useContext(KeyboardContext);
  const [alone] = useState(silentHost);
  const { habits } = given ?? alone;
  const small = useCompact();
  const close = useCallback(() => setOpen(false), []);

  useEffect(() => {
    if (field === null) return undefined;
    const ending = new AbortController();
    const on = { signal: ending.signal };
    // The screen makes room for the keyboard: never under a finger that is still down.
    let touched = false;
    field.addEventListener('pointerdown', () => (touched = true), on);
    const wanted = () => {
      habits.change({ physical: false });
      setOpen(true);
    };
    const lifted = () => {
      if (touched && document.activeElement === field) wanted();
      touched = false;
    };
    window.addEventListener('pointerup', lifted, on);
    window.addEventListener('pointercancel', () => (touched = false), on);
    field.addEventListener('click', wanted, on);
    field.addEventListener(
      'focus',
      () => {
        // What is wrong and a keyboard do not fit a small window together: it is read first.
        const reads = small && field.getAttribute('aria-invalid') === 'true';
        // From field to field the room stays: one keyboard takes the other's place at once.
        const room = document.querySelector('[data-keyboard]') !== null;
        if ((room || !touched) && !reads && !habits.now().physical) setOpen(true);
      },
      on,
    );
    const onKey = (event: KeyboardEvent) => {
      if (!event.isTrusted || event.defaultPrevented || !writes(event)) return;
      habits.change({ physical: true });
      setOpen(false);
    };
    const element: HTMLElement = field;
    element.addEventListener('keydown', onKey, on);
    // The next field brings a keyboard of its own.
    document.addEventListener('focusin', ({ target }) => isField(target) && target !== field && setOpen(false), on);
    return () => ending.abort();
  }, [field, habits, small]);

  return { open, close };
}

function writes(event: KeyboardEvent): boolean {
  return event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
}
