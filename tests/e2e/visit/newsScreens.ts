/** A way through the news, from home and back. */
import { expect } from '@playwright/test';
import type { Visitor } from './visitor.ts';
import type { Look } from './walk.ts';

export async function newsScreens(visitor: Visitor, look: Look): Promise<void> {
  const press = (key: string) => visitor.touch(visitor.button(visitor.word(key)));
  await visitor.touch(visitor.tile(visitor.word('home.news')));
  await expect(visitor.title()).toHaveText(visitor.word('home.news'));
  await look('news');
  const issue = visitor.word('news.issue', { volume: 7, number: 2 });
  await visitor.touch(visitor.page.getByRole('button', { name: issue }));
  await look('news issue');
  await press('news.all');
  await visitor.touch(visitor.tile(visitor.word('news.week.hint')));
  await expect(visitor.title()).toHaveText(visitor.word('news.week'));
  await look('news week');
  await press('news.all');
  await press('common.back');
}
