import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { pluralCategories, wordsFault } from '../../../../src/shared/content/completeness.ts';
import { loadContent } from '../../../../src/desk/content/content.ts';
import type { DeskLogEvent } from '../../../../src/desk/log-events.ts';
import { temporaryFolder } from '../store/kit.ts';

const SHIPPED = resolve(import.meta.dirname, '../../../../resources');

interface Json {
  [key: string]: Json | string;
}

let resources: string;
let logged: DeskLogEvent[];

beforeEach(() => {
  resources = temporaryFolder();
  logged = [];
  mkdirSync(join(resources, 'content'), { recursive: true });
  cpSync(join(SHIPPED, 'content'), join(resources, 'content'), { recursive: true });
  cpSync(join(SHIPPED, 'locales'), join(resources, 'locales'), { recursive: true });
});

const load = () => loadContent(resources, (event) => logged.push(event));
const tags = () => load().languages.map(({ tag }) => tag);

function edit(file: string, change: (content: Json) => void): void {
  const path = join(resources, file);
  const content = JSON.parse(readFileSync(path, 'utf8')) as Json;
  change(content);
  writeFileSync(path, JSON.stringify(content));
}

function inside(content: Json, ...path: string[]): Json {
  return path.reduce((at, key) => at[key] as Json, content);
}

describe('the languages on the wall', () => {
  test('are those whose files say everything, in their order: all that ship', () => {
    const files = readdirSync(join(SHIPPED, 'locales')).filter((file) => file.endsWith('.json'));
    const shipped = files.map((file) => file.replace('.json', ''));
    expect(tags().toSorted()).toEqual(shipped.toSorted());
    expect(logged).toEqual([]);
    const orders = load().languages.map(({ order }) => order);
    expect(orders).toEqual(orders.toSorted((a, b) => a - b));
  });

  test('are found by their files alone: a new one needs no line of code', () => {
    for (const folder of ['content/text', 'locales']) {
      cpSync(join(resources, folder, 'en.json'), join(resources, folder, 'ht.json'));
    }
    edit('content/text/ht.json', (text) => {
      Object.assign(inside(text, 'language'), { tag: 'ht', name: 'Kreyòl Ayisyen', order: 99 });
    });
    expect(tags()).toContain('ht');
  });

  test.each<[string, string, (content: Json) => void, string]>([
    ['lacks a key', 'locales/es.json', (ui) => delete ui['common.back'], 'common.back is missing'],
    ['lacks a plural form', 'locales/ru.json', (ui) => delete ui['write.left_few'], 'write.left_few is missing'],
    [
      'has a key English does not know',
      'locales/es.json',
      (ui) => (ui['common.typo'] = 'x'),
      'common.typo is not a key of the English words',
    ],
    ['leaves a text empty', 'locales/es.json', (ui) => (ui['common.back'] = ' '), 'common.back is empty'],
    [
      'fills in what nobody gives',
      'locales/es.json',
      (ui) => (ui['common.back'] = '{{name}}'),
      'common.back names {{name}}, which nobody fills in',
    ],
    [
      'lacks a right',
      'content/text/es.json',
      (text) => delete inside(text, 'rights', 'rights')['contest'],
      'rights.rights.contest is missing',
    ],
    [
      'lacks an option',
      'content/text/es.json',
      (text) => delete inside(text, 'surveys', 'visit', 'questions', 'satisfaction', 'options')['very_satisfied'],
      'surveys.visit.questions.satisfaction.options.very_satisfied is missing',
    ],
    [
      'names itself otherwise',
      'content/text/es.json',
      (text) => (inside(text, 'language')['tag'] = 'fr'),
      'language.tag is not the name of the file',
    ],
  ])('leave out one that %s, and the log says where', (_, file, change, detail) => {
    edit(file, change);
    const tag = file.slice(file.lastIndexOf('/') + 1, -'.json'.length);
    expect(tags()).not.toContain(tag);
    expect(logged).toEqual([expect.objectContaining({ event: 'language-left-out', tag, detail })]);
    expect(load().words(tag)).toBeNull();
  });

  test('leave out one that is no JSON, and one that has only one of its files', () => {
    writeFileSync(join(resources, 'locales/es.json'), '{"common.back": ');
    rmSync(join(resources, 'content/text/ru.json'));
    const offered = tags();
    expect(offered).not.toContain('es');
    expect(offered).not.toContain('ru');
    expect(logged.map((each) => (each.event === 'language-left-out' ? each.detail : ''))).toEqual([
      'is not JSON',
      'cannot be read',
    ]);
  });
});

describe('the English words and the catalogue', () => {
  test('must be there and whole: without them there is no app', () => {
    edit('content/text/en.json', (text) => delete inside(text, 'rights', 'rights')['contest']);
    expect(load).toThrow('rights.rights.contest is missing');
    rmSync(join(resources, 'content/text/en.json'));
    expect(load).toThrow('en.json');
  });

  test('must name only what is there', () => {
    edit('content/catalogue.json', (catalogue) => {
      const [first] = catalogue['centers'] as unknown as Json[];
      if (first !== undefined) first['agency'] = 'nobody';
    });
    expect(load).toThrow('names an agency that is not there');
  });
});

describe('plural forms', () => {
  test('are asked for as the language has them, and as one and other where this build knows no rules', () => {
    expect(pluralCategories('zh-Hans')).toEqual(['other']);
    expect(pluralCategories('ru')).toEqual(expect.arrayContaining(['one', 'few', 'many', 'other']));
    expect(pluralCategories('ht')).toEqual(['one', 'other']);
  });

  test('that a language does not have are not asked for', () => {
    const english = { n_one: '{{count}} day', n_other: '{{count}} days' };
    expect(wordsFault('zh-Hans', { n_other: '{{count}} 天' }, english)).toBeNull();
    expect(wordsFault('ar', { n_other: '{{count}}' }, english)).toBe('n_zero is missing');
  });
});

test('a name that is everybody’s, such as constructor, is no language', () => {
  const content = load();
  expect(content.words('constructor')).toBeNull();
  expect(content.words('__proto__')).toBeNull();
});
