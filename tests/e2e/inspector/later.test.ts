/** A business met again: the copy that was owed, and a visit that needs no typing. */
import { expect, test } from '../hosts/fixture.ts';
import { dana, exportedReviews, LAPTOP, openLaptop } from './laptop.ts';

test.use(LAPTOP);
test.describe.configure({ timeout: 240_000 });

const NAME = 'Corner Nails';
/** The most that a known business may take, from Today to what is sent. */
const MOST_ACTIONS = 12;

test('a copy deferred undercover is due until it is given; after that the business takes 12 actions and no typing', async ({
  central,
  device,
}) => {
  const inspector = await openLaptop(central, device);
  const { page } = inspector;
  await inspector.signIn(dana);
  await inspector.start();
  await inspector.type('inspector.review.business.name', NAME);
  await inspector.select('inspector.review.language', 'es');
  await inspector.goOn('copy');
  await inspector.says('role', 'owner');
  await inspector.says('how', 'deferred');
  await inspector.says('reason', 'undercover');
  await inspector.says('interpreter', 'not_needed');
  await inspector.goOn('rights');
  await inspector.goOn('sign');
  await inspector.says('sign', 'absent');
  await inspector.sendReview();
  await expect(page.getByText(inspector.word('inspector.review.sent.owed'))).toBeVisible();
  await inspector.press('inspector.review.sent.today');

  const owed = inspector.section('inspector.today.owed');
  await expect(owed).toContainText(inspector.word('inspector.review.reason.undercover'));
  await inspector.press('inspector.of', { act: inspector.word('inspector.today.owed.start'), business: NAME });
  await inspector.isAt('inspector.review.step.copy');
  await inspector.says('role', 'owner');
  await inspector.says('how', 'paper');
  await inspector.says('interpreter', 'inspector');
  await inspector.goOn('rights');
  await inspector.allRights();
  await inspector.goOn('sign');
  await inspector.says('sign', 'declined');
  await inspector.sendReview();
  await inspector.press('inspector.review.sent.today');
  await expect(owed).toHaveCount(0);

  [inspector.actions, inspector.typed] = [0, 0];
  await inspector.start();
  await inspector.act(inspector.tile(NAME));
  await inspector.isAt('inspector.review.step.copy');
  await inspector.says('role', 'manager');
  await inspector.says('how', 'paper');
  await inspector.says('interpreter', 'phone');
  await inspector.goOn('rights');
  await expect(inspector.field('inspector.review.rights.first')).toHaveValue('es');
  await inspector.allRights();
  await inspector.goOn('sign');
  await inspector.says('sign', 'signed');
  await inspector.draw();
  await inspector.sendReview();
  expect(inspector.typed).toBe(0);
  expect(inspector.actions).toBeLessThanOrEqual(MOST_ACTIONS);

  await expect.poll(async () => (await device.status()).delivered, { timeout: 60_000 }).toBe(3);
  const [first, second, third] = await exportedReviews(central);
  expect(first).toMatchObject({
    copy: { how: 'deferred', exception: 'undercover' },
    acknowledgement: { kind: 'absent' },
    rightsShown: [],
    supersedes: null,
  });
  expect(second).toMatchObject({
    copy: { how: 'paper' },
    acknowledgement: { kind: 'declined' },
    supersedes: first?.report,
  });
  expect(third).toMatchObject({ preferredLanguage: 'es', languagesShown: ['es', 'en'], supersedes: null });
});
