/** `account`: who may sign in at inspectors' laptops, from the command to the configuration of a laptop. */
import { verify } from '@node-rs/argon2';
import { describe, expect, test } from 'vitest';
import { config } from '../../../src/central/commands/config.ts';
import { staffAccountSchema } from '../../../src/shared/settings.ts';
import { configOf, PASSPHRASE, useAccountCommands } from './account-commands.ts';
import type { TestDevice } from './device.ts';
import { useCentral } from './harness.ts';

describe('accounts of inspectors', () => {
  const { server, typed, ran, refused, enrolled } = useAccountCommands(useCentral('embedded'));

  test('a new account is in effect at once, told in one line, and no trace of its passphrase is kept but the verifier', async () => {
    const laptop = await enrolled('inspector');
    const made = await ran('add', 'ada', '--person', 'Ada Lovelace', '--agency', 'dcwp', '--until', '2099-06-30');
    const line = { name: 'ada', person: 'Ada Lovelace', agency: 'dcwp', roles: ['inspector'], until: '2099-06-30' };
    expect(made).toEqual([{ ...line, state: 'active', at: 'city' }]);
    const { settings } = await configOf(laptop);
    const told = staffAccountSchema.parse(settings['staffAccount.ada']);
    expect(await verify(told.verifier, PASSPHRASE)).toBe(true);
    expect(await ran('list')).toEqual(made);
    const audit = await server().query('SELECT actor, action, subject, value FROM audit');
    expect(audit).toMatchObject([
      { action: 'account-added', subject: 'account ada', value: { person: 'Ada Lovelace' } },
    ]);
    expect(JSON.stringify(audit)).not.toContain('argon2');
  });

  test('a name is given once: not while it is in use, drafted, or revoked, by either command, nor to one of two at once', async () => {
    await ran('add', 'ada');
    await refused('names are not given twice', 'add', 'ada', '--scope', 'center', '--id', 'oath-bronx');
    await ran('revoke', 'ada');
    await refused('names are not given twice', 'add', 'ada');
    const verifier = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
    const set = (name: string) =>
      config(['set', '--scope', 'city', `staffAccount.${name}`, verifier, '--data', server().folder]);
    await expect(set('ada')).rejects.toThrow('was revoked');
    await set('bo');
    await refused('names are not given twice', 'add', 'bo');
    await config(['publish', '--data', server().folder]);
    expect(await ran('list')).toMatchObject([
      { name: 'ada', state: 'revoked', at: null },
      { name: 'bo', state: 'active', at: 'city' },
    ]);
    await config(['unset', '--scope', 'city', 'staffAccount.bo', '--data', server().folder]);
    await config(['publish', '--data', server().folder]);
    await refused('names are not given twice', 'add', 'bo');
    const both = await Promise.allSettled([ran('add', 'cy'), ran('add', 'cy')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('a passphrase and what is said of an account change without the rest', async () => {
    const laptop = await enrolled('inspector');
    await ran('add', 'ada', '--person', 'Ada', '--role', 'inspector', '--role', 'supervisor');
    const before = await configOf(laptop);
    await typed('another long secret', 'passphrase', 'ada');
    const after = await configOf(laptop);
    expect(after.version).toBeGreaterThan(before.version);
    const told = staffAccountSchema.parse(after.settings['staffAccount.ada']);
    expect(await verify(told.verifier, 'another long secret')).toBe(true);
    expect(told).toMatchObject({ person: 'Ada', roles: ['inspector', 'supervisor'] });

    expect(await ran('change', 'ada', '--until', '2020-01-01', '--agency', 'fdny')).toMatchObject([
      { state: 'expired', agency: 'fdny', person: 'Ada' },
    ]);
    expect(await ran('change', 'ada', '--until', 'none', '--agency', 'none', '--role', 'inspector')).toMatchObject([
      { state: 'active', agency: null, until: null, roles: ['inspector'] },
    ]);
    const audit = await server().query<{ action: string }>('SELECT action FROM audit ORDER BY at, action');
    expect(audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['account-added', 'account-passphrase', 'account-changed']),
    );
  });

  test('a revoked account leaves the next configuration, stays in the list with who it was, and does not come back', async () => {
    const laptop = await enrolled('inspector');
    await ran('add', 'ada', '--person', 'Ada', '--agency', 'dob');
    const before = await configOf(laptop);
    expect(await ran('revoke', 'ada')).toMatchObject([{ name: 'ada', person: 'Ada', state: 'revoked', at: null }]);
    const after = await configOf(laptop);
    expect(after.version).toBeGreaterThan(before.version);
    expect(after.settings).toEqual({});
    expect(await ran('list')).toMatchObject([{ name: 'ada', person: 'Ada', agency: 'dob', state: 'revoked' }]);
    await refused('was revoked', 'passphrase', 'ada');
    await refused('was revoked', 'change', 'ada', '--person', 'Bo');
    await refused('was revoked', 'revoke', 'ada');
  });

  test('a laptop gets the accounts it can be used with, a kiosk none, and neither a new version for others', async () => {
    const device = { kiosk: await enrolled('kiosk', 'oath-bronx'), anywhere: await enrolled('inspector') };
    const ofCenter = await enrolled('inspector', 'oath-bronx');
    const setTo = await enrolled('inspector', 'oath-bronx');
    const at = ['--scope', 'device', '--id', setTo.id];
    await config(['set', ...at, 'agency', 'fdny', '--data', server().folder]);
    await config(['publish', '--data', server().folder]);
    const all = [device.kiosk, device.anywhere, ofCenter, setTo];
    const accounts = async (of: TestDevice) =>
      Object.keys((await configOf(of)).settings).flatMap((name) => name.split('staffAccount.')[1] ?? []);
    const versions = () => Promise.all(all.map(async (of) => (await configOf(of)).version));

    const before = await versions();
    await ran('add', 'fire', '--agency', 'fdny');
    const after = await versions();
    expect(after.map((version, of) => version > (before[of] ?? 0))).toEqual([false, true, false, true]);
    await ran('add', 'oath', '--agency', 'oath');
    await ran('add', 'any');
    await ran('add', 'guest', '--agency', 'oath', ...at);
    expect(await Promise.all(all.map(accounts))).toEqual([
      [],
      ['any', 'fire', 'oath'],
      ['any', 'oath'],
      ['any', 'fire', 'guest'],
    ]);
    expect((await configOf(setTo)).deviceSettings).toEqual(['agency', 'staffAccount.guest']);
  });

  test('what is wrong is said in one line and changes nothing', async () => {
    const kiosk = await enrolled('kiosk');
    await refused('account takes add', 'make', 'ada');
    await refused('takes the NAME', 'add');
    await refused('NAME is', 'add', 'Ada');
    await refused("there is no agency 'DCA'; there are", 'add', 'ada', '--agency', 'DCA');
    await refused('--until takes a date', 'add', 'ada', '--until', '2026-02-30');
    await refused('--role takes inspector or supervisor', 'add', 'ada', '--role', 'chief');
    await refused('--id goes with', 'add', 'ada', '--id', 'oath-bronx');
    await refused('only laptops of dob', 'add', 'ada', '--agency', 'fdny', '--scope', 'agency', '--id', 'dob');
    await refused('nobody signs in there', 'add', 'ada', '--scope', 'device', '--id', kiosk.id);
    await refused('there is no account', 'revoke', 'ada');
    await refused('--person does not go with account revoke', 'revoke', 'ada', '--person', 'Ada');
    await refused('account change takes', 'change', 'ada');
    const short = await typed('short', 'add', 'ada').catch((thrown: unknown) => String(thrown));
    expect(short).toContain('a passphrase is 8 to 128 characters');
    expect(await ran('list')).toEqual([]);
  });
});
