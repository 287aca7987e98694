/** Rights at the door, end to end: what an inspector recorded without a network, through a killed process, arrives once. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { OpenReview } from '../../../src/shared/inspector.ts';
import { askDesk } from '../hosts/calls.ts';
import { filesHolding } from '../hosts/files.ts';
import { expect, test } from '../hosts/fixture.ts';
import { Visitor } from '../visit/visitor.ts';
import { Inspector } from './inspector.ts';
import { dana, exportedReviews, LAPTOP, openLaptop } from './laptop.ts';

test.use(LAPTOP);
test.describe.configure({ timeout: 240_000 });

const NAME = 'Karachi Sweets & Grill';

test('in Urdu beside English without a network, killed in the middle, finished, signed, received once', async ({
  central,
  device,
}) => {
  let inspector = await openLaptop(central, device);
  await central.stop();
  await inspector.signIn(dana);
  await inspector.start();
  await inspector.type('inspector.review.business.name', NAME);
  await inspector.type('inspector.review.business.address', '74-09 37th Avenue, Queens');
  await inspector.type('inspector.review.business.bin', '4029391');
  await inspector.select('inspector.review.language', 'ur');
  await inspector.goOn('copy');
  await inspector.says('role', 'owner');
  await inspector.says('how', 'paper');
  await inspector.says('interpreter', 'phone');
  await inspector.type('inspector.review.interpreter.wait', '7');
  await inspector.goOn('rights');
  const urdu = new Visitor(inspector.page, 'ur').text.rights.rights['courtesy']?.title ?? '';
  const beside = inspector.page.getByRole('heading', { name: urdu, exact: true });
  await expect(beside).toHaveAttribute('lang', 'ur');
  await expect(beside).toHaveAttribute('dir', 'rtl');
  for (const id of ['courtesy', 'identified', 'language']) await inspector.pick(inspector.right(id));

  await expect.poll(async () => (await onDisk(inspector.page))?.draft.rightsShown).toHaveLength(3);
  await expect.poll(async () => (await onDisk(inspector.page))?.draft.at.field).toBe('right.language');
  await device.kill();
  expect(filesHolding(device.folder, 'Karachi')).toEqual([]);

  inspector = new Inspector(await device.open());
  await inspector.signIn(dana);
  await inspector.isAt('inspector.review.step.rights');
  await expect(inspector.right('language')).toBeFocused();
  await expect(inspector.right('language')).toBeChecked();
  await expect(inspector.right('contest')).not.toBeChecked();
  await inspector.allRights();
  await inspector.goOn('sign');
  await inspector.says('sign', 'signed');
  await inspector.draw();
  const reference = await inspector.sendReview();
  await inspector.place('outbox');
  const line = inspector.page.getByRole('listitem').filter({ hasText: NAME });
  await expect(line).toContainText(inspector.word('inspector.sent.waiting'));
  await expect(line).toContainText(reference);

  await central.start();
  await expect(line).toContainText(inspector.word('inspector.sent.received'), { timeout: 90_000 });
  const [review, ...more] = await exportedReviews(central);
  expect(more).toEqual([]);
  expect(review).toMatchObject({
    inspectorId: dana.name,
    agency: dana.agency,
    business: { name: NAME, bin: '4029391' },
    recipientRole: 'owner',
    preferredLanguage: 'ur',
    languagesShown: ['ur', 'en'],
    copy: { how: 'paper' },
    interpreter: { mode: 'phone', language: 'ur', waitMinutes: 7 },
    acknowledgement: { kind: 'signed' },
  });
  expect(review?.rightsShown).toHaveLength(10);
  const signature = review?.acknowledgement.signature ?? 'none';
  const blob = join(central.folder, 'attachments', 'blobs', signature.slice(0, 2), signature);
  await expect.poll(() => existsSync(blob), { timeout: 60_000 }).toBe(true);
  expect(await central.stored()).toBe(1);

  await inspector.press('inspector.of', { act: inspector.word('inspector.sent.read'), business: NAME });
  await expect(inspector.page.getByRole('main')).toContainText('74-09 37th Avenue');
  await expect(inspector.page.getByRole('img', { name: inspector.word('inspector.read.signature') })).toBeVisible();
  expect(filesHolding(device.folder, 'Karachi')).toEqual([]);
});

/** The draft that is open, as the desk would open it after a crash. */
async function onDisk(page: Page): Promise<OpenReview | null> {
  const standing = await askDesk(page, 'inspector.standing', {});
  if (!standing.ok || standing.value.at !== 'work' || standing.value.draft === null) return null;
  const reply = await askDesk(page, 'review.read', { id: standing.value.draft });
  return reply.ok && reply.value.ok ? reply.value.value : null;
}
