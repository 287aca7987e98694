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
  '۔': 'period',
  '।': 'period',
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
  '„': 'quoteOpen',
  '「': 'quoteOpen',
  '»': 'quoteClose',
  '”': 'quoteClose',
  '」': 'quoteClose',
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

/** How characters of a language are called in that language, where a voice could not say them or not tell them apart. */
export type Spoken = Readonly<Record<string, string>>;

/** What is said of a character: its own name, or itself. Joined below another it is called as alone. */
export function spokenOf(spoken: Spoken, character: string): string {
  const known = (each: string) => (Object.hasOwn(spoken, each) ? spoken[each] : undefined);
  return known(character) ?? known(character.replace(/^\u09CD/u, '')) ?? character;
}

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
      return `keyboard.${now.next}`;
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
  /** What stands on the key for the second layer. */
  readonly shift: string | null;
  /** The letters that the switch of letters leads to. */
  readonly next: 'own' | 'latin' | 'pinyin';
  readonly byAlphabet: boolean;
}

/** Combining signs are drawn on a circle that stands for the letter. */
export function faceOf(character: string): string {
  return /^\p{M}/u.test(character) ? `\u25CC${character}` : character;
}
