/** Every staff screen meets the rules of every visitor's screen: nothing for axe to find, nothing cut, covered, too small or too close. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page, ViewportSize } from '@playwright/test';
import { expect, test } from '../hosts/fixture.ts';
import { misfits } from '../visit/fit.ts';
import { PIN, Staff } from './staff.ts';

/** As for visitors' screens: FAIRDESK_EVERY_SIZE=1 looks at every size. */
const everySize = process.env['FAIRDESK_EVERY_SIZE'] === '1';

test.describe.configure({ timeout: everySize ? 900_000 : 240_000 });
// What the desk answers is put in the page's way, which only HTTP lets a test do; the screens are the same in every host.
test.skip(({ host }) => host !== 'browser');

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const portrait = { width: 1080, height: 1920 };
const landscape = { width: 1920, height: 1080 };
const narrow = { width: 320, height: 640 };

const id = '0197a3c0-0000-7000-8000-00000000000';
const deadLetters = [1, 2, 3].map((number) => ({
  id: `${id}${number}`,
  schema: 'org.fairdesk.feedback.v1',
  reason: 'unknown-key',
  detail: 'the report is sealed to a key that is not held here',
  since: '2026-11-23T15:00:00.000Z',
}));
const sticks = [{ id: '/media/stick', label: 'A STICK OF THE CENTER', freeBytes: 14e9 }];

/** Adds what takes a refusal and a plugged-in stick to get. */
async function enrich(page: Page): Promise<void> {
  await page.route('**/api/call', async (route) => {
    const { name } = route.request().postDataJSON() as { name: string };
    if (name !== 'staff.view' && name !== 'staff.sticks') return await route.continue();
    const response = await route.fetch();
    const reply = (await response.json()) as { value: { ok: boolean; value: object } };
    if (!reply.value.ok) return await route.fulfill({ response });
    const value = name === 'staff.sticks' ? sticks : { ...reply.value.value, deadLetters, canLeave: true };
    return await route.fulfill({ response, json: { ok: true, value: { ok: true, value } } });
  });
}

type Look = (screen: string) => Promise<void>;

/** From the first step of set-up to the last screen of the panel, each once. */
async function walk(staff: Staff, look: Look, dressed: () => Promise<void>): Promise<void> {
  const { page } = staff;
  await staff.holdCorner('setup.title');
  await dressed();
  await look('set-up');
  await staff.press('setup.goOn');
  await look('address');
  await staff.fillField('https://fairdesk.example');
  await staff.press('common.next');
  await look('code');
  await staff.press('setup.enrollment.enroll');
  await look('code missing');
  await staff.press('setup.skip');
  await look('card');
  await staff.press('setup.panel.fits');
  await look('height');
  await page.keyboard.type('31.5');
  await staff.press('common.next');
  await look('measures');
  await staff.press('setup.save');
  await look('speaker');
  await staff.press('setup.sound.heard');
  await look('headphones');
  await staff.press('setup.sound.noSocket');
  await look('key');
  await staff.press('setup.skip');
  await look('printer');
  await staff.press('setup.printer.print');
  await expect(page.getByRole('alert')).toBeVisible();
  await look('no printer');
  await staff.press('setup.printer.none');
  await look('languages');
  await staff.press('setup.skip');
  await look('PIN');
  await staff.press('common.back');
  await staff.setPin();
  await staff.isAt('selftest.title');
  await look('self-test');
  await staff.close();

  await staff.holdCorner('door.title');
  await look('door');
  await staff.press('door.open');
  await look('door, short PIN');
  await page.keyboard.type(PIN);
  await staff.press('door.open');
  await staff.isAt('panel.title');
  await dressed();
  await look('panel');
  for (const key of ['state', 'failed', 'export', 'practice', 'texts', 'audit', 'leave', 'reference']) {
    await staff.pressTile(`panel.${key}`);
    await look(key);
    if (key !== 'reference') await staff.press('panel.bar.panel');
  }
  await page.keyboard.type('73TQPHHY');
  await staff.press('panel.reference.look');
  await staff.isAt('panel.reference.unknown');
  await look('reference found');
}

interface Looking {
  readonly size: number;
  readonly views: Readonly<Record<string, ViewportSize>>;
  readonly axe: boolean;
}

/** The largest text shows most of what can go wrong; narrow windows are minutes of turning pages, and no kiosk has one. */
const looks: Readonly<Record<string, Looking>> = {
  'axe finds nothing, and everything fits upright and wide with the largest text': {
    size: 4,
    views: { portrait, landscape },
    axe: true,
  },
  ...(everySize
    ? {
        'everything fits upright and wide': { size: 2, views: { portrait, landscape }, axe: false },
        'everything fits 320 CSS pixels with the smallest text': { size: 1, views: { narrow }, axe: false },
      }
    : {}),
};

for (const [promise, { size, views, axe }] of Object.entries(looks)) {
  test(`on every staff screen ${promise}`, async ({ device }) => {
    const page = await device.open();
    await enrich(page);
    const staff = new Staff(page);
    const found: string[] = [];
    const first = Object.values(views)[0] ?? portrait;
    await page.setViewportSize(first);
    const look: Look = async (screen) => {
      await expect(page.locator('main:visible h1')).toHaveCount(1);
      for (const [name, view] of Object.entries(views)) {
        await page.setViewportSize(view);
        for (const wrong of await settledMisfits(page)) found.push(`${screen}, ${name}: ${wrong}`);
      }
      await page.setViewportSize(first);
      if (!axe) return;
      const { violations } = await new AxeBuilder({ page }).withTags(AXE_TAGS).analyze();
      for (const each of violations) {
        found.push(`${screen}: ${each.id} at ${each.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
      }
    };
    await walk(staff, look, async () => {
      if (size === 2) return;
      await staff.press('bar.screen');
      await staff.touch(staff.option(staff.word(`display.size.${size}`)));
      await expect(page.locator('html')).toHaveAttribute('data-size', String(size));
      await staff.press('common.back');
    });
    expect(found).toEqual([]);
  });
}

/** A screen lays itself out within some frames of a change; what is wrong after those stays wrong. */
async function settledMisfits(page: Page): Promise<string[]> {
  let wrong: string[] = [];
  for (let frames = 0; frames < 20; frames++) {
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    wrong = await misfits(page);
    if (wrong.length === 0) break;
  }
  return wrong;
}
