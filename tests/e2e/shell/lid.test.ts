/** A laptop whose lid is closed in the middle of a signature. */
import { expect, test } from '../hosts/fixture.ts';
import { perceived } from '../hosts/perceived.ts';
import { dana, LAPTOP, openLaptop } from '../inspector/laptop.ts';

test.use(LAPTOP);

test('shows nothing when it is opened again, and has the strokes that were drawn once its inspector is back', async ({
  central,
  double,
}) => {
  const inspector = await openLaptop(central, double);
  const { page } = inspector;
  await inspector.signIn(dana);
  await inspector.start();
  await inspector.type('inspector.review.business.name', 'Zylophant Diner');
  await inspector.goOn('copy');
  await inspector.says('role', 'owner');
  await inspector.says('how', 'paper');
  await inspector.says('interpreter', 'not_needed');
  await inspector.goOn('rights');
  await inspector.allRights();
  await inspector.goOn('sign');
  await inspector.says('sign', 'signed');
  await inspector.draw();
  await page.mouse.down();
  await page.mouse.move(700, 420, { steps: 3 });
  await double.wish('power', 'suspend');
  await page.mouse.up();
  await inspector.isAt('inspector.door.title');
  await expect(page.getByText(inspector.word('inspector.locked.asleep'))).toBeVisible();
  expect(await perceived(page)).not.toContain('Zylophant');

  await inspector.signIn(dana);
  await inspector.isAt('inspector.review.step.sign');
  await expect(page.getByRole('img', { name: inspector.word('owner.sign.drawn') })).toBeVisible();
  await inspector.sendReview();
});
