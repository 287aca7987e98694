/** Promises of the two lists of rights: the ten that the City published and the eight that the law asks for. */
import { describe, expect, it } from 'vitest';
import { catalogueFault } from '../../../src/shared/content/completeness.ts';
import { covering, STATUTORY } from '../../../src/shared/content/statutory.ts';
import { catalogue } from './corpus.ts';

describe('What the Charter asks for', () => {
  it('is covered by the published rights as City and law say it', () => {
    const numbers = STATUTORY.map((item) => [
      item,
      covering(catalogue.rights, item).map((id) => catalogue.rights.rights[id]?.number),
    ]);
    expect(Object.fromEntries(numbers)).toEqual({
      i: [4],
      ii: [10],
      iii: [6],
      iv: [1, 2],
      v: [5, 8],
      vi: [4],
      vii: [9],
      viii: [9],
    });
  });

  it('leaves two that are on the City’s list only: time and cost, and a new look', () => {
    const own = Object.values(catalogue.rights.rights).filter((right) => right.statutory.length === 0);
    expect(own.map((right) => right.number).toSorted((a, b) => a - b)).toEqual([3, 7]);
  });

  it('is a fault of the content where a right that covers it is gone', () => {
    const rights = { ...catalogue.rights.rights, contest: { number: 6, statutory: [] } };
    expect(catalogueFault({ ...catalogue, rights: { ...catalogue.rights, rights } })).toContain('item iii');
    expect(catalogueFault(catalogue)).toBeNull();
  });
});
