import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scriptOf, styleOf } from '../../../src/renderer/i18n/scripts.ts';
import { excerptOf, sentencesOf } from '../../../src/renderer/i18n/Text.tsx';
import { isCallName } from '../../../src/shared/bridge.ts';
import { unitsOf } from '../../../src/shared/content/units.ts';
import { english } from '../content/corpus.ts';

const renderer = join(import.meta.dirname, '../../../src/renderer');
const words = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../resources/locales/en.json'), 'utf8'),
) as Record<string, string>;
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => readFileSync(join(renderer, name), 'utf8'))
  .join('\n');
const keys = new Set(Object.keys(words).map((key) => key.replace(/_(?:one|other)$/, '')));

test('every word the face asks for by name is there', () => {
  const asked = [...sources.matchAll(/['"]((?:[a-z][A-Za-z]+\.)+[A-Za-z0-9-]+)['"]/g)].map((found) => found[1] ?? '');
  const namespaces = new Set([...keys].map((key) => key.split('.')[0]));
  const lacking = asked.filter(
    (key) => namespaces.has(key.split('.')[0]) && !keys.has(key) && !/\.(?:ts|tsx|css|json)$/.test(key),
  );
  // A unit of text (`help.interpreter`) and a call of the bridge are written the same way.
  const units = unitsOf(english.text, english.ui);
  expect(lacking.filter((key) => !isCallName(key) && !units.has(key))).toEqual([]);
});

test('every word there is is asked for', () => {
  const templates = [...sources.matchAll(/`([a-z]+(?:\.[a-zA-Z]+)*\.)\$\{/g)].map((found) => found[1] ?? '');
  const unused = [...keys].filter(
    (key) =>
      !sources.includes(`'${key}'`) &&
      !sources.includes(`"${key}"`) &&
      !templates.some((start) => key.startsWith(start)) &&
      !key.endsWith('.hint'),
  );
  expect(unused).toEqual([]);
});

test('letters are chosen by script, not by a list of languages', () => {
  expect(['en', 'es', 'zh-Hans', 'zh-Hant', 'ru', 'ar', 'ur', 'ht'].map(scriptOf)).toEqual([
    'Latn',
    'Latn',
    'Hans',
    'Hant',
    'Cyrl',
    'Arab',
    'Arab',
    'Latn',
  ]);
});

test('Urdu is read in Nastaliq, every other language in the usual style of its script', () => {
  expect(['ur', 'ur-PK', 'ar', 'bn', 'ko', 'zh-Hant', 'fr'].map(styleOf)).toEqual([
    'Aran',
    'Aran',
    'Arab',
    'Beng',
    'Kore',
    'Hant',
    'Latn',
  ]);
});

test('a paragraph splits into its sentences in any script', () => {
  expect(sentencesOf('Call 311. Ask for it.', 'en')).toEqual(['Call 311.', 'Ask for it.']);
  expect(sentencesOf('请致电 311。您可以要求口译员。', 'zh-Hans')).toHaveLength(2);
});

test('an excerpt ends between words, and says that there was more', () => {
  expect(excerptOf('  They found\n my papers. ', 'en', 40)).toBe('They found my papers.');
  expect(excerptOf('They found my papers.', 'en', 12)).toBe('They found…');
  expect(excerptOf('x'.repeat(50), 'en', 12)).toBe(`${'x'.repeat(12)}…`);
});
