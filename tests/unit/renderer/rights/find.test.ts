import { describe, expect, it, test } from 'vitest';
import { openFind } from '../../../../src/renderer/kiosk/rights/find.ts';
import { catalogue, tongues } from '../../content/corpus.ts';

const ids = catalogue.rights.groups.flatMap((group) => group.rights);
const finds = new Map(tongues.map(({ tag, text }) => [tag, openFind(catalogue.rights, text)]));
const find = (tag: string, question: string) => finds.get(tag)?.(question) ?? [];
const titles = (tag: string) =>
  new Map(ids.map((id) => [id, tongues.find((tongue) => tongue.tag === tag)?.text.rights.rights[id]?.title ?? '']));

describe('in every language', () => {
  it.each(tongues)('the sentence of a right finds it first: $tag', ({ tag }) => {
    for (const [id, title] of titles(tag)) expect([id, find(tag, title)[0]]).toEqual([id, id]);
  });

  it.each(tongues)('a word of a right finds it, also half written: $tag', ({ tag }) => {
    for (const [id, title] of titles(tag)) {
      const words = [...new Intl.Segmenter(tag, { granularity: 'word' }).segment(title)]
        .filter(({ isWordLike }) => isWordLike)
        .map(({ segment }) => segment.normalize('NFC'));
      for (const word of words) {
        expect(find(tag, word)).toContain(id);
        if (word.length > 3) expect(find(tag, word.slice(0, -1))).toContain(id);
      }
    }
  });

  it.each(tongues)('nothing, and what no text says, finds nothing: $tag', ({ tag }) => {
    for (const nothing of ['', '  ', '?!', 'xqzwvxqzwv', '%20', '\ud800']) expect(find(tag, nothing)).toEqual([]);
  });
});

test('case, accents and a mistyped letter make no difference', () => {
  const found = find('en', 'interpreter');
  expect(found.length).toBeGreaterThan(0);
  expect(find('en', 'INTERPRETER')).toEqual(found);
  expect(find('en', 'interpeter')).toEqual(expect.arrayContaining([...found]));
  expect(find('es', 'interprete')).toEqual(find('es', 'intérprete'));
});

test('two words narrow what one finds', () => {
  const both = find('en', 'language interpreter');
  expect(both.length).toBeGreaterThan(0);
  expect(find('en', 'interpreter')).toEqual(expect.arrayContaining([...both]));
});

test('the English that stands beside finds as well, and only then', () => {
  const text = (tag: string) => tongues.find((tongue) => tongue.tag === tag)?.text;
  const [korean, english] = [text('ko'), text('en')];
  if (korean === undefined || english === undefined) throw new Error('there is no Korean or English');
  expect(find('ko', 'interpreter')).toEqual([]);
  const beside = openFind(catalogue.rights, korean, english);
  expect(beside('interpreter')).toContain('language');
  expect(beside('통역')).toContain('language');
});

test('a letter written by the keyboard of a neighbouring language finds the same', () => {
  expect(find('ur', 'شائستگي')).toEqual(find('ur', 'شائستگی'));
  expect(find('ur', 'شائستگی')).toContain('courtesy');
  expect(find('ar', 'مدینة')).toEqual(find('ar', 'مدينة'));
  expect(find('ar', 'مدينه').length).toBeGreaterThan(0);
  expect(find('pl', 'tlumacza')).toEqual(find('pl', 'tłumacza'));
});

test('an Arabic word finds the same with what is written together with its article', () => {
  const plain = find('ar', 'تفتيش');
  expect(plain.length).toBeGreaterThan(0);
  for (const joined of ['التفتيش', 'والتفتيش', 'فالتفتيش', 'بالتفتيش', 'كالتفتيش', 'للتفتيش']) {
    expect([joined, find('ar', joined)]).toEqual([joined, plain]);
  }
});
