/**
 * The content in use. What is newer waits until a face opens: a face that shows the old words, and forms
 * that were begun under them, find the old content behind it until then. So nothing changes under a
 * visitor's hands, and every report says the version that was shown.
 */
import type { Content } from './content.ts';

export interface ShownContent extends Content {
  /** Newer content: in use when a face next opens. */
  offer(content: Content): void;
  /** Whether there is newer content than that in use. */
  waits(): boolean;
  /** A face opens: whatever is newest is in use from now on. */
  show(): void;
  /** The newest there is, in use or waiting. */
  newest(): Content;
}

/** Whoever holds it reads what is in use at that moment. */
export function showContent(first: Content): ShownContent {
  let current = first;
  let newest = first;
  return {
    get catalogue() {
      return current.catalogue;
    },
    get languages() {
      return current.languages;
    },
    get pack() {
      return current.pack;
    },
    get media() {
      return current.media;
    },
    words: (tag) => current.words(tag),
    offer(content) {
      newest = content;
    },
    waits: () => newest !== current,
    show() {
      current = newest;
    },
    newest: () => newest,
  };
}
