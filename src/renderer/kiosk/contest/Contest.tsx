import type { ContestPage } from './place.ts';

export function Contest({ at }: { at: ContestPage }) {
  return <p>{at.page}</p>;
}
