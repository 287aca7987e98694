import { expect, test } from 'vitest';
import { found, haystack } from '../../../../src/desk/reviews/find.ts';

const place = haystack(["Joe's Café & Grill", '12-14 Atlantic Ave., Brooklyn', '2041234-DCA', '3001234']);

test.each([
  'joes',
  "JOE'S",
  'joe',
  'cafe grill',
  'CAFÉ',
  'atlantic 12-14',
  '1214',
  '2041234 dca',
  '3001234',
  '',
  ' & ',
])('“%s” finds it: case, accents and punctuation do not count', (text) => expect(found(place, text)).toBe(true));

test.each(['joes pizza', 'grill 99', 'x'])('“%s” does not: every word must occur', (text) =>
  expect(found(place, text)).toBe(false),
);

test('a name in another script is found by it', () => {
  const other = haystack(['لاہور کباب', '', '', '']);
  expect([found(other, 'کباب'), found(other, '福')]).toEqual([true, false]);
});
