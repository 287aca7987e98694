/** Every screen of the laptop once, the inspector's and the owner's, in the states that look most unlike each other. */
import { expect } from '@playwright/test';
import { Visitor } from '../visit/visitor.ts';
import type { Account, Inspector } from './inspector.ts';

/** Looks at a screen, whose document says that it is in `lang`. */
export type Look = (screen: string, lang?: string) => Promise<void>;

const NAME = 'Two Brothers Hardware and Household Goods of Jackson Heights';

export async function walkWork(inspector: Inspector, account: Account, look: Look): Promise<void> {
  const { page } = inspector;
  await inspector.isAt('inspector.door.title');
  await look('door');
  await inspector.press('inspector.door.enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await look('door, nothing typed');
  await inspector.signIn(account);
  await inspector.isAt('inspector.place.today');
  await look('today, nothing due');
  await inspector.place('outbox');
  await look('outbox, empty');
  await inspector.place('today');

  await inspector.start();
  await look('business, empty');
  await inspector.type('inspector.review.business.name', NAME);
  await inspector.type('inspector.review.business.address', '74-09 37th Avenue, Jackson Heights, Queens, NY 11372');
  await inspector.type('inspector.review.business.bin', '402');
  await inspector.select('inspector.review.language', 'ur');
  await look('business, BIN too short');
  await inspector.type('inspector.review.business.bin', '4029391');
  await inspector.goOn('copy');
  await look('copy, empty');
  await inspector.says('role', 'owner');
  await inspector.says('how', 'electronic');
  await inspector.says('interpreter', 'companion');
  await inspector.pick(inspector.answer('inspector.review.companion', 'inspector.review.yes'));
  await inspector.act(page.getByText(inspector.word('inspector.review.joint_zero')));
  await page.getByRole('checkbox', { name: /Fire Department/ }).check();
  await look('copy, with everything');
  await inspector.goOn('rights');
  await look('rights, Urdu beside English');
  await inspector.select('inspector.review.rights.second', 'ar');
  await inspector.allRights();
  await look('rights, Urdu beside Arabic, all shown');
  await inspector.goOn('sign');
  await inspector.press('inspector.review.send');
  await expect(
    page.getByRole('heading', { name: inspector.word('inspector.review.faults_one', { count: 1 }) }),
  ).toBeVisible();
  await look('sign, nothing chosen');
  await inspector.says('sign', 'signed');
  await inspector.draw();
  await look('sign, drawn');
  await inspector.says('sign', 'typed');
  await inspector.type('inspector.review.sign.name', 'Muhammad Aslam Qureshi');
  await inspector.act(inspector.button(inspector.word('take.address')));
  await expect(page.getByRole('img')).toBeVisible();
  await look('sign, typed, with a code');
  await inspector.sendReview();
  await look('sent');
  await inspector.place('outbox');
  await expect(page.getByText(inspector.word('inspector.sent.received'), { exact: true })).toBeVisible({
    timeout: 60_000,
  });
  await look('outbox');
  await inspector.press('inspector.of', { act: inspector.word('inspector.sent.read'), business: NAME });
  await look('read again');

  await inspector.place('today');
  await inspector.start();
  await expect(inspector.tile(NAME)).toBeVisible();
  await look('business, one known');
  await inspector.act(inspector.tile(NAME));
  await inspector.isAt('inspector.review.step.copy');
  await inspector.says('role', 'nobody_present');
  await inspector.says('how', 'deferred');
  await inspector.says('reason', 'undercover');
  await inspector.says('interpreter', 'not_needed');
  await look('copy, nobody there');
  await inspector.goOn('rights');
  await inspector.goOn('sign');
  await look('sign, nobody there');
  await inspector.sendReview();
  await look('sent, a copy owed');
  await inspector.press('inspector.review.sent.today');
  await inspector.start();
  await inspector.place('today');
  await expect(inspector.section('inspector.today.drafts')).toBeVisible();
  await expect(inspector.section('inspector.today.owed')).toBeVisible();
  await look('today, with a draft and a copy owed');
  await page
    .getByRole('button', { name: new RegExp(`^${inspector.word('inspector.today.delete')}`) })
    .first()
    .click();
  await look('today, deleting a draft');
  await inspector.press('inspector.lock');
  await inspector.isAt('inspector.door.title');
  await look('door, locked by hand');
}

/** The owner's pages in one language after another. */
export async function walkOwner(
  inspector: Inspector,
  account: Account,
  languages: readonly string[],
  look: Look,
): Promise<void> {
  const { page } = inspector;
  await inspector.signIn(account);
  await inspector.start();
  await inspector.type('inspector.review.business.name', NAME);
  await inspector.goOn('copy');
  await inspector.goOn('rights');
  await inspector.press('inspector.review.hand');
  for (const tag of languages) {
    const owner = new Visitor(page, tag);
    const press = (key: string) => owner.touch(owner.button(owner.word(key)));
    await owner.touch(owner.button(owner.text.language.name));
    await expect(owner.title()).toHaveText(owner.word('rights.title'));
    await look(`owner, rights`, tag);
    await press('common.next');
    await owner.touch(owner.option(owner.word('owner.sign.signed')));
    await expect(page.getByRole('img')).toBeVisible();
    await look('owner, to sign', tag);
    await owner.touch(owner.option(owner.word('owner.sign.typed')));
    await owner.touch(inspector.button(inspector.word('inspector.owner.back')));
    await look('owner, a name and the passphrase', tag);
    await inspector.touch(inspector.button(inspector.word('inspector.owner.cancel')));
    await owner.touch(owner.option(owner.word('owner.sign.declined')));
    await press('common.done');
    await look('owner, thanks', tag);
    await page.reload();
    await expect(owner.title()).toHaveText(owner.word('rights.title'));
  }
  await inspector.takeBack(account.passphrase);
  await inspector.isAt('inspector.review.step.rights');
  await inspector.place('today');
  for (const tag of languages) {
    const owner = new Visitor(page, tag);
    await inspector.press('inspector.today.survey');
    await owner.touch(owner.button(owner.text.language.name));
    const words = owner.text.surveys['business-owner'];
    await owner.touch(owner.option(words?.questions['kind']?.options?.['both'] ?? 'none'));
    for (const screen of ['kind', 'inspection', 'language_help', 'copy', 'comment']) {
      const title = words?.screens[screen]?.title ?? words?.questions[screen]?.title ?? '';
      await expect(owner.title()).toHaveText(title);
      await look(`survey, ${screen}`, tag);
      const forward = screen === 'kind' ? 'common.next' : screen === 'comment' ? 'common.send' : 'common.skip';
      await owner.touch(owner.button(owner.word(forward)));
    }
    await expect(page.getByText(owner.word('owner.survey.saved'))).toBeVisible();
    await look('survey, sent', tag);
    await inspector.takeBack(account.passphrase);
    await inspector.isAt('inspector.place.today');
  }
}
