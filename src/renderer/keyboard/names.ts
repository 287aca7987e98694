/** How keys are called where they show no words: what a screen reader and the kiosk's own voice say. */
import type { Cell } from './board.ts';
import type { Typing } from './typing.ts';

const MARKS: Readonly<Record<string, string>> = {
  ' ': 'space',
  '\n': 'enter',
  ',': 'comma',
  '،': 'comma',
  '，': 'comma',
  '、': 'listComma',
  '.': 'period',
  '。': 'period',
  '?': 'question',
  '؟': 'question',
  '？': 'question',
  '!': 'exclamation',
  '！': 'exclamation',
  '¿': 'questionOpen',
  '¡': 'exclamationOpen',
  "'": 'apostrophe',
  '"': 'quote',
  '«': 'quoteOpen',
  '“': 'quoteOpen',
  '»': 'quoteClose',
  '”': 'quoteClose',
  '《': 'titleOpen',
  '》': 'titleClose',
  ':': 'colon',
  '：': 'colon',
  ';': 'semicolon',
  '؛': 'semicolon',
  '；': 'semicolon',
  '(': 'bracketOpen',
  '（': 'bracketOpen',
  ')': 'bracketClose',
  '）': 'bracketClose',
  '-': 'hyphen',
  '—': 'dash',
  _: 'underscore',
  '/': 'slash',
  '@': 'at',
  '#': 'number',
  '№': 'number',
  $: 'dollar',
  '%': 'percent',
  '&': 'and',
  '*': 'star',
  '+': 'plus',
  '=': 'equals',
  '…': 'ellipsis',
  '……': 'ellipsis',
  '\u064B': 'fathatan',
  '\u0651': 'shadda',
};

/** Signs that have a name: a test asks for each of them in every language. */
export const namedMarks: readonly string[] = Object.keys(MARKS);

/** The key of a sign's name, or null where a character is its own name: a letter, a digit. */
export function nameOfCharacter(character: string): string | null {
  const name = MARKS[character];
  return name === undefined ? null : `keyboard.mark.${name}`;
}

/** The key of what a command key is called. */
export function nameOfCommand(type: Exclude<Cell['key']['type'], 'letter'>, now: KeyboardNow): string {
  switch (type) {
    case 'shift':
      if (!now.cased) return 'keyboard.moreLetters';
      return now.typing.shift === 'on' ? 'keyboard.capitals' : 'keyboard.shift';
    case 'page':
      return now.typing.page === 'letters' ? 'keyboard.symbols' : 'keyboard.letters';
    case 'language':
      return now.latin ? 'keyboard.own' : 'keyboard.latin';
    case 'order':
      return 'keyboard.order';
    case 'space':
      return now.typing.held === '' ? 'keyboard.mark.space' : 'keyboard.first';
    case 'enter':
      return 'keyboard.mark.enter';
    case 'done':
      return 'common.done';
    case 'delete':
    case 'left':
    case 'right':
    case 'part':
      return `keyboard.${type}`;
  }
}

export interface KeyboardNow {
  readonly typing: Typing;
  readonly cased: boolean;
  /** The visitor went from their own letters to Latin ones. */
  readonly latin: boolean;
  readonly byAlphabet: boolean;
}

/** Combining signs are drawn on a circle that stands for the letter. */
export function faceOf(character: string): string {
  return /^\p{M}/u.test(character) ? `\u25CC${character}` : character;
}
