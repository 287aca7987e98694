import { describe, expect, it } from 'vitest';
import {
  agenciesOn,
  agencyOfCenter,
  centersOn,
  isOpen,
  movedFrom,
  nameOn,
  successorOf,
  timesFault,
} from '../../../src/shared/content/agencies.ts';

const renamed = {
  id: 'works',
  name: 'Third name',
  short: 'T',
  earlier: [
    { name: 'Second name', short: 'S', until: '2022-03-01' },
    { name: 'First name', short: 'F', until: '2020-01-01' },
    { name: 'Nobody knows when', short: '?' },
  ],
};

describe('an agency', () => {
  it.each([
    ['2019-12-31', 'First name'],
    ['2020-01-01', 'Second name'],
    ['2022-02-28', 'Second name'],
    ['2022-03-01', 'Third name'],
  ])('had on %s the name of that time', (day, name) => {
    expect(nameOn(renamed, day).name).toBe(name);
  });

  const agencies = [
    { id: 'a', name: 'A', short: 'A', ended: '2021-01-01', successor: 'b' },
    { id: 'b', name: 'B', short: 'B', ended: '2023-01-01', successor: 'c' },
    { id: 'c', name: 'C', short: 'C' },
    { id: 'd', name: 'D', short: 'D', ended: '2021-01-01' },
  ];

  it.each([
    ['2020-12-31', 'a'],
    ['2021-01-01', 'b'],
    ['2023-01-01', 'c'],
  ])('has on %s the successor of that day', (day, id) => {
    expect(successorOf(agencies, 'a', day)?.id).toBe(id);
  });

  it('that ended is not offered, and keeps its name', () => {
    expect(agenciesOn(agencies, '2022-06-01').map((agency) => agency.id)).toEqual(['b', 'c']);
    expect(nameOn({ id: 'd', name: 'D', short: 'D', ended: '2021-01-01' }, '2020-01-01').name).toBe('D');
    expect(successorOf(agencies, 'd', '2022-06-01')?.id).toBe('d');
    expect(successorOf(agencies, 'nobody', '2022-06-01')).toBeNull();
  });
});

describe('a center', () => {
  const agencies = [{ id: 'a', name: 'A', short: 'A' }];
  const centers = [
    { id: 'old', agency: 'gone', name: 'Old', opened: '2010-05-01', closed: '2024-02-01', movedTo: 'new' },
    { id: 'new', agency: 'a', name: 'New', opened: '2024-02-01' },
  ];

  it('is open from its first day until it closes', () => {
    const days = ['2010-04-30', '2010-05-01', '2024-01-31', '2024-02-01'];
    expect(days.map((day) => centers.map((center) => isOpen(center, day)))).toEqual([
      [false, false],
      [true, false],
      [true, false],
      [false, true],
    ]);
    expect(centersOn(centers, '2024-02-01').map((center) => center.id)).toEqual(['new']);
  });

  it('that moved is found where it has moved to, and run by who runs that', () => {
    expect(movedFrom(centers, 'old', '2024-01-31')?.id).toBe('old');
    expect(movedFrom(centers, 'old', '2024-02-01')?.id).toBe('new');
    expect(agencyOfCenter({ agencies, centers }, 'old', '2024-02-01')).toBe('a');
    expect(agencyOfCenter({ agencies, centers }, 'elsewhere', '2024-02-01')).toBeNull();
  });
});

describe('what the catalogue says of time', () => {
  const agency = (id: string, successor?: string) => ({ id, name: id, short: id, successor });
  const center = (id: string, movedTo?: string) => ({ id, agency: 'a', name: id, movedTo });

  it('leads nowhere that is not there, and never in a circle', () => {
    expect(timesFault([agency('a', 'b'), agency('b')], [center('x', 'y'), center('y')])).toBeNull();
    expect(timesFault([agency('a', 'z')], [])).toBe('agencies.a.successor leads to z, which is not there');
    expect(timesFault([agency('a', 'b'), agency('b', 'a')], [])).toContain('leads back to');
    expect(timesFault([agency('a', 'a')], [])).toContain('leads back to');
    expect(timesFault([], [center('x', 'y')])).toBe('centers.x.movedTo leads to y, which is not there');
  });
});
