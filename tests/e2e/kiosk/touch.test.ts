/** What a finger may do: one at a time, down and up on the same thing, for a moment, and once. */
import type { Page } from '@playwright/test';
import { expect, test } from '../hosts/fixture.ts';
import { Visitor } from '../visit/visitor.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

type Contact = Point & { id?: number };

/** Fingers as the panel's driver reports them, by the driver's own clock: how long one rests does not hang on the machine. */
async function fingers(page: Page) {
  const session = await page.context().newCDPSession(page);
  let now = Date.now();
  const dispatch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Contact[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints, timestamp: now / 1000 });
  return {
    down: (...points: Contact[]) => dispatch('touchStart', points),
    move: (point: Point) => dispatch('touchMove', [point]),
    /** Lifts these fingers, or all. */
    up: (...lifted: Contact[]) => dispatch('touchEnd', lifted),
    rest: (ms: number) => void (now += ms),
  };
}

async function middleOf(page: Page, name: RegExp): Promise<Point> {
  const box = await page.getByRole('button', { name }).boundingBox();
  if (box === null) throw new Error(`${name} is not on the screen`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** What a press leads to is drawn by then. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)))),
  );
}

test('drops, sleeves, palms and sliding fingers choose nothing; a finger that rests on a tile does', async ({
  device,
}) => {
  const page = await device.open();
  const visitor = new Visitor(page, 'en');
  await expect(visitor.tile('English')).toBeVisible();
  const finger = await fingers(page);
  const english = await middleOf(page, /^English/);
  const spanish = await middleOf(page, /^Español/);
  const stillHere = async () => {
    finger.rest(1000);
    await drawn(page);
    await expect(visitor.tile('English')).toBeVisible();
  };

  await finger.down(english);
  finger.rest(40);
  await finger.up();
  await stillHere();

  await finger.down(english);
  finger.rest(80);
  await finger.move(spanish);
  await finger.up();
  await stillHere();

  const palm = { x: english.x, y: 200, id: 1 };
  await finger.down(palm);
  await finger.down(palm, { ...english, id: 2 });
  finger.rest(80);
  await finger.up({ ...english, id: 2 });
  await stillHere();
  await finger.up();

  await finger.down(english);
  finger.rest(80);
  await finger.up();
  await expect(visitor.title()).toHaveText(visitor.word('home.title'));
});

/**
 * What a finger hits that comes down on a button in the very task that draws it: the button, or another
 * thing. Asked in the page, so that no machine is too slow to be at once.
 */
async function watchFor(page: Page, name: string): Promise<() => Promise<'button' | 'another'>> {
  const asked = await page.evaluateHandle((words) => {
    const named = () =>
      [...document.querySelectorAll('button')].find(
        (each) => each.innerText.trim() === words && each.checkVisibility(),
      );
    const hit = new Promise<'button' | 'another'>((resolve) => {
      const watching = new MutationObserver(() => {
        const button = named();
        if (button === undefined) return;
        watching.disconnect();
        const box = button.getBoundingClientRect();
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        resolve(top !== null && button.contains(top) ? 'button' : 'another');
      });
      watching.observe(document.body, { childList: true, subtree: true, characterData: true });
    });
    return { hit };
  }, name);
  return () => asked.evaluate(({ hit }) => hit);
}

test('a form is sent by no touch that still meant the screen before, and by two quick ones once', async ({
  device,
}) => {
  const page = await device.open();
  const visitor = new Visitor(page, 'en');
  await visitor.chooseLanguage();
  await visitor.answerQuestions();
  const send = visitor.button(visitor.word('common.send'));
  await visitor.write('Thank you.');

  await visitor.touch(visitor.button(visitor.word('common.back')));
  await expect(page.getByText(visitor.word('survey.progress', { number: 5, total: 6 }))).toBeVisible();
  const hit = await watchFor(page, visitor.word('common.send'));
  await visitor.next();
  expect(await hit()).toBe('another');
  await expect(send).toBeVisible();

  // Twice in one task: however fast the form is saved, the second still means this screen.
  await expect(send).not.toHaveClass(/no-pointer/);
  await send.evaluate((button: HTMLElement) => {
    button.click();
    button.click();
  });
  await expect(visitor.title()).toHaveText(visitor.word('sent.title'));
  expect(await device.status()).toMatchObject({ waiting: 1 });
});

test('keys are never held up', async ({ device }) => {
  const page = await device.open();
  const visitor = new Visitor(page, 'en');
  await visitor.chooseLanguage();
  await visitor.answerQuestions();
  await visitor.button(visitor.word('common.send')).press('Enter');
  await expect(visitor.title()).toHaveText(visitor.word('sent.title'));
  expect(await device.status()).toMatchObject({ waiting: 1 });
});

test('what rests on the panel for a minute is told to staff, chooses nothing and keeps nobody waiting', async ({
  device,
  page: tab,
}) => {
  await tab.clock.install();
  const page = await device.open();
  const visitor = new Visitor(page, 'en');
  await expect(visitor.tile('English')).toBeVisible();
  const finger = await fingers(page);
  const spanish = await middleOf(page, /^Español/);
  await finger.down({ ...spanish, id: 1 });
  await tab.clock.runFor(61_000);
  await expect.poll(() => device.log.some((line) => line.includes('panel-stuck'))).toBe(true);

  const english = await middleOf(page, /^English/);
  await finger.down({ ...spanish, id: 1 }, { ...english, id: 2 });
  await tab.clock.runFor(80);
  await finger.up({ ...english, id: 2 });
  await tab.clock.runFor(1000);
  await expect(visitor.title()).toHaveText(visitor.word('home.title'));
  await finger.up();
  await tab.clock.runFor(1000);
  await expect(visitor.title()).toHaveText(visitor.word('home.title'));
});
