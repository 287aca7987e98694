/** Through what can be taken away, from the list of rights and back to it. */
import { expect } from '@playwright/test';
import type { Visitor } from './visitor.ts';
import type { Look } from './walk.ts';

/** The host of the walk has no printer: it offers paper and then says so. */
export async function takeScreens(visitor: Visitor, look: Look): Promise<void> {
  const press = (key: string) => visitor.touch(visitor.button(visitor.word(key)));
  await press('take.title');
  await expect(visitor.title()).toHaveText(visitor.word('take.title'));
  await look('take away');
  for (const way of ['code', 'address']) {
    await visitor.touch(visitor.tile(visitor.word(`take.${way}`)));
    await expect(visitor.title()).toHaveText(visitor.word('take.hold'));
    await look(`take away ${way}`);
    await press('common.back');
  }
  await visitor.touch(visitor.tile(visitor.word('take.print')));
  await expect(visitor.title()).toHaveText(visitor.word('take.no-printer'));
  await look('take away no printer');
  await press('common.back');
  await press('common.back');
  await expect(visitor.title()).toHaveText(visitor.word('rights.title'));
}
