/** The door of staff: what lies under the panel is not to be seen, not to be heard, and not to be lost. */
import type { Page } from '@playwright/test';
import { expect, test } from '../hosts/fixture.ts';
import { perceived } from '../hosts/perceived.ts';
import { Visitor } from '../visit/visitor.ts';
import { Staff } from './staff.ts';

const SECRET = 'zylophantine';

async function withPin(page: Page): Promise<Staff> {
  const staff = new Staff(page);
  await staff.holdCorner('setup.title');
  await staff.setPin();
  await staff.close();
  return staff;
}

async function writes(page: Page): Promise<Visitor> {
  const visitor = new Visitor(page, 'es');
  await visitor.chooseLanguage();
  await visitor.answerQuestions();
  await visitor.write(SECRET);
  return visitor;
}

test('staff at the panel see nothing of an unfinished survey, which is there again when they leave', async ({
  device,
}) => {
  const page = await device.open();
  const staff = await withPin(page);
  const visitor = await writes(page);
  const title = await visitor.title().innerText();
  expect(await perceived(page)).toContain(SECRET);

  await staff.openWithPin();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const covered = await perceived(page);
  for (const words of [SECRET, title, visitor.word('bar.startOver')]) expect(covered).not.toContain(words);
  const reached: string[] = [];
  for (let stop = 0; stop < 20; stop++) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(() => document.activeElement?.closest('.visitor')?.className ?? ''));
  }
  expect(reached.filter((place) => place !== '')).toEqual([]);

  await staff.close();
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await expect(visitor.title()).toHaveText(title);
  await expect(page.getByRole('textbox')).toHaveValue(SECRET);
  await visitor.send();
  expect(await device.status()).toMatchObject({ waiting: 1 });
});

test('by keys alone: Start over held leads to the door, digits open it, wrong ones make it wait', async ({
  device,
}) => {
  const page = await device.open();
  const staff = await withPin(page);
  await page.locator('[data-start-over]').focus();
  await page.keyboard.down('Enter');
  await expect(page.getByRole('heading', { name: staff.word('door.title') })).toBeVisible({ timeout: 30_000 });
  await page.keyboard.up('Enter');
  await expect(staff.title()).toBeFocused();

  const open = staff.button(staff.word('door.open'));
  const wait = page.getByText(/^Too many wrong tries/);
  await expect(async () => {
    await page.keyboard.type('111111');
    await open.press('Enter');
    await expect(page.getByRole('alert')).toHaveText(staff.word('door.wrong'));
    await expect(wait).toBeVisible({ timeout: 100 });
  }).toPass();
  await expect(open).toBeDisabled();
  // The desk keeps it, whatever the page is told: a page that is loaded anew waits too.
  await page.reload();
  await staff.holdCorner('door.title');
  await expect(wait).toBeVisible();
});

test('a session that staff cover for too long is wiped without a word', async ({ device, page: tab }) => {
  await tab.clock.install();
  const page = await device.open();
  const visitor = await writes(page);
  const staff = new Staff(page);
  const hold = async () => {
    await page.mouse.move(8, (page.viewportSize()?.height ?? 0) - 8);
    await page.mouse.down();
    await tab.clock.runFor(3100);
    await staff.isAt('setup.title');
    await page.mouse.up();
  };
  await hold();

  // 120 s of silence and 30 s for an answer, while somebody is at the panel all along.
  await tab.clock.runFor(90_000);
  await staff.pressTile('setup.step.languages');
  await staff.isAt('setup.languages.title');
  await tab.clock.runFor(65_000);
  await staff.isAt('setup.languages.title');
  await staff.close();
  await expect(visitor.tile('Español')).toBeVisible();
  await expect(page.getByRole('textbox')).toHaveCount(0);

  await hold();
  await tab.clock.runFor(101_000);
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await tab.clock.runFor(20_000);
  await expect(visitor.tile('Español')).toBeVisible();
});
