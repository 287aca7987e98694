/** What the app says, as it shipped: read once at the start. A bad language is left out and logged. */
import type { Words } from '../../shared/bridge.ts';
import { assemble, SOURCE, type Assembled } from '../../shared/content/assemble.ts';
import type { Catalogue, Language } from '../../shared/content/content.ts';
import { NO_MEDIA, type MediaIndex } from '../../shared/content/media.ts';
import { languageStatus } from '../../shared/content/units.ts';
import type { TextStanding } from '../../shared/staff.ts';
import type { News } from '../../shared/content/news.ts';
import { contentFolder } from '../../packs/folder.ts';
import type { DeskLog } from '../log-events.ts';

export interface Content {
  readonly catalogue: Catalogue;
  /** Complete languages in the order of the wall. */
  readonly languages: readonly Language[];
  /** The pack it came in, or null where it came with the app. */
  readonly pack: PackOrigin | null;
  /** Recordings and videos of packs. */
  readonly media: MediaIndex;
  /** @returns null for a language that is not offered */
  words(tag: string): Words | null;
}

export interface PackOrigin {
  readonly version: number;
  /** When it was installed, milliseconds since the epoch. */
  readonly at: number;
}

/** @throws Error where the catalogue or the English words are bad: the app was not built whole */
export function loadContent(resources: string, log: DeskLog): Content {
  return contentOf(loadShipped(resources, log));
}

/** The same, as it was put together. */
export function loadShipped(resources: string, log: DeskLog): Assembled {
  const assembled = assemble(contentFolder(resources));
  if (!assembled.ok) throw new Error(`${assembled.error.file}: ${assembled.error.detail}`);
  for (const { tag, file, detail } of assembled.value.leftOut) log({ event: 'language-left-out', tag, file, detail });
  return assembled.value;
}

/**
 * Content as the desk hands it out.
 *
 * @param pack where it came in one
 * @param news in the place of what it says itself
 */
export function contentOf(
  { catalogue, byTag }: Assembled,
  pack: PackOrigin | null = null,
  news: News | null = null,
  media: MediaIndex = NO_MEDIA,
): Content {
  return {
    catalogue: news === null ? catalogue : { ...catalogue, news },
    pack,
    media,
    languages: [...byTag.values()].map((words) => words.text.language).toSorted((a, b) => a.order - b.order),
    words: (tag) => byTag.get(tag) ?? null,
  };
}

/**
 * The languages of a wall: all, or those whose every text is reviewed and up to date. A form in another
 * one is taken still: whoever wrote it saw it offered.
 */
export function offered(content: Content, reviewedOnly: boolean): readonly Language[] {
  const english = content.words(SOURCE);
  if (!reviewedOnly || english === null) return content.languages;
  return content.languages.filter(({ tag }) => {
    const words = content.words(tag);
    return words !== null && languageStatus(english.text, words.text, words.ui).reviewed;
  });
}

/** How the texts of each language but the source stand, in the order of the wall. */
export function textStandings(content: Content): readonly TextStanding[] {
  const english = content.words(SOURCE);
  return content.languages.flatMap(({ tag, english: name }) => {
    const words = content.words(tag);
    if (english === null || words === null || tag === SOURCE) return [];
    const { draft, reviewed, outdated } = languageStatus(english.text, words.text, words.ui).counts;
    const reviews = Object.values(words.text.units).flatMap(({ by, on }) =>
      by === undefined ? [] : [on === undefined ? by : `${by}, ${on}`],
    );
    return [{ tag, name, draft, reviewed, outdated, reviews: [...new Set(reviews)] }];
  });
}

/** Languages with those named in `order` first; the rest follow as they stood. */
export function inOrder(languages: readonly Language[], order: readonly string[]): readonly Language[] {
  const place = ({ tag }: Language) => (order.includes(tag) ? order.indexOf(tag) : order.length);
  return languages.toSorted((a, b) => place(a) - place(b));
}
