/** Finding a business again by what a person types: case, accents and punctuation do not count. Pure. */

export interface Haystack {
  /** Fields one after another, punctuation as spaces. */
  readonly spaced: string;
  /** The same with punctuation left out, so that `joes` finds Joe's. */
  readonly joined: string;
  /** Field by field: two that are the same in all they say. */
  readonly exact: string;
}

export function haystack(fields: readonly string[]): Haystack {
  const folded = fields.map(fold);
  return {
    spaced: folded.map(spaced).join('  '),
    joined: folded.map(joined).join('  '),
    exact: folded.map((field) => spaced(field).trim()).join('\n'),
  };
}

/** Whether every word of `text` occurs. */
export function found(hay: Haystack, text: string): boolean {
  return fold(text)
    .split(/\s+/)
    .every((word) => {
      const parts = spaced(word).split(' ').filter(Boolean);
      return hay.joined.includes(joined(word)) || parts.every((part) => hay.spaced.includes(part));
    });
}

function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function spaced(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ');
}

function joined(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}\s]+/gu, '');
}
