/** Setting up: a fresh kiosk, a finger, no manual. */
import { expect, test } from '../hosts/fixture.ts';
import { BACK, PIN, Staff } from './staff.ts';

// A central endpoint of its own, and every step of ten minutes' work.
test.describe.configure({ timeout: 180_000 });

test('a fresh kiosk is set up by touch alone, and names what it still lacks', async ({ central, device }) => {
  await central.start();
  const page = await device.open();
  const staff = new Staff(page);
  await staff.holdCorner('setup.title');
  await staff.press('setup.goOn');

  await staff.isAt('setup.enrollment.address');
  await staff.touch(page.getByRole('textbox'));
  await staff.typeOnGlass(`${BACK.repeat('s://'.length)}${central.address().slice('http'.length)}`);
  await expect(page.getByRole('textbox')).toHaveValue(central.address());
  await staff.press('common.next');
  await staff.isAt('setup.enrollment.code');
  await staff.typeOnPad((await central.code()).replaceAll('-', ''));
  await staff.press('setup.enrollment.enroll');

  await staff.isAt('setup.panel.card');
  const outline = page.locator('.card-outline');
  const before = (await outline.boundingBox())?.width ?? 0;
  await staff.touch(staff.button(`${staff.word('setup.panel.mark.right')} +10`));
  await staff.touch(staff.button(`${staff.word('setup.panel.mark.left')} \u221210`));
  await expect.poll(async () => (await outline.boundingBox())?.width).toBe(before + 20);
  await staff.press('setup.panel.fits');
  await staff.isAt('setup.panel.height');
  await staff.typeOnPad('31.5');
  await expect(page.getByText(staff.word('setup.panel.edge.is', { in: '31.5', mm: 800 }))).toBeVisible();
  await staff.press('common.next');
  await staff.press('setup.save');

  await staff.isAt('setup.sound.speaker');
  await staff.press('setup.sound.play');
  await staff.press('setup.sound.heard');
  await staff.isAt('setup.sound.headphones');
  await staff.press('setup.sound.noSocket');

  await staff.isAt('setup.keys.press', { key: staff.word('setup.keys.up') });
  await page.keyboard.press('ArrowUp');
  await staff.isAt('setup.keys.press', { key: staff.word('setup.keys.down') });
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('alert')).toHaveText(
    staff.word('setup.keys.twice', { key: 'ArrowUp', as: staff.word('setup.keys.up') }),
  );
  for (const [name, key] of [
    ['down', 'ArrowDown'],
    ['left', 'ArrowLeft'],
    ['right', 'ArrowRight'],
    ['select', 'Enter'],
    ['switchMove', 'F9'],
    ['switchSelect', ' '],
  ] as const) {
    await staff.isAt('setup.keys.press', { key: staff.word(`setup.keys.${name}`) });
    await page.keyboard.press(key);
  }
  await staff.isAt('setup.keys.sum');
  await staff.press('setup.save');

  await staff.isAt('setup.printer.isThere');
  await staff.press('setup.skip');

  await staff.isAt('setup.languages.title');
  await staff.press('setup.languages.upOf', { language: 'Spanish' });
  await staff.press('setup.save');

  await staff.isAt('setup.pin.title');
  await staff.typeOnPad(PIN);
  await staff.press('common.next');
  await staff.isAt('setup.pin.again');
  await staff.typeOnPad('111111');
  await staff.press('setup.save');
  await expect(page.getByRole('alert')).toHaveText(staff.word('setup.pin.differ'));
  await staff.typeOnPad(PIN);
  await staff.press('common.next');
  await staff.typeOnPad(PIN);
  await staff.press('setup.save');

  await staff.isAt('selftest.title');
  const missing = page.locator('.check').filter({ has: page.locator('[data-bad]') });
  await expect(missing.filter({ hasText: staff.word('selftest.check.printer') })).toHaveCount(1);
  await expect(missing.filter({ hasText: staff.word('selftest.check.enrollment') })).toHaveCount(0);
  await staff.close();
  // What was chosen counts at once: nobody is at work.
  await expect(page.getByRole('button').first()).toHaveText(/^Español/);
  expect(await device.status()).toMatchObject({ enrolled: true });

  await staff.openWithPin();
});
