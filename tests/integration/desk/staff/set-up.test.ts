/** A device is set up at its screen, from nothing to a PIN, and what was found stays. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { CallName } from '../../../../src/shared/bridge.ts';
import { SETUP_STEPS, type AuditEntry } from '../../../../src/shared/staff.ts';
import { temporaryFolder } from '../../../unit/desk/store/kit.ts';
import { deskIn, DISPLAY, PANEL, root } from './kit.ts';

const KEYS = { up: '1', down: '2', left: '3', right: '4', select: '5', switchMove: 'F8', switchSelect: 'F9' };
const SOUND = { speakerHeard: true, headphones: null, volume: 45 };
const closed = { ok: false, error: { type: 'closed' } };

test('without a PIN set-up is open, everything else is shut; with one, a wrong PIN opens neither', async () => {
  const place = await deskIn(temporaryFolder());
  const { call } = place;
  const behind: [CallName, object][] = [
    ['staff.view', {}],
    ['staff.retry', { id: null }],
    ['staff.reference', { reference: 'ABCD-EFGH' }],
    ['staff.sticks', {}],
    ['staff.export', { stick: '/media/stick' }],
    ['staff.practice', { on: true }],
    ['staff.leave', {}],
  ];
  const inSetup: [CallName, object][] = [
    ['setup.read', {}],
    ['setup.panel', PANEL],
    ['setup.pin', { pin: '111111' }],
    ['selftest.run', {}],
  ];
  for (const [name, input] of [...behind, ...inSetup]) expect(await call(name, input as never)).toEqual(closed);

  expect(await call('staff.standing', {})).toEqual({ pinSet: false, waitSeconds: 0 });
  expect(await call('staff.open', { pin: null })).toEqual({ ok: true, value: { opened: 'setup' } });
  for (const [name, input] of behind) expect(await call(name, input as never)).toEqual(closed);
  expect(await call('setup.pin', { pin: '483920' })).toEqual({ ok: true, value: null });
  await call('staff.close', {});

  expect(await call('staff.open', { pin: null })).toMatchObject({ error: { type: 'wrong-pin' } });
  expect(await call('staff.open', { pin: '483921' })).toMatchObject({ error: { type: 'wrong-pin' } });
  expect(await call('setup.read', {})).toEqual(closed);
  expect(await call('staff.open', { pin: '483920' })).toEqual({ ok: true, value: { opened: 'panel' } });
  expect(await call('staff.view', {})).toMatchObject({ ok: true, value: { canLeave: false } });
  expect(await call('staff.leave', {})).toEqual({ ok: false, error: { type: 'not-here' } });
  // An update or a fresh page would take the panel from them.
  expect(place.desk.inSession()).toBe(true);
  // A page that is loaded anew finds the door shut.
  await call('face.open', {});
  expect(place.desk.inSession()).toBe(false);
  expect(await call('staff.view', {})).toEqual(closed);
});

test('every step is kept over a restart, takes part in the settings and orders the wall', async () => {
  const folder = temporaryFolder();
  const first = await deskIn(folder);
  const { call } = first;
  await call('selftest.note', DISPLAY);
  await call('staff.open', { pin: null });
  const states = async () => {
    const read = await call('setup.read', {});
    return read.ok ? Object.fromEntries(read.value.steps.map(({ step, state }) => [step, state])) : null;
  };
  expect(await states()).toEqual(Object.fromEntries(SETUP_STEPS.map((step) => [step, 'open'])));

  expect(await call('setup.panel', PANEL)).toEqual({ ok: true, value: null });
  expect(await call('setup.keys', { ...KEYS, down: '1' })).toEqual({ ok: false, error: { type: 'twice', key: '1' } });
  await call('setup.keys', KEYS);
  await call('setup.sound', SOUND);
  await call('setup.printer', { works: true });
  await call('setup.languages', { order: ['ru', 'ar', 'ru'] });
  await call('setup.skip', { step: 'enrollment' });
  await call('setup.skip', { step: 'panel' });
  await call('setup.pin', { pin: '483920' });
  const done = { enrollment: 'skipped', panel: 'done', sound: 'done', keys: 'done' };
  expect(await states()).toEqual({ ...done, printer: 'done', languages: 'done', pin: 'done' });
  expect(first.told).toContain('face-changed');
  // Another display: the millimetres are not its.
  await call('selftest.note', { ...DISPLAY, scale: 1.5 });
  expect(await states()).toMatchObject({ panel: 'skipped' });
  await first.desk.close();

  const again = await deskIn(folder);
  const face = await again.call('face.open', {});
  expect(face.settings).toMatchObject({
    panelPxPerMm: 3.78,
    panelLowerEdgeMm: 800,
    speechVolume: 45,
    keypad: KEYS,
    printing: true,
    languageOrder: ['ru', 'ar'],
  });
  expect(face.languages.slice(0, 2).map(({ tag }) => tag)).toEqual(['ru', 'ar']);
  expect(await again.call('staff.open', { pin: '483920' })).toMatchObject({ ok: true });
  const tested = await again.call('selftest.run', {});
  if (!tested.ok) throw new Error(tested.error.type);
  const stateOf = Object.fromEntries(tested.value.map(({ id, state }) => [id, state]));
  expect(stateOf).toMatchObject({ panel: 'missing', enrollment: 'missing', pin: 'ok', keys: 'ok', printer: 'ok' });
  expect(stateOf).toHaveProperty('shell');
  expect(new Set(tested.value.map(({ id }) => id)).size).toBe(tested.value.length);
});

test('what staff do is written down, and neither the panel, the terminal nor the database tells a PIN', async () => {
  const folder = temporaryFolder();
  const { call, desk } = await deskIn(folder);
  await call('staff.open', { pin: null });
  await call('setup.pin', { pin: '483920' });
  await call('staff.close', {});
  await call('staff.open', { pin: '593048' });
  await call('staff.open', { pin: '483920' });
  const view = await call('staff.view', {});
  if (!view.ok) throw new Error(view.error.type);
  const whats = view.value.audit.map(({ what }) => what);
  expect(whats).toEqual(['opened', 'wrong-pin', 'closed', 'setup-pin', 'opened']);

  const cli = resolve(root, 'src/desk/cli.ts');
  const said = spawnSync(process.execPath, [cli, 'audit', '--data', folder], { encoding: 'utf8' });
  expect(said.stderr).toBe('');
  const lines = said.stdout.trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as AuditEntry).what)).toEqual(whats.toReversed());
  await desk.close();
  const dump = spawnSync(process.execPath, ['-e', DUMP, folder], { encoding: 'latin1', maxBuffer: 1e9 });
  expect(dump.stdout.length).toBeGreaterThan(10_000);
  for (const pin of ['483920', '593048']) expect(said.stdout + dump.stdout).not.toContain(pin);
});

/** Every byte of the database and its log. */
const DUMP = `const fs = require('node:fs'); const folder = process.argv[1];
for (const name of fs.readdirSync(folder)) if (name.startsWith('desk.db')) process.stdout.write(fs.readFileSync(folder + '/' + name));`;

test('a visitor’s session goes on untouched while staff open, use and close the panel', async () => {
  const { call, desk } = await deskIn(temporaryFolder());
  await call('session.set', { active: true });
  await call('staff.open', { pin: null });
  await call('setup.sound', SOUND);
  // What is set waits until the visitor has gone.
  expect(desk.settings().speechVolume).toBe(60);
  await call('staff.close', {});
  expect(desk.inSession()).toBe(true);
  await call('session.set', { active: false });
  expect(desk.settings().speechVolume).toBe(45);
});
