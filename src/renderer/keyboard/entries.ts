/** What languages are written with, one entry a language: whose letters, what is amended, what stands beside them. */
import type { Composer, Joiner } from './compose.ts';
import { lettersOf, type LayoutSource } from './letters.ts';
import type { Spoken } from './names.ts';

export interface Entry {
  /** The library's layout, or rows where it has none (`rowsOf`). */
  readonly load: () => Promise<{ readonly default: LayoutSource } | readonly string[]>;
  /** BCP 47, where the entry has another name than its language: a second way of writing it. */
  readonly tag?: string;
  /** Other entries this language can be written with. */
  readonly also?: readonly string[];
  readonly cased: boolean;
  /** Letters that the library has only as dead keys, or signs that deserve a row of their own. */
  readonly extras?: string;
  readonly signs?: string;
  readonly amend?: string;
  readonly above?: string;
  /** Keys at the end of the last row, as in `rowsOf`. */
  readonly more?: string;
  /** How many rows the letters are spread over, where the library's are too long for the widest of them. */
  readonly spread?: number;
  /** What the key for the second layer shows, where its readers may not know the arrow. */
  readonly shift?: string;
  /** The alphabet: sorted, or in rows where its order is not that of code points or of two layers. */
  readonly byAlphabet?: true | readonly string[];
  readonly marks: string;
  readonly symbols: string;
  readonly composer?: (source: LayoutSource) => Promise<Composer>;
  readonly joiner?: () => Promise<Joiner>;
  /** How letters are called that a voice could not tell apart or not say at all. */
  readonly spoken?: () => Promise<Spoken>;
  /** Whether it says that Chinese is not taken in other ways here. */
  readonly note?: boolean;
}

/** The tag of the layout that every visitor can switch to. */
export const LATIN = 'en';

const english = () => import('simple-keyboard-layouts/build/layouts/english.js');
/** ISO/IEC 9995 and the standard keyboard of Taiwan: a column an initial's place in the mouth, then medials, then finals. */
const ZHUYIN_ROWS = [
  'ㄅ ㄉ ˇ ˋ ㄓ ˊ ˙ ㄚ ㄞ ㄢ ㄦ',
  'ㄆ ㄊ ㄍ ㄐ ㄔ ㄗ ㄧ ㄛ ㄟ ㄣ',
  'ㄇ ㄋ ㄎ ㄑ ㄕ ㄘ ㄨ ㄜ ㄠ ㄤ',
  'ㄈ ㄌ ㄏ ㄒ ㄖ ㄙ ㄩ ㄝ ㄡ ㄥ',
];
const TRADITIONAL = {
  cased: false,
  marks: '， 。 ？ ！ 、',
  symbols: '， 。 ？ ！ 、 ： ； 「 」 （ ） 《 》 …… — / @ # $ % &',
  note: true,
} as const;

export const entries: Readonly<Record<string, Entry>> = {
  [LATIN]: {
    load: english,
    cased: true,
    byAlphabet: true,
    marks: ", . ' ? - !",
    symbols: '! ? " \' ( ) : ; - / @ # $ % & * + = _ …',
  },
  es: {
    load: () => import('simple-keyboard-layouts/build/layouts/spanish.js'),
    cased: true,
    extras: 'á é í ó ú ü ¿ ¡',
    byAlphabet: true,
    marks: ', . ? ! -',
    symbols: '¿ ? ¡ ! « » " \' ( ) : ; - / @ # $ % & * +',
  },
  fr: {
    load: () => import('simple-keyboard-layouts/build/layouts/french.js'),
    cased: true,
    // CLDR: everything French is written with; ù is the library's.
    extras: 'é è ê ë à â ç î ï ô û œ',
    more: 'ü ÿ æ',
    byAlphabet: true,
    marks: ", . ' ? - !",
    symbols: '! ? « » " \' ( ) : ; - / @ # $ % & * + = _ …',
  },
  // In Poland letters lie as on an English keyboard; the library has the layout of typewriters.
  pl: {
    load: english,
    cased: true,
    extras: 'ą ć ę ł ń ó ś ź ż',
    byAlphabet: true,
    marks: ', . ? ! -',
    symbols: '! ? „ ” " \' ( ) : ; - — / @ # $ % & * + = _ …',
  },
  // The official spelling of 1979 has è and ò, and à before n; é and ç are for names.
  ht: {
    load: english,
    cased: true,
    extras: 'è ò à é ç',
    byAlphabet: true,
    marks: ", . ' ? - !",
    symbols: '! ? « » " \' ( ) : ; - / @ # $ % & * + = _ …',
  },
  ru: {
    load: () => import('simple-keyboard-layouts/build/layouts/russian.js'),
    cased: true,
    marks: '. , ? !',
    symbols: '! ? « » " ( ) : ; - — / @ № $ % & * + = _ …',
  },
  ar: {
    load: () => import('simple-keyboard-layouts/build/layouts/arabic.js'),
    cased: false,
    signs: '\u064B\u064C\u064D\u064E\u064F\u0650\u0651\u0652',
    shift: 'أإآ',
    marks: '. ، ؟',
    symbols: '، ؛ ؟ ! « » " ( ) : - / @ # $ % & * + = _ …',
    spoken: async () => (await import('./spoken/ar.ts')).arabic,
  },
  ur: {
    load: () => import('simple-keyboard-layouts/build/layouts/urdu.js'),
    cased: false,
    // The library writes ی as the Arabic ى, has a sign of the Quran, and letters as parts of ligatures in its second layer.
    amend: 'ى/ی ۤ/',
    above:
      'ق/\u0652 و/ؤ ع/\u0670 ر/ڑ ت/ٹ ے/ۓ ء/ئ ی/\u0650 ہ/ۂ پ/\u064F ا/آ س/ص د/ڈ ف/\u064E گ/غ ھ/ح ج/ض ک/خ ل/\u0651 ز/ذ ش/ژ چ/ث ط/ظ ب/ۃ ن/ں م/\u064B',
    shift: 'آئؤ',
    byAlphabet: [
      'ا/آ ب پ ت ٹ ث ج چ ح خ',
      'د ڈ ذ ر ڑ ز ژ س ش ص',
      'ض ط ظ ع غ ف ق ک گ ل/\u0651',
      'م/\u064F ن/\u0652 ں/\u064B و/ؤ ہ/ۂ ھ/ۃ ء/ئ ی/\u0670 ے/ۓ \u0650/\u064E',
    ],
    marks: '۔ ، ؟',
    symbols: '۔ ، ؛ ؟ ! “ ” " ( ) : - / @ # $ % & * + = _ …',
    spoken: async () => (await import('./spoken/ur.ts')).urdu,
  },
  bn: {
    load: () => import('simple-keyboard-layouts/build/layouts/bengali.js'),
    cased: false,
    signs: 'ৈৃীূৌঃ',
    // The library has these three beside punctuation and digits; the two forms that are joined below are one key each.
    more: 'এ/ঐ ঁ ্য/্র',
    spread: 4,
    shift: 'খঘ',
    byAlphabet: [
      'অ/আ ই/ঈ উ/ঊ ঋ এ/ঐ ও/ঔ ক/খ গ/ঘ ঙ চ/ছ',
      'জ/ঝ ঞ ট/ঠ ড/ঢ ণ ত/থ দ/ধ ন প/ফ ব/ভ',
      'ম য/য় র ল শ/ষ স হ ড়/ঢ় ৎ ং/ঃ',
      'ঁ া ি/ী ু/ূ ৃ ে/ৈ ো/ৌ ্ ্য/্র',
    ],
    marks: '। , ?',
    symbols: '। ? ! “ ” " \' ( ) : ; - / @ # $ % & * + = _ …',
    spoken: async () => (await import('./spoken/bn.ts')).bengali,
  },
  // The library's own layout brings every syllable there is, which es-hangul knows in a twentieth of the room.
  ko: {
    load: async () => {
      const [hangul, latin] = await Promise.all([import('./hangul.ts'), english()]);
      return hangul.twoSet(lettersOf(latin.default, { tag: LATIN, cased: true }));
    },
    cased: false,
    marks: '. , ? !',
    symbols: '. , ? ! “ ” " \' ( ) : ; - / @ # $ % & * + = _ …',
    joiner: async () => (await import('./hangul.ts')).hangul,
    spoken: async () => (await import('./spoken/ko.ts')).korean,
  },
  'zh-Hans': {
    load: () => import('simple-keyboard-layouts/build/layouts/chinese.js'),
    cased: false,
    marks: '， 。 ？ ！ 、',
    symbols: '， 。 ？ ！ 、 ： ； “ ” （ ） 《 》 …… — / @ # $ % &',
    composer: async (source) => (await import('./pinyin.ts')).pinyin(source),
    note: true,
  },
  'zh-Hant': {
    ...TRADITIONAL,
    load: () => Promise.resolve(ZHUYIN_ROWS),
    also: ['zh-Hant-x-pinyin'],
    composer: async () => (await import('./zhuyin.ts')).zhuyin(),
    spoken: async () => (await import('./spoken/zhuyin.ts')).bopomofo,
  },
  'zh-Hant-x-pinyin': {
    ...TRADITIONAL,
    tag: 'zh-Hant',
    load: english,
    composer: async () => (await import('./zhuyin.ts')).pinyinTraditional(),
  },
};
