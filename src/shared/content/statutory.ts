/** What the law asks the list to hold at least (New York City Charter §15(f)(1)), and which rights hold it. No zod here: the faces use it. */
import type { Rights } from './content.ts';

/** Its items, in order. */
export const STATUTORY = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii'] as const;
export type Statutory = (typeof STATUTORY)[number];

/** The published rights that cover an item, by their number in the City's list. */
export function covering({ rights }: Pick<Rights, 'rights'>, item: Statutory): readonly string[] {
  return Object.entries(rights)
    .filter(([, right]) => right.statutory.includes(item))
    .toSorted(([, a], [, b]) => a.number - b.number)
    .map(([id]) => id);
}
