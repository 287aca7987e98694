/** Which news there is for a center at a moment, and in which language it is said. No zod here: the faces use it. */
import type { Answered, Issue, News, Notice } from './news.ts';

/** What changes a visitor's way at once, first; then what protects, then the rest. */
const weight: Readonly<Record<Notice['kind'], number>> = {
  heat: 0,
  cold: 0,
  closed: 1,
  moved: 1,
  closing_early: 1,
  other: 2,
};

/**
 * The notices in effect, the weightiest first, of equals the one that began last.
 *
 * @param centerId null where the center is not known: then only what is said to all counts
 * @param now milliseconds since the epoch
 */
export function noticesNow(news: News, centerId: string | null, now: number): readonly Notice[] {
  return news.notices
    .filter((each) => Date.parse(each.from) <= now && now < Date.parse(each.until))
    .filter(({ centers }) => centers === null || (centerId !== null && centers.includes(centerId)))
    .toSorted((a, b) => weight[a.kind] - weight[b.kind] || Date.parse(b.from) - Date.parse(a.from));
}

/** Whether it warns of danger, so that it is also announced. */
export function isWarning(notice: Notice): boolean {
  return notice.kind === 'heat' || notice.kind === 'cold';
}

/** Issues of the newsletter, the newest first. */
export function issuesOf(news: News): readonly Issue[] {
  return news.issues.toSorted((a, b) => b.month.localeCompare(a.month) || b.volume - a.volume || b.number - a.number);
}

/** What was corrected or answered here or everywhere, the newest first. */
export function answeredAt(news: News, centerId: string | null): readonly Answered[] {
  return news.answered
    .filter(({ center }) => center === null || center === centerId)
    .toSorted((a, b) => b.month.localeCompare(a.month));
}

export interface Said<T> {
  /** BCP 47. */
  readonly tag: string;
  readonly said: T;
}

/** What is said in a language, else in English; null where a text has not even that. */
export function saidIn<T>(text: Readonly<Record<string, T>>, tag: string): Said<T> | null {
  const [own, english] = [tag, 'en'].map((each) => (Object.hasOwn(text, each) ? text[each] : undefined));
  if (own !== undefined) return { tag, said: own };
  return english === undefined ? null : { tag: 'en', said: english };
}

/** Names of centers that nobody knows: a notice for them would never be shown. Null where all are known. */
export function newsFault(news: News, centers: readonly { readonly id: string }[]): string | null {
  const known = new Set(centers.map((center) => center.id));
  for (const notice of news.notices) {
    const unknown = notice.centers?.find((center) => !known.has(center));
    if (unknown !== undefined) return `news.notices.${notice.id} names ${unknown}, which is not a center`;
  }
  const homeless = news.answered.find(({ center }) => center !== null && !known.has(center));
  return homeless === undefined ? null : `news.answered.${homeless.id} names a center that is not there`;
}
