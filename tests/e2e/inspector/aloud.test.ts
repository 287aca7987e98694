/** An owner who does not read hears their rights. */
import { expect, test } from '../hosts/fixture.ts';
import { Ear } from '../speech/ear.ts';
import { Visitor } from '../visit/visitor.ts';
import { dana, LAPTOP, openLaptop } from './laptop.ts';

test.use(LAPTOP);
test.describe.configure({ timeout: 300_000 });

test('an owner hears the page in Urdu and nothing of the language beside it, pauses, goes on, and hears the next page', async ({
  central,
  device,
}) => {
  const inspector = await openLaptop(central, device);
  const { page } = inspector;
  await inspector.signIn(dana);
  await inspector.start();
  await inspector.type('inspector.review.business.name', 'Lahore Bakery');
  await inspector.select('inspector.review.language', 'ur');
  await inspector.goOn('copy');
  await inspector.says('role', 'owner');
  await inspector.says('how', 'paper');
  await inspector.says('interpreter', 'not_needed');
  await inspector.goOn('rights');
  await inspector.press('inspector.review.hand');
  const owner = new Visitor(page, 'ur');
  await expect(owner.title()).toHaveText(owner.word('rights.title'));
  const ear = await Ear.on(page);
  await expect(owner.title()).toHaveText(owner.word('rights.title'));
  const aloud = owner.button(owner.word('bar.readAloud'));
  const press = (key: string) => owner.touch(owner.button(owner.word(key)));

  await ear.hold();
  await owner.touch(aloud);
  await expect.poll(() => ear.sounding()).toBe(true);
  await press('speech.pause');
  await expect.poll(() => ear.sounding()).toBe(false);
  await ear.forget();
  await press('speech.resume');
  // The sentence that was interrupted, from its beginning.
  await expect.poll(() => ear.heard('ur')).toContain(owner.word('rights.title'));
  await page.evaluate(() => {
    window.ear.held = false;
    window.ear.end?.();
  });
  await expect(aloud).toHaveAttribute('aria-pressed', 'false', { timeout: 120_000 });
  const heard = await ear.heard('ur');
  for (const { title, means } of Object.values(owner.text.rights.rights)) {
    // A sentence is heard by itself.
    for (const words of [title, ...means]) expect(heard).toContain(words.split(/(?<=[۔؟])/)[0]?.trim());
  }
  expect(await ear.heard('en')).toBe('');

  await owner.touch(aloud);
  await press('common.next');
  await expect(owner.title()).toHaveText(owner.word('owner.sign.title'));
  await ear.forget();
  await expect.poll(() => ear.heard('ur')).toContain(owner.word('owner.sign.declined'));

  // Whoever takes the laptop back hears nothing more of it.
  await inspector.takeBack(dana.passphrase);
  await inspector.isAt('inspector.review.step.rights');
  await ear.forget();
  await inspector.goOn('sign');
  expect(await ear.parts()).toEqual([]);
});
