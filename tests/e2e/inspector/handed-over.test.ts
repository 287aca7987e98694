/** An inspector who does not come back: what they wrote goes to a colleague by the City's order, on the laptop where it lies. */
import { expect, test } from '../hosts/fixture.ts';
import { dana, lee, LAPTOP, openLaptop } from './laptop.ts';
import { Inspector } from './inspector.ts';

test.use(LAPTOP);
test.describe.configure({ timeout: 240_000 });

const NAME = 'Zylophant Diner';

test('a draft goes from one account to another when the central endpoint says so, and is finished there', async ({
  central,
  device,
}) => {
  let inspector = await openLaptop(central, device, [dana, lee]);
  for (const account of [lee, dana]) {
    await inspector.signIn(account);
    await inspector.isAt('inspector.place.today');
    if (account === lee) await inspector.press('inspector.lock');
  }
  await inspector.start();
  await inspector.type('inspector.review.business.name', NAME);
  await inspector.goOn('copy');
  await inspector.press('inspector.lock');
  await inspector.isAt('inspector.door.title');

  const { deviceId } = await device.status();
  await central.handOver(dana.name, lee.name, deviceId ?? '');
  // It hears of the order when somebody signs in, and says what it has when it starts.
  await inspector.signIn(lee);
  await inspector.isAt('inspector.place.today');
  await device.stop();
  inspector = new Inspector(await device.open());
  const drafts = inspector.section('inspector.today.drafts');
  await expect(async () => {
    await inspector.signIn(lee);
    await inspector.isAt('inspector.place.today');
    try {
      await expect(drafts).toContainText(NAME, { timeout: 5000 });
    } catch (error) {
      await inspector.press('inspector.lock');
      throw error;
    }
  }).toPass({ timeout: 120_000 });

  await inspector.press('inspector.of', { act: inspector.word('inspector.today.continue'), business: NAME });
  await inspector.isAt('inspector.review.step.copy');
  await inspector.says('role', 'nobody_present');
  await inspector.says('how', 'left_on_site');
  await inspector.says('interpreter', 'not_needed');
  await inspector.goOn('rights');
  await inspector.goOn('sign');
  await inspector.sendReview();
  await inspector.press('inspector.lock');
  await inspector.signIn(dana);
  // What she had open is gone; she is told so once.
  await expect(inspector.page.getByRole('alert')).toContainText([inspector.word('inspector.review.failed.not-there')]);
  await inspector.press('inspector.lock');
  await inspector.signIn(dana);
  await inspector.isAt('inspector.place.today');
  await expect(inspector.page.getByText(inspector.word('inspector.today.nothing'))).toBeVisible();
});
