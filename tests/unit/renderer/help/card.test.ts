import { expect, test } from 'vitest';
import { beyondWall, signCard, speakCard } from '../../../../src/renderer/kiosk/help/card.ts';
import { widerFault, widerSchema } from '../../../../src/shared/content/wider.ts';
import { catalogue, english, tongueOf, tongues } from '../../content/corpus.ts';

const { wider } = catalogue;
const linesOf = (tag: string, wanted: string | null) =>
  speakCard(wider, tongueOf(tag).text, wanted).map(({ text, language }) => [language.tag, language.dir, text]);

test('a card says it in the language of the face and in English, each marked as what it is', () => {
  expect(linesOf('ar', null)).toEqual([
    ['ar', 'rtl', tongueOf('ar').text.help.speak],
    ['en', 'ltr', 'I speak Arabic. Please get me an interpreter.'],
  ]);
  expect(linesOf('zh-Hant', null)[1]).toEqual(['en', 'ltr', 'I speak Chinese. Please get me an interpreter.']);
});

test('a card in English says it once', () => {
  expect(linesOf('en', null)).toEqual([['en', 'ltr', english.text.help.speak]]);
  expect(signCard(english.text, english.text)).toHaveLength(1);
});

test('a card of the wider list says it in that language, or its name where nobody wrote the sentence', () => {
  expect(linesOf('es', 'ne')).toEqual([
    ['ne', 'ltr', expect.stringContaining('नेपाली')],
    ['en', 'ltr', 'I speak Nepali. Please get me an interpreter.'],
  ]);
  expect(linesOf('es', 'bo')[0]).toEqual(['bo', 'ltr', 'བོད་སྐད་']);
  expect(linesOf('es', 'tlh')).toEqual([]);
});

test('a sign language card stands in the language of the face and in English', () => {
  const lines = signCard(tongueOf('ur').text, english.text);
  expect(lines.map(({ language }) => language.tag)).toEqual(['ur', 'en']);
  expect(lines[1]?.text).toBe('I use American Sign Language. Please get me a sign language interpreter.');
});

test('the wider list names only languages that the wall does not, each once', () => {
  const wall = tongues.map(({ tag }) => ({ tag }));
  expect(beyondWall(wider, wall)).toEqual(wider.languages);
  // One that a pack brings is on the wall from then on, and nowhere else.
  expect(beyondWall(wider, [...wall, { tag: 'it' }])).toEqual(wider.languages.filter(({ tag }) => tag !== 'it'));
  expect(widerFault(wider)).toBeNull();
  expect(widerFault({ ...wider, languages: [...wider.languages, ...wider.languages.slice(0, 1)] })).toMatch(/it twice/);
});

test('the wider list is a draft, and its English sentence has a place for the name', () => {
  expect(wider.status).toBe('draft');
  expect(widerSchema.safeParse({ ...wider, english: 'Please get me an interpreter.' }).success).toBe(false);
});
