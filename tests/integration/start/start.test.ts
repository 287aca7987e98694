import { createServer } from 'node:net';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endAll, listens, npm, portOf, type Command } from './commands.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-'));
  chmodSync(folder, 0o755);
});
afterEach(async () => {
  await endAll();
  rmSync(folder, { recursive: true, force: true });
});

const start = () => npm('start', '-s', '--', '--data', join(folder, 'data'));
const gone = (port: number) => expect.poll(() => listens(port), { timeout: 20_000 }).toBe(false);

/** The ports of everything it runs: face, central endpoint, database. */
async function ports(command: Command): Promise<number[]> {
  const face = portOf(await command.says('listening'));
  const central = Number(new URL(String((await command.logs('central.listening'))['url'])).port);
  const database = Number((await command.logs('database.starting'))['port']);
  return [face, central, database];
}

describe('npm start', () => {
  it('brings a central endpoint and this machine’s device up, enrolled with it, and ends all of it', async () => {
    const command = start();
    const all = await ports(command);
    expect(all.every((port) => port > 0)).toBe(true);
    await command.logs('enrollment.done');
    expect(
      command.log.filter((line) => /^Electron: .*serving the app in the browser host instead\.$/.test(line)),
    ).toHaveLength(1);

    command.signal('SIGTERM');
    await command.logs('desk-closed');
    await command.logs('central.stopped');
    for (const port of all) await gone(port);
  });

  it('takes everything along when npm is killed', async () => {
    const command = start();
    const all = await ports(command);
    command.signal('SIGKILL');
    for (const port of all) await gone(port);
  });

  it('is the same device at its second start, and needs no second code', async () => {
    const first = start();
    const { deviceId } = await first.logs('enrollment.done');
    await first.says('listening');
    first.signal('SIGTERM');
    await first.ended;

    const second = start();
    await second.says('listening');
    second.signal('SIGTERM');
    await second.ended;
    expect(deviceId).toMatch(/^[0-9a-f-]{36}$/);
    expect(second.log.join('\n')).not.toContain('device.enrolled');
  });

  it('is the same device also where its central endpoint moved to another port', async () => {
    const first = start();
    const { deviceId } = await first.logs('enrollment.done');
    await first.says('listening');
    first.signal('SIGTERM');
    await first.ended;

    const taken = createServer();
    const port = Number(new URL(String((await first.logs('central.listening'))['url'])).port);
    await new Promise<void>((listening) => taken.listen(port, '127.0.0.1', listening));
    const second = start();
    const again = await second.logs('enrollment.done');
    await second.says('listening');
    expect(again['deviceId']).toBe(deviceId);
    taken.close();
  });

  it('refuses a folder in which it runs already', async () => {
    const first = start();
    await first.says('listening');
    const second = start();
    expect((await second.ended).code).toBe(2);
    expect(second.log.join('\n')).toContain('is in use by the npm start with process id');
  });
});
