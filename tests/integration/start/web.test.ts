import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { build } from '../../../scripts/build/build.ts';
import { endAll, listens, npm, portOf } from './commands.ts';

let folder: string;

beforeAll(async () => {
  const built = await build({ root: resolve(import.meta.dirname, '../../..') });
  if (!built.ok) throw new Error(built.error.detail);
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'web-'));
});
afterEach(async () => {
  await endAll();
  rmSync(folder, { recursive: true, force: true });
});

const web = (...args: readonly string[]) => npm('run', '-s', 'web', '--', '--port', '0', '--data', folder, ...args);
const gone = (port: number) => expect.poll(() => listens(port), { timeout: 10_000 }).toBe(false);

describe('npm run web', () => {
  it('says where it listens in its first line, token in the fragment', async () => {
    const command = web();
    await command.says('listening');
    expect(command.out[0]).toMatch(/^\{"listening":"http:\/\/127\.0\.0\.1:\d+\/#token=[A-Za-z0-9_-]{43}"\}$/);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('ends cleanly when npm gets %s', async (signal) => {
    const command = web();
    const port = portOf(await command.says('listening'));
    command.signal(signal);
    await command.logs('desk-closed');
    await gone(port);
  });

  it('ends cleanly when a terminal’s Ctrl-C comes twice, once through npm', async () => {
    const command = web();
    const pid = Number((await command.logs('web.listening'))['pid']);
    await command.says('listening');
    process.kill(pid, 'SIGINT');
    command.signal('SIGINT');
    await command.logs('desk-closed');
  });

  it('ends when npm is killed and tells nobody', async () => {
    const command = web();
    const port = portOf(await command.says('listening'));
    command.signal('SIGKILL');
    await command.logs('desk-closed');
    await gone(port);
  });

  it('refuses a folder that another one serves, and says which', async () => {
    await web().says('listening');
    const second = web();
    expect((await second.ended).code).toBe(2);
    expect(second.log.join('\n')).toMatch(/is in use by the browser host with process id \d+/);
    expect(second.out).toEqual([]);
  });

  it('refuses a port that is taken, and says what to do', async () => {
    const other = createServer();
    const port = await new Promise<number>((taken) => {
      other.listen(0, '127.0.0.1', () => taken((other.address() as { port: number }).port));
    });
    const command = npm('run', '-s', 'web', '--', '--port', String(port), '--data', folder);
    expect((await command.ended).code).toBe(2);
    expect(command.log.join('\n')).toContain(`port ${port} is in use by another program: choose another with --port`);
    other.close();
  });

  it.each([
    [['--data'], /--data/],
    [['--dta', 'x'], /--dta/],
    [['--port', '99999', '--data', 'x'], /--port takes 0 to 65535/],
    [[], /--data DIR is needed/],
    [['--data', '/tmp/x', '--code', 'ABC'], /--code needs --central/],
    [['--data', '/tmp/x', '--ca', '/tmp/there-is-none.pem'], /--ca: .* cannot be read \(ENOENT\)/],
    [['--data', '/tmp/x', '--ca', 'package.json'], /--ca: package.json holds no certificate/],
    [['--data', 'x', 'word'], /'word' is one word too many/],
  ])('given %j says what is wrong in one line', async (args, said) => {
    const command = npm('run', '-s', 'web', '--', ...args);
    expect((await command.ended).code).toBe(2);
    expect(command.log).toHaveLength(1);
    expect(command.log[0]).toMatch(said);
  });

  it('refuses a central endpoint that is neither https nor on this machine', async () => {
    const command = web('--central', 'http://central.example', '--code', '00000-00000');
    expect((await command.ended).code).toBe(2);
  });

  it('serves and queues while its central endpoint is away', async () => {
    const command = web('--central', 'http://127.0.0.1:9', '--code', '0000000000');
    const port = portOf(await command.says('listening'));
    expect(await listens(port)).toBe(true);
    await command.logs('enrollment.waits');
  });

  it.each(['web', 'start', 'build', 'test', 'screenshots'])('npm run %s -- --help explains itself', async (name) => {
    const command = npm('run', '-s', name, '--', '--help');
    expect((await command.ended).code).toBe(0);
    expect(command.out[0]).toMatch(/^npm /);
  });
});
