/** Help in my language, as the people it is for would use it. */
import { expect, test } from '../hosts/fixture.ts';
import { Visitor } from './visitor.ts';
import { setSettings } from './walk.ts';

test('whoever finds their language on no tile gets a card in it, and the wall again', async ({ device }) => {
  const page = await device.open();
  const visitor = new Visitor(page, 'en');
  // On the first page of the wall, like every other language: nobody has to know what "More" means.
  await expect(visitor.button(visitor.word('pager.more'))).toBeHidden();
  await visitor.touch(visitor.tile(visitor.word('interpreter.more')));
  await expect(visitor.title()).toHaveText(visitor.word('language.title'));
  await visitor.touch(visitor.tile('नेपाली'));

  const lines = page.locator('main:visible .card-words');
  await expect(lines).toHaveCount(2);
  await expect(lines.first()).toHaveAttribute('lang', 'ne');
  await expect(lines.first()).toContainText('नेपाली');
  await expect(lines.last()).toHaveText('I speak Nepali. Please get me an interpreter.');
  await expect(lines.last()).toHaveAttribute('lang', 'en');

  await visitor.touch(visitor.button(visitor.word('common.back')));
  await visitor.touch(visitor.button(visitor.word('common.back')));
  await expect(visitor.tile('Español')).toBeVisible();
  await visitor.chooseLanguage();
});

test('a report that no interpreter was offered is two touches from help, and is received', async ({
  central,
  device,
}) => {
  await central.start();
  setSettings(device.folder, { agency: 'oath' });
  const page = await device.open({ central: central.address(), code: await central.code() });
  const visitor = new Visitor(page, 'ht');
  await visitor.chooseLanguage();
  await visitor.touch(visitor.tile(visitor.word('home.help')));
  await visitor.touch(visitor.tile(visitor.word('interpreter.report')));
  await expect(visitor.title()).toHaveText(visitor.word('complaint.reason.title'));
  await visitor.touch(visitor.option(visitor.word('complaint.reason.not_offered')));
  expect(await visitor.send()).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  await expect(page.getByText(visitor.word('sent.complaint'))).toBeVisible();
  await expect.poll(async () => (await device.status()).delivered).toBe(1);
  expect(await central.stored()).toBe(1);
});
