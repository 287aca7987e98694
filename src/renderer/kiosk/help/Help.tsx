import type { HelpPage } from './place.ts';

export function Help({ at }: { at: HelpPage }) {
  return <p>{at.page}</p>;
}
