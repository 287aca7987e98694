/** What the app says, read once at the start. A bad language is left out and logged. */
import type { Words } from '../../shared/bridge.ts';
import { assemble, type Assembled } from '../../shared/content/assemble.ts';
import type { Catalogue, Language } from '../../shared/content/content.ts';
import { contentFolder } from '../../packs/folder.ts';
import type { DeskLog } from '../log-events.ts';

export interface Content {
  readonly catalogue: Catalogue;
  /** Complete languages in the order of the wall. */
  readonly languages: readonly Language[];
  /** @returns null for a language that is not offered */
  words(tag: string): Words | null;
}

/** @throws Error where the catalogue or the English words are bad: the app was not built whole */
export function loadContent(resources: string, log: DeskLog): Content {
  const assembled = assemble(contentFolder(resources));
  if (!assembled.ok) throw new Error(`${assembled.error.file}: ${assembled.error.detail}`);
  for (const { tag, file, detail } of assembled.value.leftOut) log({ event: 'language-left-out', tag, file, detail });
  return contentOf(assembled.value);
}

/** Content as the desk hands it out. */
export function contentOf({ catalogue, byTag }: Assembled): Content {
  return {
    catalogue,
    languages: [...byTag.values()].map((words) => words.text.language).toSorted((a, b) => a.order - b.order),
    words: (tag) => byTag.get(tag) ?? null,
  };
}

/** Languages with those named in `order` first; the rest follow as they stood. */
export function inOrder(languages: readonly Language[], order: readonly string[]): readonly Language[] {
  const place = ({ tag }: Language) => (order.includes(tag) ? order.indexOf(tag) : order.length);
  return languages.toSorted((a, b) => place(a) - place(b));
}
