/** The device in the double of Electron: the built main process in a process of its own, its window the test's page. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { expect, type CDPSession, type Page } from '@playwright/test';
import { projectRoot } from '../../../src/process/project.ts';
import { deskStatus, enrollmentArguments, type Device } from './device.ts';
import type { FromTest, ToTest } from './double/wire.ts';

/** Chromium refuses windows of a page by itself, after the app was asked; without this they would flash up first. */
export const DOUBLE_ARGS = ['--block-new-web-contents'];

export interface DoubleDevice extends Device {
  /** What the app asked of Electron, in order. */
  readonly said: readonly Readonly<Record<string, unknown>>[];
  /** Does to the app what a system does: `displays`, `suffer`, `crash`, `gone`, `power`, `throw`, `call`; or looks: `windows`. */
  wish(name: string, given?: unknown): Promise<unknown>;
  /** The window's page as it is now: another one after a crash, for Playwright gives a crashed one up. */
  page(): Page;
  /** Its exit code, once it ended by itself. */
  ended(): Promise<number | null>;
}

export interface DoubleOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const PATIENCE_MS = 20_000;

export function doubleDevice(folder: string, first: Page, options: DoubleOptions = {}): DoubleDevice {
  let page = first;
  let child: ChildProcess | null = null;
  let over: Promise<number | null> = Promise.resolve(null);
  let sessions: { page: CDPSession; browser: CDPSession } | null = null;
  let count = 0;
  const log: string[] = [];
  const said: Readonly<Record<string, unknown>>[] = [];
  const waiting = new Map<number, (value: unknown) => void>();

  const tell = (message: FromTest) => {
    if (child?.connected === true) child.send(message, () => undefined);
  };
  const attach = async () => {
    const browser = page.context().browser();
    if (browser === null) throw new Error('a page without a browser');
    const own = await page.context().newCDPSession(page);
    sessions = { page: own, browser: await browser.newBrowserCDPSession() };
    own.on('event', ({ method, params }) => tell({ type: 'event', method, params }));
  };
  const detach = async () => {
    await sessions?.page.detach().catch(() => undefined);
    await sessions?.browser.detach().catch(() => undefined);
    sessions = null;
  };
  const renew = async () => {
    const [gone, held] = [page, sessions];
    page = await gone.context().newPage();
    await attach();
    // Nothing of a page whose process is gone can be waited for.
    held?.page.detach().catch(() => undefined);
    held?.browser.detach().catch(() => undefined);
    gone.close().catch(() => undefined);
  };

  const hear = async (message: ToTest) => {
    if (message.type === 'said') return void said.push(message.said);
    if (message.type === 'done') return waiting.get(message.id)?.(message.value);
    try {
      if (message.type === 'renew') {
        await renew();
        return tell({ type: 'answer', id: message.id, value: null });
      }
      const session = message.at === 'page' ? sessions?.page : sessions?.browser;
      const value: unknown = await session?.send(message.method as 'Page.enable', message.params);
      return tell({ type: 'answer', id: message.id, value });
    } catch (error) {
      return tell({ type: 'failed', id: message.id, error: error instanceof Error ? error.message : String(error) });
    }
  };

  const start = async (given: readonly string[]) => {
    await attach();
    const hook = pathToFileURL(join(import.meta.dirname, 'double/hook.ts')).href;
    const args = ['--import', hook, 'out/main/index.js', '--data', folder, ...given, ...(options.args ?? [])];
    const started = spawn(process.execPath, args, {
      cwd: projectRoot,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    child = started;
    over = once(started, 'close').then(([code]: unknown[]) => (typeof code === 'number' ? code : null));
    started.on('message', (message) => void hear(message as ToTest));
    if (started.stderr !== null) createInterface(started.stderr).on('line', (line) => log.push(line));
  };
  /** A window goes with its process. */
  const closed = async () => {
    await over;
    child = null;
    await detach();
    await page.goto('about:blank').catch(() => undefined);
  };

  return {
    folder,
    log,
    said,
    status: () => deskStatus(folder),
    page: () => page,
    ended: () => over,
    async open(enrollment) {
      if (child?.exitCode !== null || child.signalCode !== null) {
        // What an end by itself left: sessions whose requests nobody answers any more.
        if (child !== null) await closed();
        said.length = 0;
        const before = log.length;
        await start(enrollmentArguments(enrollment));
        const ready = () => log.slice(before).some((line) => line.includes('"main.ready"')) || child?.exitCode !== null;
        await expect.poll(ready, { timeout: PATIENCE_MS * 2, intervals: [50] }).toBe(true);
        if (child?.exitCode === null)
          await page.waitForURL((url) => url.protocol === 'https:', { timeout: PATIENCE_MS }).catch(() => undefined);
      }
      return page;
    },
    wish(name, given) {
      count++;
      const id = count;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        tell({ type: 'wish', id, name, given: given ?? null });
      });
    },
    async stop() {
      if (child === null) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child?.kill('SIGKILL'), PATIENCE_MS);
      await closed();
      clearTimeout(timer);
    },
    async kill() {
      child?.kill('SIGKILL');
      await closed();
    },
  };
}
