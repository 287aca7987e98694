/** The keyboard on the screen: writes in every script, covers nothing, is left by keys alone, and yields to a real one. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../hosts/fixture.ts';
import { misfits } from '../visit/fit.ts';
import { Visitor } from '../visit/visitor.ts';
import { Typist } from './typist.ts';

async function atComment(page: Page, locale: string, size?: number): Promise<Typist> {
  const visitor = new Visitor(page, locale);
  await visitor.chooseLanguage();
  if (size !== undefined) await visitor.chooseTextSize(size);
  await visitor.answerQuestions();
  return new Typist(visitor);
}

test('a comment is written by touch, corrected in its middle, and sent', async ({ device }) => {
  const typist = await atComment(await device.open(), 'en');
  const { visitor, field } = typist;
  await typist.begin();
  await typist.touch('G', 'o', 'o', 'd');
  await typist.command('keyboard.mark.period');
  await typist.command('keyboard.mark.space');
  await typist.touch('T', 'x');
  await typist.command('keyboard.delete');
  await typist.touch('h', 'n', 'k', 's');
  await typist.command('keyboard.left');
  await typist.command('keyboard.left');
  await typist.command('keyboard.left');
  await typist.touch('a');
  await expect(field).toHaveValue('Good. Thanks');
  await expect(field).toBeFocused();

  await typist.command('keyboard.order');
  await typist.touch(`${visitor.word('keyboard.symbols')}, 123`, '7');
  await typist.command('keyboard.letters');
  await typist.touch('b');
  await expect(field).toHaveValue('Good. Tha7bnks');
  await typist.command('common.done');
  await expect(typist.keyboard).toBeHidden();
  await expect(field).toBeFocused();
  await visitor.send();
});

test('Chinese is written in Pinyin, from candidates over many pages', async ({ device }) => {
  const typist = await atComment(await device.open(), 'zh-Hans');
  await typist.begin();
  await typist.touch('x', 'i', 'e', 'x', 'i', 'e');
  await typist.pick('谢 xie');
  await typist.command('keyboard.first');
  await expect(typist.field).toHaveValue('谢些');
  await typist.touch('s', 'h', 'i');
  await typist.pick('诗 shi');
  await typist.command('keyboard.mark.period');
  await typist.command('keyboard.latin');
  await typist.touch('O', 'k');
  await expect(typist.field).toHaveValue('谢些诗。Ok');
});

test('Arabic is written from right to left, with its hamzas', async ({ device }) => {
  const typist = await atComment(await device.open(), 'ar');
  await typist.begin();
  const more = `${typist.visitor.word('keyboard.moreLetters')}, أإآ`;
  await typist.touch(more, 'أ', 'ه', 'ل', 'ا');
  await typist.touch(more);
  await typist.command('keyboard.mark.fathatan');
  await expect(typist.field).toHaveValue('أهلاً');
  // To the left is onward.
  await typist.command('keyboard.right');
  await typist.command('keyboard.delete');
  await expect(typist.field).toHaveValue('أهاً');
});

test('Korean is written syllable by syllable, and taken back letter by letter', async ({ device }) => {
  const typist = await atComment(await device.open(), 'ko');
  await typist.begin();
  await typist.write('ㅈㅣㄱㅇㅜㅓㄴ');
  await expect(typist.field).toHaveValue('직원');
  // Called by their names, for who cannot see them.
  await typist.touch('이응', '이');
  await expect(typist.field).toHaveValue('직원이');
  await typist.command('keyboard.mark.space');
  await typist.write('ㅊㅣㄴㅈㅓㄹㅎㅐ');
  await typist.touch(typist.visitor.word('keyboard.moreLetters'), '쌍시옷');
  await typist.write('ㅇㅓㅛ');
  await typist.command('keyboard.delete');
  await typist.write('ㅇㅛ');
  await typist.command('keyboard.mark.period');
  await expect(typist.field).toHaveValue('직원이 친절했어요.');
});

test('Bengali is written with its signs and joined letters, in the order of the alphabet', async ({ device }) => {
  const typist = await atComment(await device.open(), 'bn');
  await typist.begin();
  await typist.command('keyboard.order');
  const more = `${typist.visitor.word('keyboard.moreLetters')}, খঘ`;
  await typist.touch(more, 'ধ');
  await typist.write(['ন', '্য', 'ব', 'া', 'দ']);
  await typist.command('keyboard.mark.period');
  await expect(typist.field).toHaveValue('ধন্যবাদ।');
  await typist.command('keyboard.delete');
  await typist.touch(more, 'দীর্ঘ ঈ-কার');
  await expect(typist.field).toHaveValue('ধন্যবাদী');
  for (let turn = 0; turn < 5; turn += 1) await typist.command('keyboard.delete');
  await expect(typist.field).toHaveValue('ধন');
});

test('Traditional Chinese is written in Zhuyin and in Pinyin; what it does not take is said, all in the largest text', async ({
  device,
}) => {
  const page = await device.open();
  const typist = await atComment(page, 'zh-Hant', 4);
  await typist.begin();
  const note = typist.key(typist.visitor.word('keyboard.chinese'));
  await expect(note).toHaveText('這裡不能手寫，也沒有粵語輸入。');
  await typist.command('keyboard.chinese');
  await expect(note).toHaveText('可以換字母或語言，也可以請人幫忙。');
  await typist.write('ㄒㄧㄝˋㄒㄧㄝ');
  await typist.pick('謝 ㄒㄧㄝˋ');
  await typist.pick('謝 ㄒㄧㄝ');
  await expect(typist.field).toHaveValue('謝謝');
  await typist.command('keyboard.pinyin');
  await typist.touch('n', 'i');
  await expect.poll(() => misfits(page)).toEqual([]);
  expect(await typist.standsApart()).toBe(true);
  await typist.command('keyboard.first');
  await typist.command('keyboard.mark.period');
  await typist.command('keyboard.latin');
  await typist.touch('O', 'k');
  await typist.command('keyboard.own');
  await typist.touch('第二聲', '勒');
  await expect(note).toBeHidden();
  await typist.command('common.done');
  await expect(typist.field).toHaveValue('謝謝你。Okㄌ');
});

test('by keys alone one goes from the field through suggestions and keys to Done, and on', async ({ device }) => {
  const page = await device.open();
  const typist = await atComment(page, 'zh-Hans');
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-key') ?? '');
  await typist.field.focus();
  await expect(typist.keyboard).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(typist.key('q')).toBeFocused();
  for (const arrow of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(arrow);
  expect(await focused()).toBe('letter f');
  await page.keyboard.press('Enter');
  for (const arrow of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(arrow);
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+Tab');
  await expect(typist.key('发 fa')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(typist.field).toHaveValue('发');
  await expect(typist.key('a')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(typist.key(typist.visitor.word('common.done'))).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(typist.keyboard).toBeHidden();
  await expect(typist.visitor.button(typist.visitor.word('common.back'))).toBeFocused();
});

test('a real keyboard hides it, a touch on the field brings it back', async ({ device }) => {
  const page = await device.open();
  const typist = await atComment(page, 'es');
  await typist.begin();
  await typist.touch('Á');
  await page.keyboard.press('b');
  await expect(typist.keyboard).toBeHidden();
  await expect(typist.field).toHaveValue('Áb');
  await typist.begin();
  await typist.key('ñ').focus();
  await page.keyboard.press('c');
  await expect(typist.keyboard).toBeHidden();
  await expect(typist.field).toHaveValue('Ábc');
});

test('nothing more is written where there is no room, and that is said; Delete and Done still work', async ({
  device,
}) => {
  const page = await device.open();
  const typist = await atComment(page, 'ru');
  const most = Number(await typist.field.getAttribute('maxlength'));
  await typist.field.fill('ж'.repeat(most));
  await typist.touch('ц');
  await expect(typist.field).toHaveValue('ж'.repeat(most));
  await expect(page.getByRole('status')).toHaveText(typist.visitor.word('keyboard.full'));
  await typist.command('keyboard.delete');
  await typist.touch('ц');
  await expect(typist.field).toHaveValue(`${'ж'.repeat(most - 1)}ц`);
  await typist.command('common.done');
  await expect(typist.keyboard).toBeHidden();
});

test('it never covers its field, and axe finds nothing: upright, wide, in the largest text, at 320 CSS pixels', async ({
  device,
}) => {
  const page = await device.open();
  const typist = await atComment(page, 'ru', 4);
  const apart = async () => {
    await typist.begin();
    await expect.poll(() => typist.standsApart()).toBe(true);
    await expect.poll(() => misfits(page)).toEqual([]);
  };
  await apart();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await apart();
  await page.setViewportSize({ width: 1080, height: 1920 });
  await typist.visitor.chooseTextSize(1);
  await page.setViewportSize({ width: 320, height: 640 });
  await apart();
  await typist.touch('Я');
  await expect(typist.field).toHaveValue('Я');
});
