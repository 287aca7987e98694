import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { mergeSealed } from '../../../../src/desk/store/merge-sealed.ts';

const id = (number: number) => Buffer.alloc(16, number);
function row(number: number, revision = 2, sealed: Uint8Array = randomBytes(40)) {
  return { id: id(number), revision, sha256: createHash('sha256').update(sealed).digest(), sealed };
}
const version = 'revision';
const had = (...numbers: number[]) => numbers.map((number) => ({ id: id(number), version: 2 }));
const harmed = (number: number) => ({ ...row(number), sealed: randomBytes(40) });

test('a table that is whole stands for itself: what it no longer has goes', () => {
  const rows = [row(1), row(2)];
  expect(mergeSealed({ rows, version, whole: true, known: had(1, 3) })).toEqual({
    take: rows,
    drop: [id(3)],
    unreadable: 0,
  });
});

test('a row that the disk changed never takes the place of one that is whole, and is kept where there is none', () => {
  const [one, two] = [harmed(1), harmed(2)];
  expect(mergeSealed({ rows: [one, two], version, whole: true, known: had(1) })).toEqual({
    take: [two],
    drop: [],
    unreadable: 2,
  });
});

test('what could not be read whole takes nothing away', () => {
  expect(mergeSealed({ rows: [row(1)], version, whole: false, known: had(2) }).drop).toEqual([]);
  expect(mergeSealed({ rows: [row(1), { id: 7 }], version, whole: true, known: had(2) })).toMatchObject({
    drop: [],
    unreadable: 1,
  });
});

test('of a row that both have the newer one stays, whichever file it lies in', () => {
  const [older, same, newer] = [row(1, 1), row(2, 2), row(3, 3)];
  expect(mergeSealed({ rows: [older, same, newer], version, whole: true, known: had(1, 2, 3) })).toEqual({
    take: [same, newer],
    drop: [],
    unreadable: 0,
  });
});
