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
    up: (...left: Contact[]) => dispatch('touchEnd', left),
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
  await finger.up(palm);
  await stillHere();
  await finger.up();

  await finger.down(english);
  finger.rest(80);
  await finger.up();
  await expect(visitor.title()).toHaveText(visitor.word('home.title'));
});

test('a form is sent by no touch that still meant the screen before, and by two quick ones once', async ({
  device,
}) => {
  const page = await device.open();
  const visitor = new Visitor(page, 'en');
  await visitor.chooseLanguage();
  await visitor.answerQuestions();
  const send = visitor.button(visitor.word('common.send'));
  const box = await send.boundingBox();
  if (box === null) throw new Error('Send is not on the screen');
  await visitor.write('Thank you.');

  await visitor.touch(visitor.button(visitor.word('common.back')));
  await visitor.next();
  // At once, where the last screen's button was.
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(send).toBeVisible();

  await send.dblclick();
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
