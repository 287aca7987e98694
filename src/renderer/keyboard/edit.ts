/** A field's text and caret, and what keys do to them. Pure; positions count UTF-16 units, as a field does. */

export interface Text {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Puts `what` in the place of the selection. Null where that would be longer than `most` units: then nothing changes. */
export function insert(text: Text, what: string, most: number): Text | null {
  const value = text.value.slice(0, text.start) + what + text.value.slice(text.end);
  if (value.length > most && what !== '') return null;
  const caret = text.start + what.length;
  return { value, start: caret, end: caret };
}

const graphemes = new Intl.Segmenter();
/** Long enough for any character with its marks; the text before it does not change where it begins. */
const LOOK = 64;

/** The last character before `caret` as a reader sees it: a pair of surrogates or a joined emoji is one. */
function characterBefore(value: string, caret: number): string {
  const near = value.slice(Math.max(0, caret - LOOK), caret);
  return near === '' ? '' : (graphemes.segment(near).containing(near.length - 1)?.segment ?? '');
}

function characterAfter(value: string, caret: number): string {
  return graphemes.segment(value.slice(caret, caret + LOOK)).containing(0)?.segment ?? '';
}

export interface Deletion {
  readonly text: Text;
  readonly deleted: string;
}

/** A dot below is part of its letter: ড় is one. */
const NUKTA = '\u093C\u09BC\u0A3C';
/** Joins a letter to the one before it. */
const VIRAMA = '\u094D\u09CD\u0A4D';
const SIGN = new RegExp(`(?![${NUKTA}])\\p{M}$`, 'u');
const LETTER = new RegExp(`(?:[${VIRAMA}]\\u200D?)?\\p{L}[${NUKTA}]?$`, 'u');

/**
 * What Delete takes of a character: a vowel sign goes before its letter does, and of joined letters
 * (ক্ষ) the last with what joins it.
 */
function lastOf(character: string): string {
  if (/\p{Extended_Pictographic}/u.test(character)) return character;
  return (SIGN.exec(character) ?? LETTER.exec(character))?.[0] ?? character;
}

/** Deletes the selection, or what stands before the caret. */
export function deleteBack(text: Text): Deletion {
  if (text.start !== text.end) {
    const deleted = text.value.slice(text.start, text.end);
    return { text: { ...cut(text, text.start, text.end) }, deleted };
  }
  const deleted = lastOf(characterBefore(text.value, text.start));
  return { text: cut(text, text.start - deleted.length, text.start), deleted };
}

function cut(text: Text, from: number, to: number): Text {
  return { value: text.value.slice(0, from) + text.value.slice(to), start: from, end: from };
}

/** Puts `what` in the place of the last `units` before the caret. Null where that would be longer than `most` units. */
export function replaceBack(text: Text, units: number, what: string, most: number): Text | null {
  return insert({ ...text, start: text.start - units, end: text.start }, what, most);
}

/** Moves the caret by one character; a selection is left at its nearer end. `crossed` is what the caret passed. */
export function moveCaret(text: Text, step: 'back' | 'on'): { readonly text: Text; readonly crossed: string } {
  const at = (caret: number): Text => ({ ...text, start: caret, end: caret });
  if (text.start !== text.end) return { text: at(step === 'back' ? text.start : text.end), crossed: '' };
  const crossed = step === 'back' ? characterBefore(text.value, text.start) : characterAfter(text.value, text.start);
  return { text: at(text.start + (step === 'back' ? -crossed.length : crossed.length)), crossed };
}

/** The word that ends at the caret; empty where none does. */
export function wordBefore(text: Text, tag: string): string {
  const before = text.value.slice(0, text.start);
  const last = new Intl.Segmenter(tag, { granularity: 'word' })
    .segment(before)
    .containing(Math.max(0, before.length - 1));
  return last?.isWordLike === true ? last.segment : '';
}

/** Whether what is written next begins a sentence. */
export function beginsSentence(text: Text): boolean {
  return /(?:^|[.!?…]["”»)]?\s|[。！？]|\n)\s*[¿¡«“"(]*$/u.test(text.value.slice(0, text.start));
}
