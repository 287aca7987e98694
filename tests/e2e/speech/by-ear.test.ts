/** What a visitor hears: every language in its own voice, every screen, what is under the finger. */
import { sentences } from '../../../src/renderer/speech/parts.ts';
import { expect, test } from '../hosts/fixture.ts';
import { catalogue, locales, Visitor } from '../visit/visitor.ts';
import { Ear } from './ear.ts';

const hearing = expect.configure({ timeout: 30_000 });

test('a visitor finds their language and reads a right to its end by ear, touching what they hear', async ({
  device,
}) => {
  const page = await device.open();
  const ear = await Ear.on(page);
  const english = new Visitor(page, 'en');
  const visitor = new Visitor(page, 'es');
  await english.touch(english.button(english.word('bar.readAloud')));
  for (const locale of locales) {
    const { name } = new Visitor(page, locale).text.language;
    await hearing.poll(() => ear.parts()).toContainEqual({ text: name, locale });
  }

  const tile = visitor.tile(visitor.text.language.name);
  await ear.forget();
  await tile.click({ delay: 80 });
  await hearing.poll(() => ear.heard('es')).toContain(visitor.text.language.name);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await tile.click({ delay: 80 });
  await hearing.poll(() => ear.heard('es')).toContain(visitor.word('home.title'));

  // Very large text needs pages: they are turned by themselves.
  await ear.choose(visitor.button(visitor.word('bar.screen')));
  const largest = page.locator('label').filter({ hasText: visitor.word('display.size.4') });
  await visitor.reveal(largest);
  await ear.choose(largest);
  await expect(page.locator('html')).toHaveAttribute('data-size', '4');
  await ear.choose(visitor.button(visitor.word('common.close')));
  await ear.choose(visitor.tile(visitor.word('home.rights')));
  const id = catalogue.rights.groups[0]?.rights[0] ?? '';
  const right = visitor.text.rights.rights[id];
  await visitor.reveal(visitor.tile(right?.title ?? ''));
  await ear.forget();
  await ear.choose(visitor.tile(right?.title ?? ''));
  const texts = [right?.title ?? '', ...(right?.means ?? []), ...(right?.act ?? [])];
  for (const part of sentences(texts.map((text) => ({ text, locale: 'es' })))) {
    await hearing.poll(() => ear.parts()).toContainEqual(part);
  }
  await hearing.poll(() => ear.heard('es')).toContain(visitor.word('rights.nextRight'));
});

test('headphones begin it, and once they are pulled nothing is heard before the visitor allows it', async ({
  device,
}) => {
  const page = await device.open();
  const ear = await Ear.on(page);
  const visitor = new Visitor(page, 'en');
  await expect(visitor.button(visitor.word('bar.readAloud'))).toHaveAttribute('aria-pressed', 'false');
  await ear.plug(true);
  await hearing.poll(() => ear.heard('en')).toContain(visitor.text.language.greeting);
  await ear.choose(visitor.tile(visitor.text.language.name));
  await hearing.poll(() => ear.heard('en')).toContain(visitor.word('home.title'));

  await ear.plug(false);
  await expect(visitor.title()).toHaveText(visitor.word('speaker.title'));
  await expect(visitor.title()).toBeFocused();
  await ear.forget();
  await visitor.touch(visitor.button(visitor.word('speaker.yes')));
  await expect(visitor.title()).toHaveText(visitor.word('home.title'));
  await hearing.poll(() => ear.heard('en')).toContain(visitor.word('home.title'));
  expect(await ear.heard('en')).not.toContain(visitor.word('speaker.title'));
});

test('the time to answer whether anyone is there begins when the question has been spoken to its end', async ({
  device,
  page: tab,
}) => {
  await tab.clock.install();
  const page = await device.open();
  const ear = await Ear.on(page);
  const visitor = new Visitor(page, 'en');
  await visitor.chooseLanguage();
  await visitor.touch(visitor.button(visitor.word('bar.readAloud')));
  // The last part of the screen, which ends at once: every tile of it is counted.
  const count = await page.locator('.thing').count();
  await hearing.poll(() => ear.heard('en')).toContain(visitor.word('speech.things_other', { count }));
  await hearing.poll(() => ear.quiet()).toBe(true);
  await ear.hold();

  await tab.clock.runFor(121_000);
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toBeVisible();
  await hearing.poll(() => ear.sounding()).toBe(true);
  await tab.clock.runFor(40_000);
  await expect(dialog).toContainText(visitor.word('idle.count_other', { count: 30 }));

  for (let part = 0; part < 12 && !(await ear.heard('en')).includes(visitor.word('speech.role.button')); part++) {
    await ear.end();
    await hearing.poll(() => ear.sounding()).toBe(true);
  }
  expect(await ear.heard('en')).toContain(visitor.word('idle.title'));
  expect(await ear.heard('en')).toContain(visitor.word('idle.stay'));
  await ear.end();
  await hearing.poll(() => ear.sounding()).toBe(false);
  await tab.clock.runFor(35_000);
  await expect(dialog).toBeHidden();
  await expect(visitor.tile(visitor.text.language.name)).toBeVisible();
  await expect(visitor.button(visitor.word('bar.readAloud'))).toHaveAttribute('aria-pressed', 'false');
});

test('a language without a voice is said so, on the screen and in a language that has one', async ({
  device,
  host,
}) => {
  test.skip(host !== 'browser', 'what the desk answers is altered on its way, which only HTTP allows');
  const page = await device.open();
  await page.route('**/api/call', async (route) => {
    if (route.request().postData()?.includes('speech.voices') !== true) return await route.fallback();
    await route.fulfill({ json: { ok: true, value: { locales: ['en'] } } });
  });
  const ear = await Ear.on(page);
  const visitor = new Visitor(page, 'ar');
  await visitor.chooseLanguage();
  await visitor.touch(visitor.button(visitor.word('bar.readAloud')));
  const { name, english } = visitor.text.language;
  await expect(page.getByText(visitor.word('speech.noVoice', { language: name }))).toBeVisible();
  await hearing
    .poll(() => ear.heard('en'))
    .toContain(new Visitor(page, 'en').word('speech.noVoice', { language: english }));
});
