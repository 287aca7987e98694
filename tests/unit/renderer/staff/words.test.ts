import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { problemKinds } from '../../../../src/shared/wire/problems.ts';
import { SETUP_STEPS, staffCallSchemas } from '../../../../src/shared/staff.ts';

const root = join(import.meta.dirname, '../../../..');
const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, string>;
const all = read('resources/locales/staff/en.json');
/** Inspectors' words lie in the same file, and are proven beside their screens. */
const words = Object.fromEntries(Object.entries(all).filter(([key]) => !key.startsWith('inspector.')));
const visitors = read('resources/locales/en.json');
const staffRoom = join(root, 'src/renderer/staff');
const sources = readdirSync(staffRoom, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => readFileSync(join(staffRoom, name), 'utf8'))
  .join('\n');

const bare = (key: string) => key.replace(/_(?:zero|one|other)$/, '');
const keys = new Set([...Object.keys(words), ...Object.keys(visitors)].map(bare));

test('every word the staff room asks for is there, among its own or those of visitors', () => {
  const asked = [...sources.matchAll(/\bt\(\s*(?:[^'`)]*\? )?'([^']+)'(?: : '([^']+)')?/g)].flatMap((found) =>
    found.slice(1).filter((key) => key !== undefined),
  );
  expect(asked.length).toBeGreaterThan(80);
  expect(asked.filter((key) => !keys.has(key))).toEqual([]);
});

test('every word of the staff room is asked for, by its name or by what it begins with', () => {
  const literals = new Set(
    [...sources.matchAll(/'((?:door|panel|selftest|setup)\.[A-Za-z.-]+)'/g)].map((found) => found[1]),
  );
  const openings = [...sources.matchAll(/`((?:door|panel|selftest|setup)(?:\.[A-Za-z]+)*\.)\$\{/g)].map(
    (found) => found[1] ?? '',
  );
  // The first part of `inWords`, which puts a slug behind it.
  const prefixes = [...literals].map((each) => `${each}.`);
  const unused = Object.keys(words)
    .map(bare)
    .filter((key) => !literals.has(key) && ![...openings, ...prefixes].some((opening) => key.startsWith(opening)));
  expect(unused).toEqual([]);
});

test('no word of the staff room stands in for one that visitors read', () => {
  expect(Object.keys(words).filter((key) => key in visitors)).toEqual([]);
});

test('every step of setting up has a name, and so has what pauses sending or refuses a report', () => {
  expect(SETUP_STEPS.filter((step) => !keys.has(`setup.step.${step}`))).toEqual([]);
  const refusals = ['id-conflict', 'data-reused', 'unsealable', 'schema', 'unknown-type', 'unknown-key'] as const;
  expect(refusals.filter((slug) => !(slug in problemKinds) || !keys.has(`panel.refused.${slug}`))).toEqual([]);
  const done = Object.keys(staffCallSchemas).filter((name) => name.startsWith('setup.') && name !== 'setup.read');
  const named = (name: string) => keys.has(`panel.did.${name.replace('.', '-').replace('enroll', 'enrollment')}`);
  expect(done.filter((name) => !named(name))).toEqual([]);
});

test('no sentence for staff is longer than twenty words', () => {
  const sentences = Object.values(words).flatMap((text) => text.split(/[.?!:]\s/));
  expect(sentences.filter((sentence) => sentence.split(/\s+/).length > 20)).toEqual([]);
});
