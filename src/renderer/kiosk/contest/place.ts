/** Where one can be in "Contest or fix a violation". */
export type ContestPage =
  | { readonly page: 'hub' | 'dates' }
  /** `id`: a topic of the contest facts. */
  | { readonly page: 'topic'; readonly id: string };
