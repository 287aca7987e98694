/** Whatever breaks, the kiosk comes back by itself: at the start, with nothing of the visitor and every report it held. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DoubleDevice } from '../hosts/double-host.ts';
import { expect, test } from '../hosts/fixture.ts';
import { leftBehind } from '../visit/left-behind.ts';
import { Visitor } from '../visit/visitor.ts';

const SECRET = 'zylophantine';
const PATIENCE_MS = 60_000;

/** Breaks the face and waits until it is another page, and one that shows something. */
async function crash(double: DoubleDevice): Promise<void> {
  const before = double.page();
  await double.wish('crash');
  await expect.poll(() => double.page() !== before, { timeout: PATIENCE_MS }).toBe(true);
  await expect(double.page().locator('#root > *, body > center').first()).toBeVisible({ timeout: PATIENCE_MS });
}

test('a face killed in the middle of a survey comes back at the start, without the visitor, with every report', async ({
  double,
}) => {
  const page = await double.open();
  const first = new Visitor(page, 'en');
  await first.chooseLanguage();
  await first.answerQuestions();
  await first.send();
  await first.touch(first.button(first.word('sent.more')));

  const second = new Visitor(page, 'en');
  await second.answerQuestions();
  await second.write(SECRET);
  await crash(double);

  const after = double.page();
  await expect(new Visitor(after, 'es').tile('Español')).toBeVisible();
  await expect(after.locator('html')).toHaveAttribute('lang', 'en');
  expect(await leftBehind(after, SECRET)).toEqual([]);
  expect(await double.status()).toMatchObject({ waiting: 1 });
  expect(double.log.join('\n')).not.toContain(SECRET);
});

test('a face that breaks three times within a minute makes way for a page in every language', async ({ double }) => {
  await double.open();
  for (let time = 0; time < 3; time++) await crash(double);
  const page = double.page();
  for (const locale of ['en', 'es', 'zh-Hans', 'ru', 'ar']) {
    await expect(page.getByText(new Visitor(page, locale).word('crash.title'))).toBeVisible();
  }
  expect(await page.locator('script').count()).toBe(0);
  expect(double.said).toContainEqual({ loads: 'fairdesk://app/recovery', id: 1 });
});

test('a face that hangs is ended, and another comes', async ({ double }) => {
  const page = await double.open();
  await expect(page.getByRole('button').first()).toBeVisible();
  page
    .evaluate(() => {
      for (;;);
    })
    .catch(() => undefined);
  await expect.poll(() => double.log.join('\n'), { timeout: PATIENCE_MS }).toContain('"why":"hung"');
  await expect.poll(() => double.page() !== page, { timeout: PATIENCE_MS }).toBe(true);
  await expect(double.page().getByRole('button').first()).toBeVisible({ timeout: PATIENCE_MS });
});

test('graphics that cannot stand are given up for software, from the next start on', async ({ double }) => {
  await double.open();
  for (let time = 0; time < 2; time++) await double.wish('gone', { type: 'GPU', reason: 'crashed' });
  expect(await double.ended()).toBe(0);
  expect(double.said).toContainEqual({ relaunch: [expect.stringMatching(/index\.js$/), '--data', double.folder] });
  await double.open();
  expect(double.said).toContainEqual({ hardwareAcceleration: false });
});

test('a bug in the app ends it in order, and starts it again', async ({ double }) => {
  await double.open();
  await double.wish('throw');
  expect(await double.ended()).toBe(1);
  const args: unknown = expect.arrayContaining([expect.stringMatching(/^--relaunches=\d+$/)]);
  expect(double.said).toContainEqual({ relaunch: args });
  expect(double.log.at(-1)).toContain('desk-closed');
  expect(existsSync(join(double.folder, 'software-rendering.json'))).toBe(false);
});

test('no display ever shows a desktop, whatever comes, turns or goes', async ({ double }) => {
  await double.open();
  const panel = { id: 1, bounds: { x: 0, y: 0, width: 1080, height: 1920 }, touchSupport: 'available' };
  const other = { id: 2, bounds: { x: 1080, y: 0, width: 1920, height: 1080 }, touchSupport: 'unavailable' };
  const windows = () => double.wish('windows');
  await double.wish('displays', { event: 'display-added', displays: [panel, other] });
  await expect.poll(windows).toMatchObject([{ fullScreen: true }, { bounds: other.bounds, visible: true }]);

  const turned = { ...panel, bounds: { x: 0, y: 0, width: 1920, height: 1080 } };
  await double.wish('displays', { event: 'display-metrics-changed', displays: [turned, other] });
  await expect.poll(windows).toMatchObject([{ kiosk: true, fullScreen: true, bounds: turned.bounds }, {}]);
  await double.wish('displays', { event: 'display-removed', displays: [turned] });
  expect(await windows()).toHaveLength(1);

  await double.wish('suffer', { event: 'minimize', state: { minimized: true, fullScreen: false, focused: false } });
  await expect.poll(windows).toMatchObject([{ minimized: false, fullScreen: true, focused: true }]);
  expect(double.said).toContainEqual({ awake: 'prevent-display-sleep' });
});
