/**
 * What a key does: to the field's text, to the keyboard, and what is heard of it. One pure function.
 * No dictionary, no correction, nothing learned.
 */
import { beginsSentence, deleteBack, insert, moveCaret, replaceBack, wordBefore, type Text } from './edit.ts';
import type { Candidate, Joiner } from './compose.ts';
import type { FieldKind, Key } from './board.ts';
import type { Tongue } from './layouts.ts';

export interface Typing {
  readonly page: 'letters' | 'symbols';
  /** `once`: for the next letter. */
  readonly shift: 'off' | 'once' | 'on';
  readonly part: number;
  /** Typed and not yet what is written: Pinyin. */
  readonly held: string;
  /** Whether the character before the caret is still being written: Hangul. */
  readonly joining: boolean;
}

export interface TypingRules {
  readonly tongue: Tongue;
  readonly kind: FieldKind;
  /** Longest value of the field in UTF-16 units, as its `maxlength` counts. */
  readonly most: number;
  /** Whether the field's text runs from right to left, so that the left arrow leads on. */
  readonly rtl?: boolean;
}

/** What of a key is heard: product rule "typing is heard". */
export interface Heard {
  readonly kind: 'letter' | 'word' | 'deleted' | 'candidate';
  readonly text: string;
}

export interface Typed {
  readonly typing: Typing;
  readonly text: Text;
  readonly heard: Heard | null;
  /** There was no room: nothing was written. */
  readonly full: boolean;
}

export type Press = Key | { readonly type: 'pick'; readonly candidate: Candidate };

export function beginTyping(text: Text, rules: TypingRules): Typing {
  return { page: 'letters', shift: autoShift('off', text, rules), part: 0, held: '', joining: false };
}

/** The caret was moved, or something else wrote into the field. The same object where that changes nothing. */
export function settle(typing: Typing, text: Text, rules: TypingRules): Typing {
  const shift = autoShift(typing.shift, text, rules);
  return shift === typing.shift && !typing.joining ? typing : { ...typing, shift, joining: false };
}

/** Done, language and order are not for here: they end or exchange what this works with. */
export function press(typing: Typing, text: Text, key: Press, rules: TypingRules): Typed {
  const same: Typed = { typing, text, heard: null, full: false };
  const ended = () => (typing.held === '' ? same : composed(same, { type: 'raw' }, rules));
  switch (key.type) {
    case 'letter':
      return letter(same, typing.shift === 'off' ? key.letter.plain : (key.letter.shifted ?? key.letter.plain), rules);
    case 'space':
      if (typing.held !== '') return composed(same, { type: 'first' }, rules);
      return space(same, rules);
    case 'enter':
      return write(ended(), '\n', 'letter', rules);
    case 'delete':
      return remove(same, rules);
    case 'pick':
      return composed(same, key, rules);
    case 'left':
    case 'right':
      return caret(ended(), (key.type === 'left') === (rules.rtl === true) ? 'on' : 'back', rules);
    case 'shift':
      return { ...same, typing: { ...typing, shift: AFTER_SHIFT[typing.shift] } };
    case 'page':
      return { ...same, typing: { ...typing, page: typing.page === 'letters' ? 'symbols' : 'letters', part: 0 } };
    case 'part':
      return { ...same, typing: { ...typing, part: typing.part + 1 } };
    case 'language':
    case 'done':
      return ended();
    case 'order':
      return same;
  }
}

/** Twice keeps capitals on, however long there is between: nobody has to be quick. */
const AFTER_SHIFT = { off: 'once', once: 'on', on: 'off' } as const;

function autoShift(shift: Typing['shift'], text: Text, { tongue, kind }: TypingRules): Typing['shift'] {
  if (shift === 'on') return 'on';
  return tongue.cased && kind === 'text' && beginsSentence(text) ? 'once' : 'off';
}

function letter(same: Typed, what: string, rules: TypingRules): Typed {
  const { typing } = same;
  const { composer } = rules.tongue;
  if (composer?.takes(what) === true && typing.page === 'letters') {
    const { held } = composer.compose(typing.held, { type: 'letter', letter: what });
    return { ...same, typing: { ...typing, held }, heard: { kind: 'letter', text: what } };
  }
  if (rules.tongue.joiner?.takes(what) === true) return joined(same, what, rules.tongue.joiner, rules);
  // A comma after a word that is still being composed takes its first candidate, as the space bar does.
  const before = typing.held === '' ? same : composed(same, { type: 'first' }, rules);
  return before.full ? before : write(before, what, 'letter', rules);
}

function write(same: Typed, what: string, kind: Heard['kind'], rules: TypingRules): Typed {
  const text = insert(same.text, what, rules.most);
  if (text === null) return { ...same, full: true };
  const typing = { ...same.typing, shift: autoShift(same.typing.shift, text, rules), joining: false };
  return { typing, text, heard: { kind, text: what }, full: false };
}

/** A letter that changes the one before it, as long as nothing came between: then a new one begins. */
function joined(same: Typed, what: string, joiner: Joiner, rules: TypingRules): Typed {
  const before = beingWritten(same);
  const text =
    before === ''
      ? insert(same.text, what, rules.most)
      : replaceBack(same.text, before.length, joiner.join(before, what), rules.most);
  if (text === null) return { ...same, full: true };
  const shift = autoShift(same.typing.shift, text, rules);
  return {
    typing: { ...same.typing, shift, joining: true },
    text,
    heard: { kind: 'letter', text: what },
    full: false,
  };
}

/** The character before the caret while it is being written, or nothing. */
function beingWritten({ typing, text }: Typed): string {
  return typing.joining && text.start === text.end ? text.value.slice(0, text.start).slice(-1) : '';
}

function space(same: Typed, rules: TypingRules): Typed {
  const word = wordBefore(same.text, rules.tongue.tag);
  const typed = write(same, ' ', 'letter', rules);
  return typed.full || word === '' ? typed : { ...typed, heard: { kind: 'word', text: word } };
}

function remove(same: Typed, rules: TypingRules): Typed {
  const { typing, text } = same;
  const { composer } = rules.tongue;
  if (composer !== null && typing.held !== '') {
    const { held } = composer.compose(typing.held, { type: 'delete' });
    const heard: Heard = { kind: 'deleted', text: typing.held.slice(held.length) };
    return { ...same, typing: { ...typing, held }, heard };
  }
  const before = beingWritten(same);
  if (before !== '' && rules.tongue.joiner !== null) {
    const { left, taken } = rules.tongue.joiner.takeBack(before);
    const less = replaceBack(text, before.length, left, rules.most) ?? text;
    return {
      typing: { ...typing, joining: left !== '' },
      text: less,
      heard: { kind: 'deleted', text: taken },
      full: false,
    };
  }
  const after = deleteBack(text);
  if (after.deleted === '') return same;
  const shift = autoShift(typing.shift, after.text, rules);
  const heard: Heard = { kind: 'deleted', text: after.deleted };
  return { ...same, typing: { ...typing, shift, joining: false }, text: after.text, heard };
}

function caret(same: Typed, step: 'back' | 'on', rules: TypingRules): Typed {
  const moved = moveCaret(same.text, step);
  const shift = autoShift(same.typing.shift, moved.text, rules);
  const heard: Heard | null = moved.crossed === '' ? null : { kind: 'letter', text: moved.crossed };
  return { ...same, typing: { ...same.typing, shift, joining: false }, text: moved.text, heard };
}

function composed(
  same: Typed,
  key: { type: 'first' } | { type: 'raw' } | { type: 'pick'; candidate: Candidate },
  rules: TypingRules,
): Typed {
  const { composer } = rules.tongue;
  if (composer === null) return same;
  const after = composer.compose(same.typing.held, key);
  const typed = write(same, after.written, 'candidate', rules);
  return typed.full ? typed : { ...typed, typing: { ...typed.typing, held: after.held } };
}
