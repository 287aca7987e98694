/** An inspector without a mouse or a pen: from the door to what is sent by keys alone, seeing where they are. */
import { expect, test } from '../hosts/fixture.ts';
import { Keys } from './keys.ts';
import { dana, exportedReviews, LAPTOP, openLaptop } from './laptop.ts';

test.use(LAPTOP);
test.describe.configure({ timeout: 240_000 });

test('Tab, arrows, Space and Enter lead from the sign-in to a review that is sent', async ({ central, device }) => {
  const inspector = await openLaptop(central, device);
  const keys = new Keys(inspector.page);
  const button = (key: string) => inspector.button(inspector.word(key));
  const answer = (group: string, said: string) =>
    inspector.answer(`inspector.review.${group}`, `inspector.review.${group}.${said}`);
  const goOn = async (step: string) => {
    await keys.press(button('inspector.review.continue'));
    await inspector.isAt(`inspector.review.step.${step}`);
    await expect(inspector.title()).toBeFocused();
  };

  await inspector.isAt('inspector.door.title');
  await keys.write(inspector.field('inspector.door.account'), dana.name);
  await keys.write(inspector.field('inspector.door.passphrase'), dana.passphrase);
  await inspector.page.keyboard.press('Enter');
  await inspector.isAt('inspector.place.today');
  await keys.press(button('inspector.today.start'));
  await inspector.isAt('inspector.review.step.business');
  await keys.write(inspector.field('inspector.review.business.name'), 'Ferry Laundry');
  await keys.tabTo(inspector.field('inspector.review.language'));
  await inspector.page.keyboard.type('Russian');
  await expect(inspector.field('inspector.review.language')).toHaveValue('ru');
  await goOn('copy');
  await keys.choose(answer('role', 'employee'));
  await keys.choose(answer('how', 'electronic'));
  await keys.choose(answer('reason', 'urgent_safety'));
  await keys.choose(answer('interpreter', 'companion'));
  await keys.choose(inspector.answer('inspector.review.companion', 'inspector.review.yes'));
  await expect(inspector.page.getByText(inspector.word('inspector.review.advice.no-children'))).toBeVisible();
  await goOn('rights');
  await keys.tick(inspector.right('courtesy'));
  await keys.press(button('owner.rights.all'));
  await goOn('sign');
  await keys.press(button('inspector.review.send'));
  await expect(inspector.page.getByRole('heading', { level: 2 }).first()).toBeFocused();
  await keys.choose(answer('sign', 'typed'));
  await keys.write(inspector.field('inspector.review.sign.name'), 'Olga Petrova');
  await keys.press(button('inspector.review.send'));
  await inspector.isAt('inspector.review.sent');
  await expect(inspector.title()).toBeFocused();
  await keys.press(button('inspector.lock'));
  await inspector.isAt('inspector.door.title');

  await expect.poll(async () => (await device.status()).delivered, { timeout: 60_000 }).toBe(1);
  expect(await exportedReviews(central)).toMatchObject([
    {
      copy: { how: 'electronic', exception: 'urgent_safety' },
      interpreter: { mode: 'companion', companionUnder18: true },
      acknowledgement: { kind: 'typed', name: 'Olga Petrova' },
    },
  ]);
});
