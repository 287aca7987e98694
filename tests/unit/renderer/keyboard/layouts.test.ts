import { describe, expect, it } from 'vitest';
import { boardOf, neighbour, type BoardWish } from '../../../../src/renderer/keyboard/board.ts';
import { layoutFor, layoutTags, loadTongue } from '../../../../src/renderer/keyboard/layouts.ts';

/** The letters a language is written with: CLDR exemplar characters, main set. A space stands where one is more than a code point. */
const ALPHABETS: Readonly<Record<string, string>> = {
  en: 'abcdefghijklmnopqrstuvwxyz',
  es: 'aábcdeéfghiíjklmnñoópqrstuúüvwxyz¿¡',
  fr: 'aàâæbcçdeéèêëfghiîïjklmnoôœpqrstuùûüvwxyÿz',
  pl: 'aąbcćdeęfghijklłmnńoóprsśtuwyzźż',
  ht: 'aàbcdeèfghijklmnoòprstuvwyz',
  ru: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
  ar: 'ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْ',
  ur: 'اآبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوؤہۂھءئیے',
  bn: 'অ আ ই ঈ উ ঊ ঋ এ ঐ ও ঔ ক খ গ ঘ ঙ চ ছ জ ঝ ঞ ট ঠ ড ড় ঢ ঢ় ণ ত ৎ থ দ ধ ন প ফ ব ভ ম য য় র ল শ ষ স হ ং ঃ ঁ া ি ী ু ূ ৃ ে ৈ ো ৌ ্',
  ko: 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ',
  'zh-Hant': 'ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙㄧㄨㄩㄚㄛㄜㄝㄞㄟㄠㄡㄢㄣㄤㄥㄦˊˇˋ˙',
  'zh-Hant-x-pinyin': 'abcdefghijklmnopqrstuvwxyz',
  'zh-Hans': 'abcdefghijklmnopqrstuvwxyz',
};
const WIDE = { columns: 14, rows: 5 };
const NARROW = { columns: 5, rows: 3 };
/** Bounds the walk over the parts of a narrow keyboard. */
const MOST_PARTS = 16;

async function wish(tag: string, more: Partial<BoardWish> = {}): Promise<BoardWish> {
  const tongue = await loadTongue(tag);
  return {
    tongue,
    kind: 'text',
    many: true,
    page: 'letters',
    byAlphabet: false,
    other: true,
    part: 0,
    room: WIDE,
    ...more,
  };
}

/** Everything that can be written with a board and its shifted layer. */
function written(of: BoardWish): ReadonlySet<string> {
  return new Set(
    boardOf(of).cells.flatMap(({ key }) => (key.type === 'letter' ? [key.letter.plain, key.letter.shifted ?? ''] : [])),
  );
}

function everyPart(of: BoardWish): ReadonlySet<string> {
  return new Set(Array.from({ length: MOST_PARTS }, (_, part) => [...written({ ...of, part })]).flat());
}

describe('the letters of a language', () => {
  it('has a test for every layout', () => expect(Object.keys(ALPHABETS).toSorted()).toEqual(layoutTags.toSorted()));

  it.each(layoutTags)('can all be reached, small and capital, wide and in parts: %s', async (tag) => {
    const alphabet = ALPHABETS[tag] ?? '';
    const small = alphabet.includes(' ') ? alphabet.normalize('NFC').split(' ') : Array.from(alphabet);
    const capitals = tag.startsWith('zh') ? [] : small.map((each) => each.toLocaleUpperCase(tag));
    for (const reach of [written(await wish(tag)), everyPart(await wish(tag, { room: NARROW }))]) {
      expect([...small, ...capitals].filter((each) => !reach.has(each))).toEqual([]);
    }
  });

  it.each(['en', 'es', 'fr', 'pl', 'ht'])('are the same in the order of the alphabet: %s', async (tag) => {
    const asTyped = boardOf(await wish(tag)).cells.map((cell) => cell.id);
    const alphabet = boardOf(await wish(tag, { byAlphabet: true })).cells.map((cell) => cell.id);
    expect(alphabet.toSorted()).toEqual(asTyped.toSorted());
    const letters = alphabet.filter((id) => /^letter [a-zñ]$/.test(id));
    expect(letters).toEqual(letters.toSorted(new Intl.Collator(tag).compare));
  });

  it.each(['bn', 'ur'])('are all there in the order of the alphabet, too, wide and in parts: %s', async (tag) => {
    const letters = (of: ReadonlySet<string>) => [...of].filter((each) => /[\p{L}\p{M}]/u.test(each)).toSorted();
    const asTyped = letters(written(await wish(tag)));
    expect(letters(written(await wish(tag, { byAlphabet: true })))).toEqual(asTyped);
    expect(letters(everyPart(await wish(tag, { room: NARROW })))).toEqual(asTyped);
  });

  it('are Latin where nothing is known, and the language’s own where only the country differs', () => {
    expect(layoutFor('xx')).toBe('en');
    expect(layoutFor('es-MX')).toBe('es');
    expect(layoutFor('zh-CN')).toBe('zh-Hans');
    expect(layoutFor('zh-HK')).toBe('zh-Hant');
    expect(layoutFor('sr-Latn')).toBe('en');
  });
});

describe('a board', () => {
  const pages = ['letters', 'symbols'] as const;
  it.each(layoutTags)('puts each key once, in its row, with nothing over anything: %s', async (tag) => {
    for (const page of pages)
      for (const room of [WIDE, NARROW])
        for (const many of [true, false])
          for (const kind of ['text', 'email', 'tel'] as const) {
            const board = boardOf(await wish(tag, { page, room, many, kind }));
            expect(new Set(board.cells.map((cell) => cell.id)).size).toBe(board.cells.length);
            expect(board.cells.every((cell) => cell.span >= 1 && cell.column + cell.span <= board.columns)).toBe(true);
            expect(board.columns).toBeLessThanOrEqual(room.columns);
            expect(board.rows).toBeLessThanOrEqual(room === NARROW ? room.rows : 5);
            const commands = board.cells.map((cell) => cell.key.type);
            for (const needed of ['delete', 'space', 'done'] as const) expect(commands).toContain(needed);
            if (room === WIDE && many && kind === 'text') expect(commands).toContain('enter');
          }
  });

  it('for an email address has what every address needs on its first page, for a telephone digits', async () => {
    const email = written(await wish('en', { kind: 'email', many: false }));
    expect(['@', '.', '-', '_'].filter((each) => !email.has(each))).toEqual([]);
    for (const room of [WIDE, NARROW]) {
      const tel = everyPart(await wish('en', { kind: 'tel', many: false, room }));
      expect('0123456789+()-'.split('').filter((each) => !tel.has(each))).toEqual([]);
    }
  });

  it('is crossed by arrows to every key, and back the way one came', async () => {
    const board = boardOf(await wish('ru'));
    const reached = new Set([board.cells[0]]);
    for (const cell of reached)
      for (const direction of ['left', 'right', 'up', 'down'] as const) {
        const next = cell === undefined ? null : neighbour(board, cell, direction);
        if (next !== null) reached.add(next);
      }
    expect(reached.size).toBe(board.cells.length);
    const from = board.cells.find((cell) => cell.id === 'letter п');
    if (from === undefined) throw new Error('no п');
    const right = neighbour(board, from, 'right');
    expect(right?.id).toBe('letter р');
    expect(right === null ? null : neighbour(board, right, 'left')).toBe(from);
    expect(neighbour(board, from, 'up')?.id).toBe('letter е');
  });
});
