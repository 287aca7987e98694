/** The owner's language and, where another one is chosen, the second. */
export function pairOf([own, second]: readonly [string, string | null]): readonly string[] {
  return second === null || second === own ? [own] : [own, second];
}
