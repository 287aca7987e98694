/** The built main process and preload, started for real on the double of Electron: the wiring, the walls, the order of end. */
import { join } from 'node:path';
import { expect, test } from '../hosts/fixture.ts';

test('a kiosk opens locked and sandboxed on its own protocol, and keeps Chromium’s files in its folder', async ({
  double,
}) => {
  await double.open();
  const { said } = double;
  expect(said).toContainEqual({ sandbox: true });
  expect(said).toContainEqual({ scheme: 'fairdesk', partition: 'face' });
  expect(said).toContainEqual({ setPath: 'userData', path: join(double.folder, 'browser') });
  const webPreferences: unknown = expect.objectContaining({ sandbox: true, contextIsolation: true, devTools: false });
  const window: unknown = expect.objectContaining({ kiosk: true, closable: false, webPreferences });
  expect(said).toContainEqual({ id: 1, window });
  expect(double.log.join('\n')).toContain('"why":"plain-text-backend"');
});

test('the page has the bridge, frozen, and nothing else of the shell', async ({ double }) => {
  const page = await double.open();
  await expect(page.getByRole('button').first()).toBeVisible();
  const seen = await page.evaluate(async () => {
    const { fairdesk, ...rest } = window as unknown as Record<string, object>;
    const bridge = fairdesk as unknown as Window['fairdesk'];
    const refused = async (input: unknown) =>
      await bridge?.call('face.open', input as Record<string, never>).then(
        () => 'taken',
        (error: unknown) => String(error),
      );
    return {
      frozen: Object.isFrozen(fairdesk),
      opens: (await bridge?.call('face.open', {}))?.ok,
      unsubscribes: typeof bridge?.subscribe(() => undefined),
      functions: await refused({ trick: () => 1 }),
      strange: ['require', 'process', 'Buffer', 'electronHears', 'electronDouble', 'module'].filter(
        (name) => name in rest,
      ),
    };
  });
  expect(seen).toEqual({
    frozen: true,
    opens: true,
    unsubscribes: 'function',
    functions: 'Error: An object could not be cloned.',
    strange: [],
  });
});

test('a call from another window, or from our window while it shows another page, is refused', async ({ double }) => {
  await double.open();
  const call = (contents: number, url: string) => double.wish('call', { contents, url, name: 'face.open' });
  const refused = { ok: false, error: { type: 'failed' } };
  expect(await call(1, 'fairdesk://app/index.html')).toMatchObject({ ok: true });
  expect(await call(2, 'fairdesk://app/index.html')).toEqual(refused);
  expect(await call(1, 'https://example.org/')).toEqual(refused);
});

test('staff leave kiosk mode by the desk’s leave, and whoever calls the window back finds a kiosk', async ({
  double,
}) => {
  const page = await double.open();
  await expect(page.getByRole('button').first()).toBeVisible();
  const left = await page.evaluate(async () => {
    const { fairdesk } = window;
    const closed = await fairdesk?.call('staff.leave', {});
    await fairdesk?.call('staff.open', { pin: null });
    await fairdesk?.call('setup.pin', { pin: '135790' });
    await fairdesk?.call('staff.open', { pin: '135790' });
    const open = await fairdesk?.call('staff.leave', {});
    return [closed, open].map((reply) => reply?.ok === true && reply.value.ok);
  });
  expect(left).toEqual([false, true]);
  const windows = () => double.wish('windows');
  expect(await windows()).toMatchObject([{ kiosk: false, fullScreen: false, minimized: true }]);
  await double.wish('suffer', { event: 'restore', state: { minimized: false } });
  expect(await windows()).toMatchObject([{ kiosk: true, fullScreen: true }]);
});

test('the speaking program runs as a utility process, and what it says comes back as sound', async ({ double }) => {
  const page = await double.open();
  const said = await page.evaluate(async () => {
    const reply = await window.fairdesk?.call('speech.say', { locale: 'en', text: 'Welcome', rate: 100 });
    return reply?.ok === true && reply.value.ok ? reply.value.value.wav.slice(0, 4) : reply;
  });
  // "RIFF" in base64 begins so.
  expect(said).toBe('UklG');
});

test('a signal ends it cleanly: the window first, the desk after it', async ({ double }) => {
  await double.open();
  await double.stop();
  expect(double.said).toContainEqual({ id: 1, did: 'destroy' });
  expect(double.said.at(-1)).toEqual({ exit: 0 });
  expect(double.log.at(-1)).toContain('desk-closed');
});

test.describe('only tried out', () => {
  test.use({ doubleOptions: { args: ['--windowed'] } });

  test('it is an ordinary window', async ({ double }) => {
    await double.open();
    const window: unknown = expect.objectContaining({ width: 540 });
    expect(double.said).toContainEqual({ id: 1, window });
    expect(await double.wish('windows')).toMatchObject([{ kiosk: false, fullScreen: false }]);
  });
});

test.describe('a second one', () => {
  test.use({ doubleOptions: { env: { DOUBLE_SECOND: '1' } } });

  test('says so and ends', async ({ double }) => {
    await double.open();
    expect(await double.ended()).toBe(2);
    expect(double.log.join('\n')).toContain('already open');
  });
});
