/** What the page tells the desk by itself, and the desk the page. */
import { askDesk } from '../hosts/calls.ts';
import { expect, test } from '../hosts/fixture.ts';
import { Visitor } from '../visit/visitor.ts';
import { dana, LAPTOP, openLaptop } from './laptop.ts';

test.use(LAPTOP);
test.describe.configure({ timeout: 240_000 });
// What goes between the two can be watched and held up over HTTP alone.
test.skip(({ host }) => host !== 'browser');

test('an owner who reads on is somebody at the laptop, and silence is nobody', async ({
  central,
  device,
  page: tab,
}) => {
  await tab.clock.install();
  const inspector = await openLaptop(central, device);
  const { page } = inspector;
  await inspector.signIn(dana);
  await inspector.press('inspector.today.survey');
  await expect(new Visitor(page, 'en').title()).toBeFocused();
  await page.clock.runFor(60_000);
  let told = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/api/call') && request.postData()?.includes('"inspector.active"') === true) told += 1;
  });
  for (let key = 1; key <= 3; key += 1) {
    await page.keyboard.press('End');
    await page.clock.runFor(20 * 60_000);
    await expect.poll(() => told).toBe(key);
  }
});

test('Today shows what has come to whoever is at work as soon as the desk says that something has', async ({
  central,
  device,
}) => {
  const inspector = await openLaptop(central, device);
  const { page } = inspector;
  let tell = () => {};
  const told = new Promise<boolean>((resolve) => {
    tell = () => resolve(true);
  });
  let over = false;
  await page.route('**/api/events', async (route) => {
    // The stream that follows stays silent.
    if (over) return;
    over = await told;
    await route.fulfill({ body: '{"type":"standing-changed"}\n' });
  });
  await page.reload();
  await inspector.signIn(dana);
  await expect(page.getByText(inspector.word('inspector.today.nothing'))).toBeVisible();
  expect(await askDesk(page, 'review.start', { business: null, owed: null })).toMatchObject({ value: { ok: true } });
  tell();
  await expect(inspector.section('inspector.today.drafts')).toBeVisible();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});
