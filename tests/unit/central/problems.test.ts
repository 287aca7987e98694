import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { problemKinds } from '../../../src/shared/wire/problems.ts';

test('every problem of the catalogue is documented, and no other', () => {
  const text = readFileSync(new URL('../../../docs/problems.md', import.meta.url), 'utf8');
  const documented = new Set([...text.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, slug]) => slug));
  expect(documented).toEqual(new Set(Object.keys(problemKinds)));
});

test('the status documented for a problem is the one it is sent with', () => {
  const text = readFileSync(new URL('../../../docs/problems.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `([a-z-]+)` \| (\d{3}) \|/gm)];
  expect(rows.length).toBeGreaterThan(15);
  for (const [, slug = '', status] of rows) {
    expect([slug, Object.entries(problemKinds).find(([name]) => name === slug)?.[1].status]).toEqual([
      slug,
      Number(status),
    ]);
  }
});
