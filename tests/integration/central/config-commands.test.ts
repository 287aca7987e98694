/** `config`, `keys` and `revoke` as people and programs run them, beside a running server and without one. */
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Readable } from 'node:stream';
import { verify } from '@node-rs/argon2';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { config } from '../../../src/central/commands/config.ts';
import { enroll } from '../../../src/central/commands/enroll.ts';
import { keys } from '../../../src/central/commands/keys.ts';
import { revoke } from '../../../src/central/commands/revoke.ts';
import { hashSecret } from '../../../src/central/settings/verifiers.ts';
import { UsageError } from '../../../src/process/command.ts';
import type { ConfigClaims } from '../../../src/shared/wire/exchanges.ts';
import { TestDevice } from './device.ts';
import { TestClock, useCentral, type TestCentral } from './harness.ts';
import type { Finished } from './process.ts';

const CLI = fileURLToPath(new URL('../../../src/central/cli.ts', import.meta.url));
const CITY = ['--scope', 'city'];

const commands = { config, enroll, keys, revoke };

// In this process, for speed; how a command ends as a process of its own, the last test shows.
describe('config, keys and revoke', () => {
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
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  async function run(name: keyof typeof commands, ...args: string[]): Promise<string> {
    said = [];
    await commands[name]([...args, '--data', server.folder]);
    return said.join('');
  }
  const ran = async (name: keyof typeof commands, ...args: string[]) => JSON.parse(await run(name, ...args)) as unknown;
  async function refused(words: string, name: keyof typeof commands, ...args: string[]) {
    const error = await run(name, ...args).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).toContain(words);
    expect(said).toEqual([]);
  }
  function child(words: string, ...args: string[]): Promise<Finished> {
    const started = spawn(process.execPath, [CLI, ...args, '--data', server.folder]);
    let stdout = '';
    let stderr = '';
    started.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    started.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    started.stdin.end(words);
    return new Promise((resolve) => started.once('close', (code) => resolve({ code, stdout, stderr })));
  }
  async function enrolled(profile: 'kiosk' | 'inspector' = 'kiosk'): Promise<TestDevice> {
    const code = await run('enroll', '--profile', profile, '--center', 'oath-bronx');
    const device = new TestDevice(server.url);
    expect((await device.enroll(code.trim())).status).toBe(201);
    return device;
  }
  async function configOf(device: TestDevice): Promise<ConfigClaims> {
    const { text } = await device.get('/v1/devices/self/config');
    return JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()) as ConfigClaims;
  }

  test('a value is drafted, shown, published beside the running server, reaches its device, and is taken back', async () => {
    const device = await enrolled();
    expect(await ran('config', 'set', ...CITY, 'idleSeconds', '90')).toEqual({
      scope: 'city',
      published: {},
      draft: { set: { idleSeconds: 90 }, unset: [] },
    });
    expect((await configOf(device)).settings).toEqual({});
    const center = ['--scope', 'center', '--id', 'oath-bronx'];
    await ran('config', 'set', ...center, 'updateFeed', 'https://updates.example');
    expect(await ran('config', 'publish', ...center)).toEqual({ published: 1 });
    expect((await configOf(device)).settings).toEqual({ updateFeed: 'https://updates.example' });
    expect(await ran('config', 'publish')).toEqual({ published: 1 });
    expect((await configOf(device)).settings).toEqual({ idleSeconds: 90, updateFeed: 'https://updates.example' });

    expect(await ran('config', 'show', '--scope', 'device', '--id', device.id)).toMatchObject({
      effective: {
        idleSeconds: { value: 90, from: 'city' },
        updateFeed: { value: 'https://updates.example', from: 'center oath-bronx' },
      },
    });

    await ran('config', 'unset', ...CITY, 'idleSeconds');
    expect(await ran('config', 'show', ...CITY)).toEqual({
      scope: 'city',
      published: { idleSeconds: 90 },
      draft: { set: {}, unset: ['idleSeconds'] },
    });
    await server.central.close();
    expect(await ran('config', 'publish', ...CITY)).toEqual({ published: 1 });
    expect(await ran('config', 'show', ...CITY)).toMatchObject({ published: {} });
  });

  test('what is wrong is refused by one line that names the setting and its bounds', async () => {
    await refused('idleSeconds takes 60 to 300, whole', 'config', 'set', ...CITY, 'idleSeconds', '5');
    await refused('contactRequests takes true or false', 'config', 'set', ...CITY, 'contactRequests', 'perhaps');
    await refused('updateFeed takes https address', 'config', 'set', ...CITY, 'updateFeed', 'http://plain.example');
    await refused("there is no setting '__proto__'", 'config', 'set', ...CITY, '__proto__', '1');
    await refused('panelPxPerMm is set at device', 'config', 'set', ...CITY, 'panelPxPerMm', '4');
    await refused('--scope takes city', 'config', 'show', '--scope', 'borough');
    await refused('--id is missing: which center?', 'config', 'show', '--scope', 'center');
    await refused('takes the id of a device', 'config', 'show', '--scope', 'device', '--id', 'x');
    await refused('config takes show', 'config');
    await refused('takes a VALUE', 'config', 'set', ...CITY, 'idleSeconds');
    await refused('staffPin: must be an argon2id string', 'config', 'set', ...CITY, 'staffPin', '123456');
    await refused('keys rotate takes', 'keys', 'rotate', 'device');
    await refused("there is no key 'x'", 'keys', 'retire', 'x');
    await refused('not known here', 'revoke', '--device', '00000000-0000-4000-8000-000000000000');
  });

  test('a PIN typed in is kept as a verifier, reaches devices as one, and is shown by no command', async () => {
    const device = await enrolled('inspector');
    const set = await child('481516\n', 'config', 'set', ...CITY, 'staffPin', '-');
    expect(set).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(set.stdout)).toMatchObject({ draft: { set: { staffPin: '(set)' } } });
    const passphrase = await hashSecret('passphrase', Readable.from(['correct horse battery\n']));
    const account = ['config', 'set', ...CITY, 'staffAccount.ada', passphrase, '--until', '2027-06-30'] as const;
    expect(await run(...account)).not.toContain('argon2');
    await ran('config', 'publish', ...CITY);

    const { settings } = await configOf(device);
    expect(await verify(String(settings['staffPin']), '481516')).toBe(true);
    expect(settings['staffAccount.ada']).toMatchObject({ verifier: passphrase, until: '2027-06-30' });
    expect(await verify(passphrase, 'correct horse battery')).toBe(true);
    expect(await run('config', 'show', ...CITY)).not.toContain('argon2');
    const audit = await server.query('SELECT value FROM audit');
    expect(JSON.stringify(audit)).not.toContain('argon2');
  });

  test('a PIN too short ends the command with one line that does not repeat it', async () => {
    const short = await child('12345\n', 'config', 'set', ...CITY, 'staffPin', '-');
    expect(short).toMatchObject({ code: 2, stdout: '' });
    expect(short.stderr).toContain('a PIN is 6 to 12 digits');
    expect(short.stderr).not.toContain('12345');
    expect(short.stderr.trim().split('\n')).toHaveLength(1);
  });

  test('keys are announced, used and retired by command, and a running server follows', async () => {
    const device = await enrolled();
    const rotated = (await ran('keys', 'rotate', 'content')) as { kid: string; step: string };
    expect(rotated.step).toBe('announced');
    expect((await configOf(device)).keys.content.map(({ kid }) => kid)).toContain(rotated.kid);
    await refused('wait until', 'keys', 'rotate', 'content');
    expect(await ran('keys', 'rotate', 'content', '--early')).toMatchObject({ step: 'current' });
    const stdout = await run('keys', 'show');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { purpose: string; kid: string; state: string });
    expect(lines.filter(({ purpose }) => purpose === 'content').map(({ state }) => state)).toEqual([
      'trusted',
      'current',
    ]);
    for (const file of readdirSync(join(server.folder, 'keys'))) {
      const { jwk } = JSON.parse(readFileSync(join(server.folder, 'keys', file), 'utf8')) as { jwk: { d: string } };
      expect(stdout).not.toContain(jwk.d);
    }
    const old = lines.find(({ state, purpose }) => purpose === 'content' && state === 'trusted')?.kid ?? '';
    expect(await ran('keys', 'retire', old)).toMatchObject({ state: 'retired' });
    expect((await configOf(device)).keys.content.map(({ kid }) => kid)).toEqual([rotated.kid]);

    await ran('keys', 'rotate', 'sealing');
    await refused('no backup holds this key yet', 'keys', 'rotate', 'sealing');
    const announced = (await run('keys', 'show'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { state: string; kid: string })
      .find(({ state }) => state === 'announced');
    await server.query('INSERT INTO key_backups (kid, held_at) VALUES ($1, now())', [announced?.kid]);
    expect(await ran('keys', 'rotate', 'sealing')).toMatchObject({ step: 'current', kid: announced?.kid });
    expect((await configOf(device)).keys.sealing.kid).toBe(announced?.kid);

    await ran('keys', 'rotate', 'sealing');
    expect(await ran('keys', 'rotate', 'sealing', '--backed-up')).toMatchObject({ step: 'current' });
  });

  test('a revoked device is told so at every request, until it is enrolled anew under its id', async () => {
    const device = await enrolled();
    const unused = await run('enroll', '--device', device.id);
    expect(await ran('revoke', '--device', device.id)).toMatchObject({ revoked: device.id });
    await ran('revoke', '--device', device.id);
    expect((await device.get('/v1/devices/self/config')).problem).toBe('device-revoked');
    expect((await device.post([])).problem).toBe('device-revoked');
    const anew = new TestDevice(server.url);
    expect((await anew.enroll(unused.trim())).problem).toBe('enrollment-refused');
    const code = await run('enroll', '--device', device.id);
    expect((await anew.enroll(code.trim())).status).toBe(201);
    expect(anew.id).toBe(device.id);
    expect((await anew.get('/v1/devices/self/config')).status).toBe(200);
    expect((await device.get('/v1/devices/self/config')).problem).toBe('signature-invalid');
  });
});
