import { describe, expect, it } from 'vitest';
import type { Text } from '../../../../src/renderer/keyboard/edit.ts';
import { loadTongue } from '../../../../src/renderer/keyboard/layouts.ts';
import {
  beginTyping,
  press,
  settle,
  type Press,
  type Typed,
  type TypingRules,
} from '../../../../src/renderer/keyboard/typing.ts';

const at = (value: string, caret = value.length): Text => ({ value, start: caret, end: caret });
const key = (plain: string): Press => ({
  type: 'letter',
  letter: { plain, shifted: plain.toLocaleUpperCase() === plain ? null : plain.toLocaleUpperCase() },
});
const command = (type: 'delete' | 'space' | 'left' | 'right' | 'shift' | 'enter' | 'done'): Press => ({ type });

async function rules(tag: string, more: Partial<TypingRules> = {}): Promise<TypingRules> {
  return { tongue: await loadTongue(tag), kind: 'text', most: 200, rtl: false, ...more };
}

/** The keys pressed one after the other; a string stands for its letters. */
function after(given: TypingRules, text: Text, ...keys: readonly (Press | string)[]): Typed {
  const start: Typed = { typing: beginTyping(text, given), text, heard: null, full: false };
  return keys
    .flatMap((each) => (typeof each === 'string' ? Array.from(each, key) : [each]))
    .reduce((held, each) => press(held.typing, held.text, each, given), start);
}

describe('a letter', () => {
  it('goes where the caret is, or in the place of what is selected', async () => {
    const given = await rules('en');
    expect(after(given, at('helo', 3), 'l').text).toEqual(at('hello', 4));
    expect(after(given, { value: 'one two three', start: 4, end: 7 }, '2').text).toEqual(at('one 2 three', 5));
  });

  it('is a capital where a sentence begins, after Shift once, after Shift twice until Shift again', async () => {
    const given = await rules('en');
    expect(after(given, at(''), 'hi').text.value).toBe('Hi');
    expect(after(given, at('Yes.'), command('space'), 'no').text.value).toBe('Yes. No');
    expect(after(given, at('a'), command('shift'), 'bc').text.value).toBe('aBc');
    expect(after(given, at('a'), command('shift'), command('shift'), 'bc', command('shift'), 'd').text.value).toBe(
      'aBCd',
    );
    expect(after(await rules('en', { kind: 'email' }), at(''), 'hi').text.value).toBe('hi');
  });

  it('that would be too long changes nothing and is said, while Delete goes on working', async () => {
    const given = await rules('ru', { most: 3 });
    const full = after(given, at('дом'), 'а');
    expect(full).toMatchObject({ full: true, heard: null, text: at('дом') });
    const next = press(full.typing, full.text, command('delete'), given);
    expect(next).toMatchObject({ full: false, text: at('до'), heard: { kind: 'deleted', text: 'м' } });
    expect(after(given, at('до'), '😀').full).toBe(true);
  });
});

describe('Delete', () => {
  it.each([
    ['a pair of surrogates is one character', 'a😀', 'a', '😀'],
    ['a joined family is one character', '👨‍👩‍👧', '', '👨‍👩‍👧'],
    ['a vowel sign goes before its letter', 'شكرً', 'شكر', 'ً'],
    ['an Arabic letter goes alone', 'لا', 'ل', 'ا'],
    ['there is nothing to delete', '', '', null],
    ['of joined letters the last goes with what joins it', 'শিক্ষ', 'শিক', '্ষ'],
    ['a form joined below goes as it came', 'সত্য', 'সত', '্য'],
    ['a vowel sign goes before the letters it stands at', 'ক্ষো', 'ক্ষ', 'ো'],
    ['a joiner goes alone while nothing is joined yet', 'ক্', 'ক', '্'],
    ['a letter with a dot below is one', 'বাড়', 'বা', 'ড়'],
    ['an Urdu letter with a hamza is one', 'مسئ', 'مس', 'ئ'],
    ['a syllable that is written goes whole', '한국', '한', '국'],
  ])('%s', async (_name, before, left, deleted) => {
    const typed = after(await rules('ar'), at(before), command('delete'));
    expect(typed.text).toEqual(at(left));
    expect(typed.heard?.text ?? null).toBe(deleted);
  });

  it('deletes before the caret, and what is selected', async () => {
    const given = await rules('en');
    expect(after(given, at('abcd', 2), command('delete')).text).toEqual(at('acd', 1));
    expect(after(given, { value: 'abcd', start: 1, end: 3 }, command('delete')).text).toEqual(at('ad', 1));
  });
});

describe('the caret', () => {
  it('moves by whole characters, to the side the arrow points to in either direction of writing', async () => {
    expect(after(await rules('en'), at('a😀'), command('left')).text.start).toBe(1);
    expect(after(await rules('ar', { rtl: true }), at('شكرا', 0), command('left')).text.start).toBe(1);
    expect(after(await rules('ar', { rtl: true }), at('شكرا', 0), command('right')).text.start).toBe(0);
  });
});

describe('what is heard', () => {
  it('is each character, and the word after a space', async () => {
    const given = await rules('es');
    expect(after(given, at('muy b'), 'ñ').heard).toEqual({ kind: 'letter', text: 'ñ' });
    expect(after(given, at('muy bien'), command('space')).heard).toEqual({ kind: 'word', text: 'bien' });
    expect(after(given, at('bien '), command('space')).heard).toEqual({ kind: 'letter', text: ' ' });
    expect(after(await rules('ar'), at('شكرا جزيلا'), command('space')).heard).toEqual({ kind: 'word', text: 'جزيلا' });
  });
});

describe('Pinyin', () => {
  it('offers the most used characters of the longest syllable, then of shorter ones', async () => {
    const { composer } = (await rules('zh-Hans')).tongue;
    const offered = composer?.candidates('xian') ?? [];
    expect(offered[0]).toEqual({ text: '现', reading: 'xian' });
    expect(offered.some(({ text, reading }) => text === '西' && reading === 'xi')).toBe(true);
    expect(composer?.candidates('nanguo')[0]?.reading).toBe('nan');
    expect(composer?.candidates('nve')[0]?.text).toBe(composer?.candidates('nue')[0]?.text);
    expect(composer?.candidates('zh').length).toBeGreaterThan(20);
  });

  it('takes syllables typed in a row one after the other, and keeps the rest', async () => {
    const given = await rules('zh-Hans');
    const held = after(given, at('我'), 'nihao');
    expect(held).toMatchObject({ text: at('我'), typing: { held: 'nihao' } });
    const ni = given.tongue.composer?.candidates('nihao')[0];
    if (ni === undefined) throw new Error('nothing for nihao');
    const picked = press(held.typing, held.text, { type: 'pick', candidate: ni }, given);
    expect(picked).toMatchObject({
      text: at('我你'),
      typing: { held: 'hao' },
      heard: { kind: 'candidate', text: '你' },
    });
    expect(press(picked.typing, picked.text, command('space'), given)).toMatchObject({
      text: at('我你好'),
      typing: { held: '' },
    });
  });

  it('loses the last letter to Delete before the field loses anything', async () => {
    const given = await rules('zh-Hans');
    expect(after(given, at('好'), 'ni', command('delete'))).toMatchObject({ text: at('好'), typing: { held: 'n' } });
    expect(after(given, at('好'), 'n', command('delete'), command('delete')).text).toEqual(at(''));
  });

  it('writes as typed what has no candidate, what Done finds, and nothing that has no room', async () => {
    const given = await rules('zh-Hans', { most: 4 });
    expect(given.tongue.composer?.candidates('uu')).toEqual([]);
    expect(after(given, at(''), 'uu', command('space')).text.value).toBe('uu');
    expect(after(given, at(''), 'hao', command('done')).text.value).toBe('hao');
    expect(after(given, at('一二三四'), 'hao', command('space'))).toMatchObject({ full: true, text: at('一二三四') });
  });

  it('takes the first candidate when punctuation follows', async () => {
    expect(after(await rules('zh-Hans'), at('你'), 'hao', '。').text.value).toBe('你好。');
  });
});

describe('Hangul', () => {
  it.each([
    ['letters join into syllables', 'ㅎㅏㄴㄱㅡㄹ', '한글'],
    ['a last consonant goes over to the vowel that follows', 'ㄷㅏㄹㅏ', '다라'],
    ['of two last consonants the second goes over', 'ㅇㅏㄴㅈㅏ', '안자'],
    ['a doubled last consonant goes over whole', 'ㅇㅣㅆㅓ', '이써'],
    ['vowels join where they make one', 'ㅇㅗㅏㅇㅜㅓㄴ', '와원'],
    ['two last consonants stay where a third follows', 'ㄱㅏㅂㅅㅅㅣ', '값시'],
    ['a doubled consonant that ends no syllable begins one', 'ㅇㅗㅃㅏ', '오빠'],
    ['the same consonant twice is two', 'ㅋㅋㅋ', 'ㅋㅋㅋ'],
    ['a vowel after a vowel stands alone', 'ㅠㅠ', 'ㅠㅠ'],
  ])('%s', async (_name, keys, written) => {
    expect(after(await rules('ko'), at(''), keys).text).toEqual(at(written));
  });

  it('gives the letters of the syllable being written back one by one, then whole syllables', async () => {
    const given = await rules('ko');
    const values = ['값', '갑', '가', 'ㄱ', '한', ''];
    let typed = after(given, at('한'), 'ㄱㅏㅂㅅ');
    for (const [turn, value] of values.entries()) {
      expect(typed.text.value).toBe(turn < 4 ? `한${value}` : value);
      typed = press(typed.typing, typed.text, command('delete'), given);
    }
  });

  it('begins a new syllable after a space, a sign, a move of the caret, and what somebody else changed', async () => {
    const given = await rules('ko');
    expect(after(given, at(''), 'ㄱㅏ', command('space'), 'ㄴ').text.value).toBe('가 ㄴ');
    expect(after(given, at(''), 'ㄱㅏ', command('left'), command('right'), 'ㄴ').text.value).toBe('가ㄴ');
    expect(after(given, at('가'), 'ㄴ').text.value).toBe('가ㄴ');
    const typed = after(given, at(''), 'ㄱㅏ');
    const settled = settle(typed.typing, at('가'), given);
    expect(press(settled, at('가'), key('ㄴ'), given).text.value).toBe('가ㄴ');
  });

  it('lets each letter be heard, and has room for a syllable that only grows', async () => {
    const given = await rules('ko', { most: 1 });
    expect(after(given, at(''), 'ㄱㅏ').heard).toEqual({ kind: 'letter', text: 'ㅏ' });
    expect(after(given, at(''), 'ㄱㅏㄴ').text.value).toBe('간');
    expect(after(given, at(''), 'ㄱㅏㄴㅏ')).toMatchObject({ full: true, text: at('간') });
    expect(after(given, at(''), 'ㄱㅏㄴ', command('delete')).heard).toEqual({ kind: 'deleted', text: 'ㄴ' });
  });
});

describe('Zhuyin', () => {
  it('offers traditional characters, the most used first, and those of a tone before the others', async () => {
    const { composer } = (await rules('zh-Hant')).tongue;
    const texts = (held: string) => (composer?.candidates(held) ?? []).map(({ text }) => text);
    expect(texts('ㄏㄡ').slice(0, 3)).toContain('後');
    expect(texts('ㄒㄧㄝˋ')[0]).toBe('謝');
    expect(texts('ㄇㄞˇ')[0]).toBe('買');
    expect(texts('ㄇㄞˋ')[0]).toBe('賣');
    expect(texts('ㄇㄞˇ').toSorted()).toEqual(texts('ㄇㄞ').toSorted());
    expect(texts('ㄓ').length).toBeGreaterThan(20);
  });

  it('takes syllables typed in a row, with tones or without', async () => {
    const given = await rules('zh-Hant');
    expect(after(given, at(''), 'ㄋㄧˇㄏㄠˇ', command('space')).text.value).toBe('你好');
    expect(after(given, at(''), 'ㄋㄧㄏㄠ', command('space')).text.value).toBe('你好');
  });

  it('knows a tone only behind a syllable, and the one that was typed last', async () => {
    const given = await rules('zh-Hant');
    expect(after(given, at(''), 'ˇ').typing.held).toBe('');
    expect(after(given, at(''), 'ㄇㄞˇˋ').typing.held).toBe('ㄇㄞˋ');
  });

  it('has Pinyin beside it, for the same characters', async () => {
    expect(after(await rules('zh-Hant-x-pinyin'), at(''), 'xie', command('space')).text.value).toBe('些');
    const { composer } = (await rules('zh-Hant-x-pinyin')).tongue;
    expect(composer?.candidates('guo')[0]).toEqual({ text: '國', reading: 'guo' });
  });
});
