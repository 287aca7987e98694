/**
 * Dates in a visitor's language, with Latin digits as everywhere on the screen. Where Intl has no data for
 * the language it would say the date in English without a word: the names come from here then, or the
 * date is written in figures.
 */

/**
 * `month`: June 2015. `day`: June 1, 2015. `weekday`: Monday, June 1, 2015. `moment`: June 1, 2015 at 2:30 PM.
 * As each language writes it.
 */
export type DateForm = 'month' | 'day' | 'weekday' | 'moment';

/** Times are those of the City, wherever the machine thinks it is. */
const CITY = 'America/New_York';

const forms: Readonly<Record<DateForm, Intl.DateTimeFormatOptions>> = {
  month: { year: 'numeric', month: 'long' },
  day: { year: 'numeric', month: 'long', day: 'numeric' },
  weekday: { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' },
  moment: { year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit' },
};

interface Names {
  readonly months: readonly string[];
  /** From Sunday. */
  readonly weekdays: readonly string[];
}

/** Languages that ICU has no data for. */
const named: Readonly<Record<string, Names>> = {
  ht: {
    months: 'janvye fevriye mas avril me jen jiyè out septanm oktòb novanm desanm'.split(' '),
    weekdays: 'dimanch lendi madi mèkredi jedi vandredi samdi'.split(' '),
  },
};

/**
 * @param tag BCP 47
 * @param iso a month (2015-06), a day (2015-06-01) or a moment with its offset (2015-06-01T14:30:00-04:00),
 *   which is said in the City's time
 * @returns `iso` itself where it is no date
 */
export function formatDate(tag: string, iso: string, form: DateForm): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  // A day is the same day everywhere; what Intl takes for its midnight is that of UTC.
  const timeZone = iso.includes('T') ? CITY : 'UTC';
  const numerals = { timeZone, calendar: 'gregory', numberingSystem: 'latn' };
  if (Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0) {
    return together(new Intl.DateTimeFormat(tag, { ...forms[form], ...numerals }).format(date));
  }
  const parts = new Map(
    new Intl.DateTimeFormat('en-US', {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: 'numeric',
      minute: '2-digit',
      ...numerals,
    })
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  const [year, month, day] = [part('year'), part('month'), part('day')];
  const time = `${part('hour')}:${part('minute')} ${part('dayPeriod')}`;
  const names = named[new Intl.Locale(tag).language];
  if (names === undefined) {
    const figures = form === 'month' ? `${year}-${month}` : `${year}-${month}-${day}`;
    return form === 'moment' ? `${figures}, ${time}` : figures;
  }
  const words = `${names.months[Number(month) - 1]} ${year}`;
  if (form === 'month') return words;
  const whole = `${Number(day)} ${words}`;
  if (form === 'day') return whole;
  if (form === 'moment') return `${whole}, ${time}`;
  const weekday = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDay();
  return `${names.weekdays[weekday]} ${whole}`;
}

/** A time with Latin letters stays one run inside writing from the right: U+2066 and U+2069 isolate it (UAX #9). */
function together(said: string): string {
  return /\p{Script=Arabic}/u.test(said) ? said.replace(/\d+:\d+\s?[AP]M/u, '\u2066$&\u2069') : said;
}
