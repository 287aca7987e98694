/** In an owner's hands: the rights, a signature or a survey, and no way to anything else of the laptop. */
import fc from 'fast-check';
import type { Page } from '@playwright/test';
import { callSchemas, type CallInput, type CallName } from '../../../src/shared/bridge.ts';
import { valid } from '../../integration/fuzz/generate.ts';
import { askDesk } from '../hosts/calls.ts';
import { expect, test } from '../hosts/fixture.ts';
import { perceived } from '../hosts/perceived.ts';
import { REFUSED, elsewhere, tryHands, tryKeys, tryScripts, watch } from '../kiosk/escapes.ts';
import { Visitor } from '../visit/visitor.ts';
import { Inspector } from './inspector.ts';
import { dana, exportedReviews, LAPTOP, openLaptop } from './laptop.ts';

test.use(LAPTOP);
test.describe.configure({ timeout: 300_000 });

const OTHER = 'Zylophant Diner';
const OWN = 'Nile Grocery';
const COMMENT = 'Nos explicó todo con paciencia';

/** What an owner's pages ask for themselves, and what is the same for everybody. */
const ANSWERED =
  /^(face|content|session|delivery|media|speech|contest|panel)\.|^inspector\.(standing|lock|active)$|^staff\.(standing|close)$/;
const OWNERS_OWN = /^owner\.(read|save|takeBack)$/;

test('an owner reads and signs in Arabic, reaches nothing else by keys, hands or scripts, and the passphrase takes it back', async ({
  central,
  device,
}) => {
  const inspector = await openLaptop(central, device);
  const { page } = inspector;
  await inspector.signIn(dana);
  await reviewOf(inspector, OTHER, 'en');
  await inspector.goOn('sign');
  await inspector.says('sign', 'declined');
  await inspector.sendReview();
  await inspector.place('today');
  await reviewOf(inspector, OWN, 'ar');
  await inspector.press('inspector.review.hand');

  const owner = new Visitor(page, 'ar');
  await expect(owner.title()).toHaveText(owner.word('rights.title'));
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  const seen = await perceived(page);
  expect(seen).toContain(OWN);
  for (const words of [OTHER, dana.person, inspector.word('inspector.place.today')]) expect(seen).not.toContain(words);

  const back = inspector.word('inspector.owner.back');
  const { unrefused, expectHere } = await watch(page, back);
  await tryKeys(page);
  await tryHands(page);
  const away = await elsewhere();
  expect(await tryScripts(page, away.origin)).toEqual(REFUSED);
  expect((await unrefused()).filter((key) => !['Control', 'Alt', 'Meta', 'Shift'].includes(key))).toEqual([]);
  await expectHere();
  expect(away.visits).toEqual([]);
  away.server.close();
  await expectClosed(page, 'rights');
  await page.reload();
  await expect(owner.title()).toHaveText(owner.word('rights.title'));
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  expect(await perceived(page)).not.toContain(OTHER);

  await owner.touch(owner.button(owner.word('owner.rights.all')));
  await owner.touch(owner.button(owner.word('common.next')));
  await expect(owner.title()).toHaveText(owner.word('owner.sign.title'));
  await owner.touch(owner.option(owner.word('owner.sign.signed')));
  await inspector.draw(owner);
  await owner.touch(owner.button(owner.word('common.done')));
  await inspector.takeBack('not this one');
  await expect(page.getByRole('alert')).toHaveText(inspector.word('inspector.owner.wrong'));
  // A passphrase that the browser keeps would be filled in for the owner.
  await expect(inspector.field('inspector.owner.passphrase')).toHaveAttribute('autocomplete', 'new-password');
  await inspector.takeBack(dana.passphrase);
  await inspector.isAt('inspector.review.step.sign');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('img', { name: inspector.word('owner.sign.drawn') })).toBeVisible();
  await inspector.press('inspector.review.back');
  await expect(inspector.right('contest')).toBeChecked();
  await inspector.goOn('sign');
  await inspector.sendReview();

  // Whoever tries is slowed, and ending the app does not shorten it.
  await inspector.press('inspector.review.sent.survey');
  const wait = page.getByText(/^Too many wrong tries/).last();
  await expect(async () => {
    await inspector.takeBack('a guess at it');
    await expect(wait).toBeVisible({ timeout: 1000 });
  }).toPass();
  await device.kill();
  const again = new Inspector(await device.open());
  await again.isAt('inspector.door.title');
  await expect(again.page.getByText(/^Too many wrong tries/).last()).toBeVisible();

  await expect.poll(async () => (await device.status()).delivered, { timeout: 60_000 }).toBe(2);
  expect(await exportedReviews(central)).toMatchObject([
    { business: { name: OTHER }, acknowledgement: { kind: 'declined' } },
    { business: { name: OWN }, acknowledgement: { kind: 'signed' }, languagesShown: ['ar', 'en'] },
  ]);
});

test('an owner says without a name how it went; the City gets it by agency, joined to no review', async ({
  central,
  device,
}) => {
  const inspector = await openLaptop(central, device);
  const { page } = inspector;
  await inspector.signIn(dana);
  await reviewOf(inspector, OTHER, 'en');
  await inspector.place('today');
  await inspector.press('inspector.today.survey');
  const english = new Visitor(page, 'en');
  const owner = new Visitor(page, 'es');
  await expect(english.title()).toBeVisible();
  await owner.touch(owner.button(owner.text.language.name));
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  expect(await perceived(page)).not.toContain(OTHER);
  await expectClosed(page, 'survey');
  const words = owner.text.surveys['business-owner'];
  await owner.touch(owner.option(words?.questions['kind']?.options?.['compliment'] ?? 'none'));
  for (const step of ['next', 'skip', 'skip', 'skip'] as const) {
    const before = await owner.title().innerText();
    await owner.touch(owner.button(owner.word(`common.${step}`)));
    await expect(owner.title()).not.toHaveText(before);
  }
  await page.getByRole('textbox').fill(COMMENT);
  await owner.touch(owner.button(owner.word('common.send')));
  await expect(page.getByText(owner.word('owner.survey.saved'))).toBeVisible();
  await inspector.takeBack(dana.passphrase);
  await inspector.isAt('inspector.place.today');

  await expect.poll(async () => (await device.status()).delivered, { timeout: 60_000 }).toBe(1);
  const [said, ...more] = await central.intake();
  expect(more).toEqual([]);
  expect(said).toMatchObject({ kind: 'feedback', said: { agency: dana.agency } });
  const whole = JSON.stringify(said);
  for (const part of ['business-owner', 'compliment', COMMENT]) expect(whole).toContain(part);
  for (const part of [dana.name, dana.person, OTHER]) expect(whole).not.toContain(part);
  expect(await exportedReviews(central)).toEqual([]);
});

/** As far as the rights of a business that is new. */
async function reviewOf(inspector: Inspector, name: string, language: string): Promise<void> {
  await inspector.start();
  await inspector.type('inspector.review.business.name', name);
  await inspector.select('inspector.review.language', language);
  await inspector.goOn('copy');
  await inspector.says('role', 'owner');
  await inspector.says('how', 'paper');
  await inspector.says('interpreter', 'not_needed');
  await inspector.goOn('rights');
  if (language === 'en') await inspector.allRights();
}

/** Asks the desk for everything it can be asked, with arguments of the right shape. */
async function expectClosed(page: Page, turn: 'rights' | 'survey'): Promise<void> {
  const standing = await askDesk(page, 'inspector.standing', {});
  expect(standing).toMatchObject({ value: { at: 'owner', turn } });
  const names = Object.keys(callSchemas) as CallName[];
  const open: string[] = [];
  for (const name of names.filter((each) => !ANSWERED.test(each) && !OWNERS_OWN.test(each))) {
    if (turn === 'survey' && name === 'feedback.submit') continue;
    const [input] = fc.sample(valid(callSchemas[name]), { numRuns: 1, seed: 7 });
    const reply = await askDesk(page, name, input as CallInput<typeof name>);
    const refused =
      !reply.ok || (typeof reply.value === 'object' && reply.value !== null && 'ok' in reply.value && !reply.value.ok);
    if (!refused) open.push(`${name}: ${JSON.stringify(reply)}`);
  }
  await askDesk(page, 'inspector.lock', { why: 'asked' });
  expect(
    await askDesk(page, 'inspector.signIn', { account: dana.name, passphrase: 'x', practice: false }),
  ).toMatchObject({
    value: { ok: false, error: { type: 'owner-turn' } },
  });
  expect(open).toEqual([]);
  expect(await askDesk(page, 'inspector.standing', {})).toEqual(standing);
}
