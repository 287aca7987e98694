/** `account`: who may sign in at inspectors' laptops, from the command to the configuration of a laptop. */
import { Readable } from 'node:stream';
import { verify } from '@node-rs/argon2';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { account } from '../../../src/central/commands/account.ts';
import { config } from '../../../src/central/commands/config.ts';
import { UsageError } from '../../../src/process/command.ts';
import { staffAccountSchema } from '../../../src/shared/settings.ts';
import type { ConfigClaims } from '../../../src/shared/wire/exchanges.ts';
import { TestDevice } from './device.ts';
import { TestClock, useCentral, type TestCentral } from './harness.ts';

const PASSPHRASE = 'correct horse battery';

describe('accounts of inspectors', () => {
  const place = useCentral('embedded');
  let server: TestCentral;
  let said: string[];

  beforeEach(async () => {
    server = await place.start({ clock: new TestClock(Date.now()) });
    said = [];
    vi.stubEnv('DATABASE_URL', server.databaseUrl);
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said.push(String(text));
      return true;
    });
    vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  async function typed(words: string, ...args: string[]): Promise<Record<string, unknown>[]> {
    said = [];
    await account([...args, '--data', server.folder], Readable.from([`${words}\n`]));
    return said
      .join('')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }
  const ran = (...args: string[]) => typed(PASSPHRASE, ...args);
  async function refused(words: string, ...args: string[]) {
    const error = await ran(...args).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).toContain(words);
    expect(said).toEqual([]);
  }
  async function enrolled(profile: 'kiosk' | 'inspector', centerId?: string): Promise<TestDevice> {
    const device = new TestDevice(server.url, server.clock.wall);
    const code = await server.code(profile, centerId === undefined ? {} : { centerId });
    expect((await device.enroll(code)).status).toBe(201);
    return device;
  }
  async function configOf(device: TestDevice): Promise<ConfigClaims> {
    const { text } = await device.get('/v1/devices/self/config');
    return JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()) as ConfigClaims;
  }

  test('a new account is in effect at once, told in one line, and no trace of its passphrase is kept but the verifier', async () => {
    const laptop = await enrolled('inspector');
    const made = await ran('add', 'ada', '--person', 'Ada Lovelace', '--agency', 'dcwp', '--until', '2099-06-30');
    const line = { name: 'ada', person: 'Ada Lovelace', agency: 'dcwp', roles: ['inspector'], until: '2099-06-30' };
    expect(made).toEqual([{ ...line, state: 'active', at: 'city' }]);
    const { settings } = await configOf(laptop);
    const told = staffAccountSchema.parse(settings['staffAccount.ada']);
    expect(await verify(told.verifier, PASSPHRASE)).toBe(true);
    expect(await ran('list')).toEqual(made);
    const audit = await server.query('SELECT actor, action, subject, value FROM audit');
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
      config(['set', '--scope', 'city', `staffAccount.${name}`, verifier, '--data', server.folder]);
    await expect(set('ada')).rejects.toThrow('was revoked');
    await set('bo');
    await refused('names are not given twice', 'add', 'bo');
    await config(['publish', '--data', server.folder]);
    expect(await ran('list')).toMatchObject([
      { name: 'ada', state: 'revoked', at: null },
      { name: 'bo', state: 'active', at: 'city' },
    ]);
    await config(['unset', '--scope', 'city', 'staffAccount.bo', '--data', server.folder]);
    await config(['publish', '--data', server.folder]);
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
    const audit = await server.query<{ action: string }>('SELECT action FROM audit ORDER BY at, action');
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

  test('what is wrong is said in one line and changes nothing', async () => {
    const kiosk = await enrolled('kiosk');
    await refused('account takes add', 'make', 'ada');
    await refused('takes the NAME', 'add');
    await refused('NAME is', 'add', 'Ada');
    await refused("there is no agency 'DCA'; there are", 'add', 'ada', '--agency', 'DCA');
    await refused('--until takes a date', 'add', 'ada', '--until', '2026-02-30');
    await refused('--role takes inspector or supervisor', 'add', 'ada', '--role', 'chief');
    await refused('--id goes with', 'add', 'ada', '--id', 'oath-bronx');
    await refused('nobody signs in there', 'add', 'ada', '--scope', 'device', '--id', kiosk.id);
    await refused('there is no account', 'revoke', 'ada');
    await refused('--person does not go with account revoke', 'revoke', 'ada', '--person', 'Ada');
    await refused('account change takes', 'change', 'ada');
    const short = await typed('short', 'add', 'ada').catch((thrown: unknown) => String(thrown));
    expect(short).toContain('a passphrase is 8 to 128 characters');
    expect(await ran('list')).toEqual([]);
  });
});
