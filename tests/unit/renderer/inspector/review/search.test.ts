import { expect, test } from 'vitest';
import { openSearch, REST_MS } from '../../../../../src/renderer/inspector/review/search.ts';
import type { BusinessLine } from '../../../../../src/shared/inspector.ts';

const business = (name: string): BusinessLine => ({
  id: '4f6f9f57-9d2f-4a54-9c3e-6b0a8e1a2f11',
  name,
  address: '',
  licence: '',
  bin: '',
  preferredLanguage: null,
  lastSeen: '2026-05-04',
});

/** A desk that answers when the test says so, and a clock that runs when it says so. */
function searching() {
  const asked = new Map<string, (found: readonly BusinessLine[] | null) => void>();
  const told: string[] = [];
  let timer: (() => void) | null = null;
  const waits: number[] = [];
  const search = openSearch({
    find: (text) => new Promise((resolve) => asked.set(text, resolve)),
    tell: (found) => void told.push(found === null ? 'no answer' : found.map(({ name }) => name).join()),
    later(then, ms) {
      timer = then;
      waits.push(ms);
      return () => (timer = null);
    },
  });
  const settled = async () => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  const rest = () => {
    timer?.();
    timer = null;
  };
  const answer = async (text: string, found: readonly BusinessLine[] | null) => {
    asked.get(text)?.(found);
    await settled();
  };
  return { search, asked, told, waits, rest, answer };
}

test('asks once for a word that is typed without a rest', () => {
  const { search, asked, waits, rest } = searching();
  for (const text of ['l', 'la', 'lah']) search.typed(text);
  expect(asked.size).toBe(0);
  rest();
  expect([...asked.keys()]).toEqual(['lah']);
  expect(waits).toEqual([REST_MS, REST_MS, REST_MS]);
});

test('a late answer to what was typed before never replaces the answer to what was typed last', async () => {
  const { search, told, rest, answer } = searching();
  search.now('');
  search.typed('la');
  await answer('', [business('Latest')]);
  rest();
  search.typed('lah');
  rest();
  await answer('lah', [business('Lahore Bakery')]);
  await answer('la', [business('La Casa')]);
  expect(told).toEqual(['Lahore Bakery']);
});

test('a desk that does not answer is told, and a stopped search tells nothing', async () => {
  const { search, told, answer } = searching();
  search.now('');
  await answer('', null);
  search.now('x');
  search.stop();
  await answer('x', [business('X')]);
  expect(told).toEqual(['no answer']);
});
