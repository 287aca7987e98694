import type { NewsPage } from './place.ts';

export function News({ at }: { at: NewsPage }) {
  return <p>{at.page}</p>;
}
