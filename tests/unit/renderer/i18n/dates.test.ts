import { describe, expect, it } from 'vitest';
import { formatDate } from '../../../../src/renderer/i18n/dates.ts';

describe('a date is said in the language of the visitor', () => {
  it.each([
    ['en', 'June 2015', 'Monday, November 23, 2026'],
    ['es', 'junio de 2015', 'lunes, 23 de noviembre de 2026'],
    ['ht', 'jen 2015', 'lendi 23 novanm 2026'],
    ['zh-Hans', '2015年6月', '2026年11月23日星期一'],
    ['ar', 'يونيو 2015', 'الاثنين، 23 نوفمبر 2026'],
  ])('in %s', (tag, month, weekday) => {
    expect(formatDate(tag, '2015-06', 'month')).toBe(month);
    expect(formatDate(tag, '2026-11-23', 'weekday')).toBe(weekday);
  });

  it.each(['en', 'es', 'zh-Hans', 'zh-Hant', 'ru', 'bn', 'ht', 'ko', 'ar', 'ur', 'fr', 'pl'])(
    'with Latin digits, and never with the English name of a month, in %s',
    (tag) => {
      const said = formatDate(tag, '2026-02-03', 'day');
      expect(said).toMatch(/2026/);
      expect(said).not.toMatch(/[\u0660-\u0669\u06f0-\u06f9\u09e6-\u09ef]/);
      expect(said.includes('February')).toBe(tag === 'en');
    },
  );

  it('in figures where neither Intl nor the app knows the language', () => {
    expect(formatDate('quc', '2015-06', 'month')).toBe('2015-06');
    expect(formatDate('quc', '2026-02-03', 'weekday')).toBe('2026-02-03');
  });
});

it('says a moment in the time of the City, on whatever side of midnight it was written', () => {
  expect(formatDate('ht', '2026-07-02T03:30:00Z', 'moment')).toBe('1 jiyè 2026, 11:30 PM');
  expect(formatDate('en', '2026-07-02T03:30:00Z', 'moment')).toMatch(/July 1, 2026.*11:30\sPM/);
});

it('keeps a time with Latin letters together where one reads from the right', () => {
  expect(formatDate('ur', '2026-07-02T03:30:00Z', 'moment')).toMatch(/\u206611:30\sPM\u2069$/);
});

it('hands back what is no date', () => {
  expect(formatDate('en', 'soon', 'day')).toBe('soon');
});
