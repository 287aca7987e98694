/** Through "Contest or fix a violation", from home and back to it. */
import { expect } from '@playwright/test';
import type { Visitor } from './visitor.ts';
import type { Look } from './walk.ts';

/** The topics with the longest texts, with addresses, and with most dates: the others are built alike. */
const SEEN = ['cure', 'where', 'hearing'];

export async function contestScreens(visitor: Visitor, look: Look): Promise<void> {
  const press = (key: string) => visitor.touch(visitor.button(visitor.word(key)));
  await visitor.touch(visitor.tile(visitor.word('home.contest')));
  await expect(visitor.title()).toHaveText(visitor.word('home.contest'));
  await look('contest');
  for (const id of SEEN) {
    const title = visitor.text.contest.topics[id]?.title ?? '';
    await visitor.touch(visitor.tile(title));
    await expect(visitor.title()).toHaveText(title);
    await look(`contest ${id}`);
    if (id !== SEEN.at(-1)) await press('contest.all');
  }
  await press('contest.dates');
  await expect(visitor.title()).toHaveText(visitor.word('contest.from'));
  await look('contest which day');
  await visitor.touch(visitor.button(visitor.word('contest.from.hearing')));
  await expect(visitor.title()).toHaveText(visitor.word('contest.pick'));
  await look('contest pick day');
  await press('contest.show');
  await expect(visitor.title()).toHaveText(visitor.word('contest.result'));
  await look('contest told');
  await press('contest.all');
  await press('common.back');
  await expect(visitor.title()).toHaveText(visitor.word('home.title'));
}
