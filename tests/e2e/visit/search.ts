/** Through the search, from the list of rights and back to it. */
import { expect } from '@playwright/test';
import { catalogue, type Visitor } from './visitor.ts';
import type { Look } from './walk.ts';

export async function searchScreens(visitor: Visitor, look: Look): Promise<void> {
  const { page } = visitor;
  await visitor.touch(visitor.tile(visitor.word('rights.search')));
  await expect(visitor.title()).toHaveText(visitor.word('rights.search'));
  await look('search');
  const sought = catalogue.rights.groups.at(-1)?.rights.at(-1) ?? '';
  const sentence = visitor.text.rights.rights[sought]?.title ?? '';
  const field = page.getByRole('textbox');
  await visitor.reveal(field);
  await field.fill(sentence);
  await field.blur();
  await visitor.reveal(visitor.tile(sentence));
  await look('search found');
  await visitor.reveal(field);
  await field.fill('xqzwv');
  await field.blur();
  await visitor.reveal(page.getByText(visitor.word('rights.search.none')).first());
  await visitor.touch(visitor.button(visitor.word('rights.all')));
  await expect(visitor.title()).toHaveText(visitor.word('rights.title'));
}
