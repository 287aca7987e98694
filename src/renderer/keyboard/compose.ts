/**
 * Writing in which several keys become one character: what the keys have given so far is held apart
 * from the field until a candidate is picked. Nothing of it is kept once the keyboard is gone.
 */

export interface Candidate {
  readonly text: string;
  /** How it is read, as it was typed. */
  readonly reading: string;
}

export type ComposeKey =
  | { readonly type: 'letter'; readonly letter: string }
  | { readonly type: 'delete' }
  | { readonly type: 'pick'; readonly candidate: Candidate }
  /** Takes the first candidate of all that is held: what the space bar does. */
  | { readonly type: 'first' }
  /** Writes what is held as it was typed. */
  | { readonly type: 'raw' };

export interface Composed {
  /** What is still held. */
  readonly held: string;
  /** What goes into the field. */
  readonly written: string;
}

export interface Composer {
  /** Whether `letter` begins or continues something composed. */
  readonly takes: (letter: string) => boolean;
  /** What `held` can become, likeliest first. */
  readonly candidates: (held: string) => readonly Candidate[];
  /** A pure step: the same state and key give the same result. */
  readonly compose: (held: string, key: ComposeKey) => Composed;
}

/** Writing in which a letter changes the one before it: what is being written stands in the field all the while. */
export interface Joiner {
  /** Whether `letter` may join with another. */
  readonly takes: (letter: string) => boolean;
  /** What `before`, one character, and `letter` become together: one character or two. */
  readonly join: (before: string, letter: string) => string;
  /** What is left of `before` without the letter that came last. */
  readonly takeBack: (before: string) => { readonly left: string; readonly taken: string };
}
