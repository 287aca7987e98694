/** The test page of set-up: on paper it is all there is, and nothing of it outlives the screen that printed it. */
import type { Page } from '@playwright/test';
import { browserDevice } from '../hosts/browser-host.ts';
import { expect, test } from '../hosts/fixture.ts';
import { Staff } from './staff.ts';

// The shell's own printing is in `shell/print.test.ts`; what is drawn is the same in every host.
test.skip(({ host }) => host !== 'browser');

/** How often Chromium began to print; without a screen around it that is all it does. */
async function printsOf(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const printed = { times: 0 };
    addEventListener('beforeprint', () => (printed.times += 1));
    Object.assign(window, { printed });
  });
  return () => page.evaluate(() => (window as unknown as { printed: { times: number } }).printed.times);
}

async function atThePrinter(page: Page): Promise<Staff> {
  const staff = new Staff(page);
  await staff.holdCorner('setup.title');
  await staff.pressTile('setup.step.printer');
  await staff.isAt('setup.printer.isThere');
  return staff;
}

test('a kiosk that cannot print says so, and asks nobody', async ({ device, page }) => {
  const printed = await printsOf(page);
  await device.open();
  const staff = await atThePrinter(page);
  await staff.press('setup.printer.print');
  await expect(page.getByRole('alert')).toHaveText(staff.word('setup.printer.no-printer'));
  await expect(page.locator('[data-print]')).toHaveCount(0);
  await page.evaluate(() => print());
  expect(await printed()).toBe(0);
});

test('paper shows the test page alone, and none of it where staff have left before it was printed', async ({
  folder,
  page,
}) => {
  const printed = await printsOf(page);
  const device = browserDevice(`${folder}/printing`, page, ['--prints']);
  await device.open();
  const staff = await atThePrinter(page);
  const held = Promise.withResolvers<void>();
  await page.route('**/api/host', async (route) => {
    await held.promise;
    await route.continue().catch(() => undefined);
  });
  const asked = page.waitForRequest('**/api/host');
  await staff.press('setup.printer.print');
  await asked;
  await page.emulateMedia({ media: 'print' });
  const paper = await page.evaluate(() => document.body.innerText);
  expect(paper).toContain(staff.word('setup.printer.page'));
  for (const name of ['English', 'Español', '简体中文', 'Русский', 'العربية']) expect(paper).toContain(name);
  expect(paper).not.toContain(staff.word('setup.printer.isThere'));
  await page.emulateMedia({ media: null });

  await staff.close();
  await expect(page.locator('[data-print]')).toHaveCount(0);
  held.resolve();
  await page.unrouteAll({ behavior: 'wait' });
  await expect(staff.tile('English')).toBeVisible();

  await atThePrinter(page);
  await staff.press('setup.printer.print');
  await staff.isAt('setup.printer.cameOut');
  // The one that was cancelled has never come.
  expect(await printed()).toBe(1);
  await expect(page.locator('[data-print]')).toHaveCount(0);

  // What may print may open a question too: a page that asks to stay is still not asked about.
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.type());
    void dialog.accept();
  });
  await page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()));
  await page.reload();
  await expect(staff.tile('English')).toBeVisible();
  expect(dialogs).toEqual([]);
  await device.stop();
});
