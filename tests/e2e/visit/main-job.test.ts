/** The main job, end to end: what a visitor said reaches the central endpoint exactly once, whatever happens between. */
import { filesHolding } from '../hosts/files.ts';
import { expect, test } from '../hosts/fixture.ts';
import { Visitor } from './visitor.ts';

const COMMENT = 'كان الانتظار طويلا وقال الموظف زمرد';
const WORD = 'زمرد';

test('an answer in Arabic survives a dead network and a killed process, and arrives once', async ({
  central,
  device,
}) => {
  await central.start();
  const page = await device.open({ central: central.address(), code: await central.code() });
  await central.stop();

  const visitor = new Visitor(page, 'ar');
  await visitor.chooseLanguage();
  await visitor.answerQuestions();
  await visitor.write(COMMENT);
  const reference = await visitor.send();
  expect(reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);

  await device.kill();
  expect(await device.status()).toMatchObject({ waiting: 1, delivered: 0 });
  expect(filesHolding(device.folder, WORD)).toEqual([]);

  await central.start();
  await device.open();
  await expect.poll(async () => (await device.status()).delivered).toBe(1);
  const status = await device.status();
  expect(status).toMatchObject({ waiting: 0, deadLetters: 0 });
  expect(status.lastReceiptAt).not.toBeNull();
  expect(filesHolding(device.folder, WORD)).toEqual([]);

  // Killed and asked again: nothing arrives a second time.
  await device.kill();
  await central.kill();
  await central.start();
  await device.open();
  expect(await device.status()).toMatchObject({ waiting: 0, delivered: 1 });
  expect(await central.stored()).toBe(1);
});

test('a kiosk without a central endpoint queues, and delivers all of it once it is enrolled', async ({
  central,
  device,
}) => {
  const page = await device.open();
  const visitor = new Visitor(page, 'es');
  await visitor.chooseLanguage();
  await visitor.answerQuestions();
  await visitor.write(`Gracias, ${WORD}`);
  await visitor.send();
  await visitor.touch(visitor.button(visitor.word('sent.more')));
  await visitor.thankSomeone('El equipo de la ventanilla 4', `Muy amables, ${WORD}`);
  expect(await device.status()).toMatchObject({ enrolled: false, waiting: 2, delivered: 0 });
  expect(filesHolding(device.folder, WORD)).toEqual([]);
  await device.stop();

  await central.start();
  await device.open({ central: central.address(), code: await central.code() });
  await expect.poll(async () => (await device.status()).delivered).toBe(2);
  expect(await device.status()).toMatchObject({ enrolled: true, waiting: 0, deadLetters: 0 });
  expect(await central.stored()).toBe(2);
});

test('a central endpoint killed in the middle takes every answer once', async ({ central, device }) => {
  await central.start();
  const page = await device.open({ central: central.address(), code: await central.code() });
  const visitor = new Visitor(page, 'en');
  for (const turn of [1, 2, 3]) {
    await visitor.chooseLanguage();
    await visitor.answerQuestions();
    if (turn === 2) await central.kill();
    await visitor.send();
    await visitor.touch(visitor.button(visitor.word('common.done')));
    await expect(visitor.tile(visitor.text.language.name)).toBeVisible();
  }
  await central.start();
  await expect.poll(async () => (await device.status()).delivered, { timeout: 60_000 }).toBe(3);
  expect(await central.stored()).toBe(3);
});
