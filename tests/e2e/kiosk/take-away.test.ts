/** The rights to take along: by code without printer and network, and on paper with all that a printer can do. */
import type { Page } from '@playwright/test';
import { inCodes, shortForm } from '../../../src/renderer/kiosk/take/short.ts';
import { qrDrawing } from '../../../src/renderer/ui/qr.ts';
import { browserDevice } from '../hosts/browser-host.ts';
import { expect, test } from '../hosts/fixture.ts';
import { catalogue, Visitor } from '../visit/visitor.ts';
import { setSettings } from '../visit/walk.ts';

// What is drawn is the same in every host; the shell's own printing is in `shell/print.test.ts`.
test.skip(({ host }) => host !== 'browser');

/** The codes of a language as they have to be drawn. */
function codesOf(visitor: Visitor, of: string | null): readonly string[] {
  const lines = shortForm(visitor.text, catalogue.rights, of, {
    title: visitor.word('rights.title'),
    phone: visitor.word('take.phone'),
    page: visitor.word('take.page', { address: 'nyc.gov/bizrights' }),
  });
  return inCodes(lines, visitor.locale).map((code) => qrDrawing(code).path);
}

const drawn = (page: Page) => page.locator('main:visible svg[role="img"] path');

test('the rights, all or one, go along by code where there is no printer and no network', async ({ device, page }) => {
  await device.open();
  const visitor = new Visitor(page, 'ru');
  const press = (key: string) => visitor.touch(visitor.button(visitor.word(key)));
  await visitor.chooseLanguage();
  await visitor.touch(visitor.tile(visitor.word('home.rights')));
  await press('take.title');
  await expect(visitor.tile(visitor.word('take.print'))).toHaveCount(0);
  await page.context().setOffline(true);
  await visitor.touch(visitor.tile(visitor.word('take.code')));
  const codes = codesOf(visitor, null);
  expect(codes.length).toBeGreaterThan(1);
  for (const [at, code] of codes.entries()) {
    await expect(page.getByText(visitor.word('take.number', { number: at + 1, total: codes.length }))).toBeVisible();
    await expect(drawn(page)).toHaveAttribute('d', code);
    if (at < codes.length - 1) await press('take.nextCode');
  }
  await expect(visitor.button(visitor.word('take.nextCode'))).toHaveCount(0);
  for (const _ of codes) await press('common.back');

  await visitor.touch(visitor.tile(visitor.word('take.address')));
  await expect(drawn(page)).toHaveAttribute('d', qrDrawing(catalogue.rights.address ?? '').path);
  await expect(page.getByText('nyc.gov/bizrights')).toBeVisible();
  await press('common.back');
  await press('common.back');

  const title = visitor.text.rights.rights['contest']?.title ?? '';
  await visitor.touch(visitor.tile(title));
  await press('take.title');
  await visitor.touch(visitor.tile(visitor.word('take.code')));
  await expect(drawn(page)).toHaveAttribute('d', codesOf(visitor, 'contest')[0] ?? '');
  await press('common.back');
  await press('common.back');
  await expect(visitor.title()).toHaveText(title);
  await page.context().setOffline(false);
});

test('a print says what is known of it, never keeps a visitor waiting, and offers the codes', async ({
  folder,
  page,
}) => {
  setSettings(`${folder}/printing`, { printing: true, idleSeconds: 300 });
  const device = browserDevice(`${folder}/printing`, page, ['--prints']);
  await page.clock.install();
  await device.open();
  const visitor = new Visitor(page, 'en');
  const press = (key: string) => visitor.touch(visitor.button(visitor.word(key)));
  const titled = (key: string) => expect(visitor.title()).toHaveText(visitor.word(key));
  /** What the host answers when it is asked whether it prints. */
  const host = async (answer: 'nothing' | 'failure' | 'no printer' | 'the truth') => {
    await page.unroute('**/api/host');
    await page.route('**/api/host', async (route) => {
      if (answer === 'failure') await route.fulfill({ status: 500 });
      if (answer === 'no printer') await route.fulfill({ json: { prints: false } });
      if (answer === 'the truth') await route.continue();
    });
  };
  const print = () => visitor.touch(visitor.tile(visitor.word('take.print')));
  await visitor.chooseLanguage();
  await visitor.touch(visitor.tile(visitor.word('home.rights')));
  await press('take.title');

  await host('the truth');
  await print();
  await titled('take.sent');
  await expect(visitor.tile(visitor.word('take.code'))).toBeVisible();
  await press('common.done');
  await titled('rights.title');
  await press('take.title');

  // Nobody answers: it says so, offers the codes, and gives up in the end.
  await host('nothing');
  await print();
  await titled('take.printing');
  await expect(page.locator('[data-print]')).toHaveCount(1);
  await page.clock.fastForward(20_000);
  await expect(page.getByText(visitor.word('take.late'))).toBeVisible();
  await expect(visitor.tile(visitor.word('take.code'))).toBeVisible();
  await page.clock.fastForward(50_000);
  await titled('take.failed');
  await expect(page.locator('[data-print]')).toHaveCount(0);

  await host('failure');
  await press('failed.again');
  await titled('take.failed');
  await expect(visitor.tile(visitor.word('take.code'))).toBeVisible();
  await press('common.back');

  // Whoever goes, or ends the session, takes back what was not printed yet.
  await host('nothing');
  await print();
  await expect(page.locator('[data-print]')).toHaveCount(1);
  await press('common.back');
  await titled('take.title');
  await expect(page.locator('[data-print]')).toHaveCount(0);
  await print();
  await expect(page.locator('[data-print]')).toHaveCount(1);
  await press('bar.startOver');
  await expect(visitor.tile(visitor.text.language.name)).toBeVisible();
  await expect(page.locator('[data-print]')).toHaveCount(0);

  await host('no printer');
  await visitor.chooseLanguage();
  await visitor.touch(visitor.tile(visitor.word('home.rights')));
  await press('take.title');
  await print();
  await titled('take.no-printer');
  await expect(visitor.tile(visitor.word('take.code'))).toBeVisible();
  await press('common.back');
  await titled('take.title');
  await expect(visitor.tile(visitor.word('take.print'))).toHaveCount(0);
  await device.stop();
});
