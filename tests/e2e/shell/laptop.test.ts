/** An inspector's laptop in the shell: what the window does while an owner has it, and when the machine sleeps. */
import { mkdirSync } from 'node:fs';
import { openStore } from '../../../src/desk/store/store.ts';
import { account, configured, enrolled, sealingPair } from '../../unit/desk/inspector/kit.ts';
import { movedClock, random } from '../../unit/desk/store/kit.ts';
import { askDesk } from '../hosts/calls.ts';
import { expect, test } from '../hosts/fixture.ts';

const PASSPHRASE = 'correct horse battery';

test('it is held while an owner has it, let go by the passphrase, and locked by sleep', async ({ double }) => {
  mkdirSync(double.folder, { recursive: true });
  const store = openStore({ folder: double.folder, clock: movedClock(Date.now()), random });
  enrolled(store, sealingPair());
  configured(store, { 'staffAccount.ana': account(PASSPHRASE) });
  store.close();

  const page = await double.open();
  const windows = () => double.wish('windows');
  await expect(page.getByRole('button').first()).toBeVisible();
  const webPreferences: unknown = expect.objectContaining({ devTools: false });
  expect(double.said).toContainEqual({ id: 1, window: expect.objectContaining({ webPreferences }) as unknown });
  expect(await windows()).toMatchObject([{ kiosk: false, fullScreen: false }]);

  await askDesk(page, 'inspector.signIn', { account: 'ana', passphrase: PASSPHRASE, practice: false });
  expect(await windows()).toMatchObject([{ kiosk: false, fullScreen: false }]);
  expect(await askDesk(page, 'owner.begin', { id: null, turn: 'survey' })).toEqual({
    ok: true,
    value: { ok: true, value: null },
  });
  await expect.poll(windows).toMatchObject([{ kiosk: true, fullScreen: true, focused: true }]);
  expect(double.said).toContainEqual({ id: 1, did: 'setAlwaysOnTop', on: true, level: 'screen-saver' });

  await askDesk(page, 'owner.takeBack', { passphrase: PASSPHRASE });
  await expect.poll(windows).toMatchObject([{ kiosk: false, fullScreen: false, minimized: false }]);

  await double.wish('power', 'suspend');
  expect(await askDesk(page, 'inspector.standing', {})).toMatchObject({ value: { at: 'door', why: 'asleep' } });
});
