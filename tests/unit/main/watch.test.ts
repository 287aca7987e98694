/** What counts as a page that shows something, asked of the page as the host asks it. */
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchPage, type Watched } from '../../../src/main/electron/watch.ts';
import { ContentsDouble } from './electron-double.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** @returns how often a page was ended that stood for a minute */
async function ended(page: { path: string; has: readonly string[] }): Promise<number> {
  let crashed = 0;
  const globals = {
    location: { pathname: page.path },
    document: { querySelector: (selector: string) => (page.has.includes(selector) ? {} : null) },
  };
  const contents = Object.assign(new ContentsDouble(), {
    isDestroyed: () => false,
    isDevToolsOpened: () => false,
    forcefullyCrashRenderer: () => void (crashed += 1),
    executeJavaScript: (code: string) => Promise.resolve(runInNewContext(code, globals)),
  });
  const end = watchPage({
    contents: contents as unknown as Watched,
    monotonic: () => Date.now(),
    log: () => undefined,
  });
  contents.emit('did-navigate');
  contents.emit('did-finish-load');
  await vi.advanceTimersByTimeAsync(60_000);
  end();
  return crashed;
}

test.each([
  ['a face that has drawn', { path: '/index.html', has: ['#root', '#root > *'] }, 0],
  ['the recovery page', { path: '/recovery', has: [] }, 0],
  ['a face that stayed white', { path: '/index.html', has: ['#root'] }, 1],
  // Chromium's own page, and an answer without a body.
  ['what came in the place of the face', { path: '/', has: [] }, 1],
])('%s', async (_, page, times) => {
  expect(await ended(page)).toBe(times);
});
