/** The screens of help in my language, from home and back to it. */
import { expect } from '@playwright/test';
import { catalogue, type Visitor } from './visitor.ts';
import type { Look } from './walk.ts';

export async function helpScreens(visitor: Visitor, look: Look): Promise<void> {
  const press = (key: string) => visitor.touch(visitor.button(visitor.word(key)));
  const open = async (key: string, title: string) => {
    await visitor.touch(visitor.tile(visitor.word(key)));
    await expect(visitor.title()).toHaveText(visitor.word(title));
  };
  await open('home.help', 'home.help');
  await look('help hub');
  await open('interpreter.card', 'interpreter.card.title');
  await look('help card');
  await press('common.back');
  await open('interpreter.how', 'interpreter.how');
  await look('help interpreter');
  await press('common.back');
  await open('interpreter.sign', 'interpreter.card.title');
  await look('help sign');
  await press('common.back');
  await open('interpreter.more', 'language.title');
  await look('help more');
  await visitor.touch(visitor.tile('Italiano'));
  await expect(visitor.title()).toHaveText(visitor.word('interpreter.card.title'));
  await look('help card of the wider list');
  await press('common.back');
  await press('common.back');
  await open('interpreter.report', 'complaint.agency.title');
  await look('complaint agency');
  await visitor.touch(visitor.option(catalogue.agencies[0]?.name ?? ''));
  await press('common.next');
  await visitor.touch(visitor.option(visitor.word('complaint.reason.poor_quality')));
  await look('complaint reason');
  await press('complaint.add');
  await look('complaint details');
  await press('common.back');
  await press('common.back');
  await press('common.back');
  await expect(visitor.title()).toHaveText(visitor.word('home.title'));
}
