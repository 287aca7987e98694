/** The built main process, started for real on a double of Electron: its wiring, its order of end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { build } from '../../../scripts/build/build.ts';
import { startChild, type Child } from '../../../src/process/child.ts';
import { projectRoot } from '../../../src/process/project.ts';

let folder: string;
let log: string[];
let child: Child | null;

beforeAll(async () => {
  const built = await build({ root: projectRoot });
  if (!built.ok) throw new Error(built.error.detail);
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'main-'));
  log = [];
});
afterEach(async () => {
  await child?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts it, waits until `event` is logged, ends it, and gives everything the double said. */
async function run(event: string, env: Record<string, string> = {}, ...args: readonly string[]): Promise<object[]> {
  const hook = pathToFileURL(join(import.meta.dirname, 'hook.ts')).href;
  let seen: () => void;
  const logged = new Promise<void>((resolve) => (seen = resolve));
  child = startChild(process.execPath, ['--import', hook, 'out/main/index.js', '--data', folder, ...args], {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    onLog: (line) => {
      log.push(line);
      if (line.includes(event)) seen();
    },
  });
  await Promise.race([logged, child.ended]);
  await child.stop();
  return (await child.lines).map((line) => JSON.parse(line) as object);
}

describe('the Electron host', () => {
  it('opens a locked, sandboxed kiosk on its own protocol, and its face reaches the desk', async () => {
    const said = await run('double.loaded');
    expect(said).toContainEqual({ sandbox: true });
    expect(said).toContainEqual({ scheme: 'fairdesk' });
    expect(said).toContainEqual({ window: expect.objectContaining({ kiosk: true, closable: false }) });
    const preferences = expect.objectContaining({ sandbox: true, contextIsolation: true, devTools: false });
    expect(said).toContainEqual({ window: expect.objectContaining({ webPreferences: preferences }) });
    expect(said).toContainEqual({
      loaded: 'fairdesk://app/index.html',
      status: 200,
      policy: expect.stringContaining(`default-src 'none'`),
    });
    expect(said).toContainEqual({
      face: { ok: true, value: expect.objectContaining({ profile: 'kiosk', enrolled: false }) },
    });
    expect(said).toContainEqual({ stranger: { ok: false, error: { type: 'failed' } } });
  });

  it('ends cleanly on a signal: the window first, the desk after it', async () => {
    const said = await run('double.loaded');
    expect(said.at(-1)).toEqual({ exit: 0 });
    expect(said).toContainEqual({ destroyed: true });
    expect(log.at(-1)).toContain('desk-closed');
  });

  it('says that a plain-text key store was refused', async () => {
    await run('double.loaded');
    expect(log.join('\n')).toContain('"why":"plain-text-backend"');
  });

  it('keeps Chromium’s files in the data folder too', async () => {
    const said = await run('double.loaded');
    expect(said).toContainEqual({ setPath: 'userData', path: join(folder, 'browser') });
  });

  it('shows the recovery page, in every language, after three crashes', async () => {
    const said = await run('"action":"recover"', { DOUBLE_CRASHES: '1' });
    const loads = said.flatMap((line) => ('loaded' in line ? [line.loaded] : []));
    expect(loads.filter((url) => url === 'fairdesk://app/index.html')).toHaveLength(3);
  });

  it('is an ordinary window where it is only tried out', async () => {
    const said = await run('double.loaded', {}, '--windowed');
    expect(said).toContainEqual({ window: expect.not.objectContaining({ kiosk: true }) });
  });

  it('is there once', async () => {
    const said = await run('already open', { DOUBLE_SECOND: '1' });
    expect(said).toContainEqual({ exit: 2 });
  });
});
