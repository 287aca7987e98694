/** A kiosk whose network is gone: what waits leaves it on a stick, and is in the ledger once, however it comes. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../../../src/process/child.ts';
import { projectRoot } from '../../../src/process/project.ts';
import { browserDevice } from '../hosts/browser-host.ts';
import { expect, test } from '../hosts/fixture.ts';
import { Visitor } from '../visit/visitor.ts';
import { Staff } from './staff.ts';

test.describe.configure({ timeout: 180_000 });
// A folder stands for the stick, which is an argument of this host.
test.skip(({ host }) => host !== 'browser');

test('what staff export to a stick is imported once, and not again when the network returns', async ({
  central,
  folder,
  page,
}) => {
  const stick = join(folder, 'STICK');
  mkdirSync(stick);
  const device = browserDevice(join(folder, 'device'), page, ['--export-to', stick]);
  await central.start();
  await device.open({ central: central.address(), code: await central.code() });
  const staff = new Staff(page);
  await staff.holdCorner('setup.title');
  await staff.setPin();
  await staff.close();
  await central.stop();

  const visitor = new Visitor(page, 'en');
  await visitor.chooseLanguage();
  await visitor.answerQuestions();
  const reference = await visitor.send();
  await visitor.touch(visitor.button(visitor.word('common.done')));

  await staff.openWithPin();
  await staff.pressTile('panel.reference');
  await page.keyboard.type(reference);
  await staff.press('panel.reference.look');
  await staff.isAt('panel.reference.waiting');
  await staff.press('common.back');
  await staff.pressTile('panel.export');
  await staff.touch(staff.tile('STICK'));
  await expect(staff.title()).toHaveText(staff.word('panel.export.written_one', { count: 1 }));
  const [file, ...more] = readdirSync(stick);
  expect(more).toEqual([]);
  await expect(page.getByText(file ?? 'no file')).toBeVisible();

  const imported = startChild(
    process.execPath,
    ['src/central/cli.ts', 'import', join(stick, file ?? ''), '--data', central.folder],
    { cwd: projectRoot },
  );
  expect(await imported.ended).toBe(0);
  await central.start();
  await expect.poll(async () => (await device.status()).waiting, { timeout: 60_000 }).toBe(0);
  expect(await central.stored()).toBe(1);
  await device.stop();
});
