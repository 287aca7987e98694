import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inspectorCallSchemas } from '../../../../src/shared/inspector.ts';
import { problemKinds } from '../../../../src/shared/wire/problems.ts';
import {
  acknowledgementKinds,
  copyExceptions,
  copyWays,
  interpreterModes,
  recipientRoles,
} from '../../../../src/shared/reviews/terms.ts';

const root = join(import.meta.dirname, '../../../..');
const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, string>;
const staff = read('resources/locales/staff/en.json');
const owners = read('resources/locales/en.json');
const words = Object.fromEntries(Object.entries(staff).filter(([key]) => key.startsWith('inspector.')));
const face = join(root, 'src/renderer/inspector');
const sources = readdirSync(face, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => readFileSync(join(face, name), 'utf8'))
  .join('\n');

const bare = (key: string) => key.replace(/_(?:zero|one|other)$/, '');
const keys = new Set([...Object.keys(staff), ...Object.keys(owners)].map(bare));
/** Calls to the desk are named alike. */
const literals = new Set(
  [...sources.matchAll(/'(inspector\.[A-Za-z0-9.-]+)'/g)]
    .map((found) => found[1] ?? '')
    .filter((key) => !(key in inspectorCallSchemas)),
);
const openings = [...sources.matchAll(/`(inspector(?:\.[A-Za-z0-9]+)*\.)\$\{/g)].map((found) => found[1] ?? '');

test('every word an inspector is shown is there', () => {
  expect(literals.size).toBeGreaterThan(80);
  expect([...literals].filter((key) => !keys.has(key))).toEqual([]);
  expect(openings.filter((opening) => ![...keys].some((key) => key.startsWith(opening)))).toEqual([]);
});

test('every word for inspectors is shown somewhere, by its name or by what it begins with', () => {
  const unused = Object.keys(words)
    .map(bare)
    .filter((key) => !literals.has(key) && !openings.some((opening) => key.startsWith(opening)));
  expect(unused).toEqual([]);
});

test('no word for inspectors stands in for one that owners read', () => {
  expect(Object.keys(words).filter((key) => key in owners)).toEqual([]);
});

test('everything a review can say has a name, and so has every way the desk can fail', () => {
  const terms = { role: recipientRoles, how: copyWays, reason: copyExceptions, interpreter: interpreterModes } as const;
  const named = [...Object.entries(terms), ['sign', acknowledgementKinds] as const].flatMap(([kind, values]) =>
    values.map((value) => `inspector.review.${kind}.${value}`),
  );
  const reasons = ['asked', 'idle', 'asleep', 'reloaded', 'revoked', 'other'].map((why) => `inspector.locked.${why}`);
  const states = ['waiting', 'received', 'refused', 'parked'].map((state) => `inspector.sent.${state}`);
  const refusals = ['wrong', 'expired', 'owner-turn', 'disk-full', 'store-failed', 'no-answer', 'missing'].map(
    (why) => `inspector.door.error.${why}`,
  );
  expect([...named, ...reasons, ...states, ...refusals].filter((key) => !keys.has(key))).toEqual([]);
});

test('what makes a report a dead letter is said in words', () => {
  const dead = ['id-conflict', 'data-reused', 'unsealable', 'schema', 'unknown-type', 'unknown-key'] as const;
  expect(dead.filter((slug) => !(slug in problemKinds) || !keys.has(`panel.refused.${slug}`))).toEqual([]);
});

test('no sentence for inspectors is longer than twenty words', () => {
  const sentences = Object.values(words).flatMap((text) => text.split(/[.?!:]\s/));
  expect(sentences.filter((sentence) => sentence.split(/\s+/).length > 20)).toEqual([]);
});
