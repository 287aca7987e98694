/** Nothing a visitor can press, drag, drop or type, and nothing a page could be told, leads out of it. */
import type { Device } from '../hosts/device.ts';
import { expect, test } from '../hosts/fixture.ts';
import { Visitor } from '../visit/visitor.ts';
import { REFUSED, elsewhere, tryHands, tryKeys, tryScripts, watch, type Watched } from './escapes.ts';

async function open(device: Device): Promise<Watched> {
  const page = await device.open();
  await expect(new Visitor(page, 'en').tile('English')).toBeVisible();
  return await watch(page, 'English');
}

test('no shortcut of a browser or a system reaches anything', async ({ device }) => {
  const { page, unrefused, expectHere } = await open(device);
  await tryKeys(page);
  expect((await unrefused()).filter((key) => !['Control', 'Alt', 'Meta', 'Shift'].includes(key))).toEqual([]);
  await expectHere();
  await page.keyboard.press('x');
  expect(await unrefused()).toContain('x');
});

test('no finger, button, wheel or dropped file leads out', async ({ device }) => {
  const { page, unrefused, expectHere } = await open(device);
  await tryHands(page);
  expect((await unrefused()).filter((name) => name !== 'Control')).toEqual([]);
  await expectHere();
});

test('nothing the page could be told leads out, opens a dialog or reaches another origin', async ({ device }) => {
  const away = await elsewhere();
  const { page, unrefused, expectHere } = await open(device);
  expect(await tryScripts(page, away.origin)).toEqual(REFUSED);
  await expectHere();
  expect(await unrefused()).toEqual([]);
  expect(away.visits).toEqual([]);
  away.server.close();
});

test('a page that asks to stay is loaded again all the same, without a question', async ({ device }) => {
  const { page, dialogs } = await open(device);
  await page.mouse.click(500, 300);
  await page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()));
  await page.reload();
  await expect(new Visitor(page, 'en').tile('English')).toBeVisible();
  expect(dialogs).toEqual([]);
});
