/** Wires the pure core to a field of the page: what a key press reads, writes and lets hear. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../ui/announce.tsx';
import type { FieldKind } from './board.ts';
import type { Text } from './edit.ts';
import { readField, writeField, type Field } from './field.ts';
import type { KeyboardHost } from './host.tsx';
import type { Tongue } from './layouts.ts';
import { nameOfCharacter, spokenOf } from './names.ts';
import { beginTyping, press, settle, type Press, type Typing, type TypingRules } from './typing.ts';

export interface TypingOptions {
  readonly field: Field;
  readonly tongue: Tongue;
  readonly kind: FieldKind;
  readonly most: number;
  readonly isPrivate: boolean;
  readonly host: KeyboardHost;
}

/** @returns how the keyboard stands, and what presses a key */
export function useTyping(options: TypingOptions): readonly [Typing, (key: Press) => Typing] {
  const { field, tongue, kind, most, isPrivate, host } = options;
  const { t } = useTranslation();
  const announce = useAnnounce();
  const rules = useMemo((): TypingRules => ({ tongue, kind, most }), [tongue, kind, most]);
  const [typing, setTyping] = useState(() => beginTyping(readField(field), rules));
  // Two quick keys may come before the first is drawn.
  const held = useRef(typing);

  const put = useCallback((next: Typing) => {
    held.current = next;
    setTyping(next);
  }, []);

  /** How the field was left: only what somebody else changed since is looked at. */
  const left = useRef<Text | null>(null);

  useEffect(() => {
    left.current = readField(field);
    put(beginTyping(left.current, rules));
  }, [field, rules, put]);

  useEffect(() => {
    const onCaret = () => {
      const now = readField(field);
      const { current: known } = left;
      if (known !== null && known.value === now.value && known.start === now.start && known.end === now.end) return;
      left.current = now;
      const next = settle(held.current, now, rules);
      if (next !== held.current) put(next);
    };
    document.addEventListener('selectionchange', onCaret);
    return () => document.removeEventListener('selectionchange', onCaret);
  }, [field, rules, put]);

  const pressed = useCallback(
    (key: Press) => {
      const before = readField(field);
      const rtl = getComputedStyle(field).direction === 'rtl';
      const after = press(held.current, before, key, { ...rules, rtl });
      put(after.typing);
      left.current = after.text;
      writeField(field, before, after.text);
      if (after.full) announce(t('keyboard.full'));
      if (after.heard !== null) {
        const { kind: what, text } = after.heard;
        const name = nameOfCharacter(text);
        const named = name === null ? spokenOf(rules.tongue.spoken, text) : t(name);
        host.echo(what === 'deleted' ? t('keyboard.deleted', { what: named }) : named, {
          kind: what === 'word' || what === 'candidate' ? 'word' : 'letter',
          private: isPrivate,
        });
      }
      return after.typing;
    },
    [field, rules, put, announce, t, host, isPrivate],
  );
  return [typing, pressed];
}
