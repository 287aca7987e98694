/** A visitor's session ends by their will or by silence, and leaves nothing for the next one. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../hosts/fixture.ts';
import { leftBehind } from './left-behind.ts';
import { Visitor } from './visitor.ts';
import { setSettings } from './walk.ts';

const SECRET = 'zylophantine';

/** The longest there are: the test's clock also runs by itself, and no slow machine may use them up. */
const LONGEST = { idleSeconds: 300, idleAnswerSeconds: 120 };
const QUIET_MS = 301_000;
const ANSWER_MS = 121_000;

async function writeSomething(page: Page): Promise<Visitor> {
  const visitor = new Visitor(page, 'ru');
  await visitor.chooseLanguage();
  await visitor.chooseTextSize(3);
  await visitor.answerQuestions();
  await visitor.write(SECRET);
  expect(await leftBehind(page, SECRET)).toContain('fields');
  return visitor;
}

async function expectFresh(page: Page): Promise<void> {
  await expect(new Visitor(page, 'ru').tile('Русский')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('html')).toHaveAttribute('data-size', '2');
  expect(await leftBehind(page, SECRET)).toEqual([]);
}

test('start over asks once, then nothing of the visitor is left', async ({ device }) => {
  const page = await device.open();
  const visitor = await writeSomething(page);
  await visitor.touch(visitor.button(visitor.word('bar.startOver')));
  await visitor.touch(visitor.button(visitor.word('startOver.yes')));
  await expectFresh(page);
  expect(await device.status()).toMatchObject({ waiting: 0 });

  const next = new Visitor(page, 'en');
  await next.chooseLanguage();
  await next.touch(next.tile(next.word('home.survey')));
  await expect(next.button(next.word('common.skip'))).toBeVisible();
});

test('silence is asked about, an answer keeps everything, no answer wipes it', async ({ device, page: tab }) => {
  setSettings(device.folder, LONGEST);
  await tab.clock.install();
  const page = await device.open();
  const visitor = await writeSomething(page);

  await tab.clock.runFor(QUIET_MS);
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await expect(page.getByRole('textbox')).toBeHidden();
  await visitor.touch(visitor.button(visitor.word('idle.stay')));
  await expect(page.getByRole('textbox')).toHaveValue(SECRET);

  await tab.clock.runFor(QUIET_MS);
  await page.keyboard.press('a');
  await expect(page.getByRole('alertdialog')).toBeHidden();
  await expect(page.getByRole('textbox')).toHaveValue(SECRET);

  await tab.clock.runFor(QUIET_MS);
  await tab.clock.runFor(ANSWER_MS);
  await expectFresh(page);
  expect(await device.status()).toMatchObject({ waiting: 0 });
});

test('axe finds nothing on the question whether anyone is there', async ({ device, page: tab }) => {
  setSettings(device.folder, LONGEST);
  await tab.clock.install();
  const page = await device.open();
  await new Visitor(page, 'ar').chooseLanguage();
  await tab.clock.runFor(QUIET_MS);
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await tab.clock.resume();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
});

test('a new visitor at the question gets a fresh kiosk at once', async ({ device, page: tab }) => {
  setSettings(device.folder, LONGEST);
  await tab.clock.install();
  const page = await device.open();
  const visitor = await writeSomething(page);
  await tab.clock.runFor(QUIET_MS);
  await visitor.touch(visitor.button(visitor.word('idle.leave')));
  await expectFresh(page);
});

test('the language can be changed in the middle, and what was written stays', async ({ device }) => {
  const page = await device.open();
  const visitor = await writeSomething(page);
  await visitor.touch(visitor.button(visitor.word('bar.language')));
  const arabic = new Visitor(page, 'ar');
  await visitor.touch(visitor.tile(arabic.text.language.name));
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.getByRole('textbox')).toHaveValue(SECRET);
  await expect(arabic.button(arabic.word('common.send'))).toBeVisible();
});
