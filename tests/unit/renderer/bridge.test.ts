import { describe, expect, test } from 'vitest';
import { httpBridge, readEvent } from '../../../src/renderer/bridge/http.ts';
import { takeToken, type Page } from '../../../src/renderer/bridge/token.ts';
import type { DeskEvent } from '../../../src/shared/bridge.ts';

const TOKEN = 'q'.repeat(43);

function page(hash: string, stored: string | null = null) {
  const kept = new Map<string, string>(stored === null ? [] : [['fairdesk-token', stored]]);
  const replaced: string[] = [];
  const value: Page = {
    location: { hash, pathname: '/', search: '' },
    history: { replaceState: (_data, _unused, url) => void replaced.push(url) },
    sessionStorage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => void kept.set(key, text) },
  };
  return { value, replaced, kept };
}

describe('the token', () => {
  test('is taken out of the address and kept for a reload', () => {
    const { value, replaced, kept } = page(`#token=${TOKEN}`);
    expect(takeToken(value)).toBe(TOKEN);
    expect(replaced).toEqual(['/']);
    expect([...kept.values()]).toEqual([TOKEN]);
  });

  test('survives a reload', () => {
    expect(takeToken(page('', TOKEN).value)).toBe(TOKEN);
  });

  test('of another shape is none, and leaves the address too', () => {
    const { value, replaced } = page('#token=short');
    expect(takeToken(value)).toBeNull();
    expect(replaced).toEqual(['/']);
  });
});

function bridgeOn(answers: readonly (() => Response)[]) {
  const asked: { url: string; init: RequestInit | undefined }[] = [];
  const waits: number[] = [];
  let refused = 0;
  let back = 0;
  const prints: string[] = [];
  const bridge = httpBridge({
    token: TOKEN,
    fetch: async (url, init) => {
      asked.push({ url: typeof url === 'string' ? url : '', init });
      const answer = answers[asked.length - 1];
      if (answer === undefined) throw new TypeError('Failed to fetch');
      return answer();
    },
    wait: async (ms, signal) => {
      waits.push(ms);
      if (waits.length >= 6 && !signal.aborted)
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
    printPage: () => prints.push('printed') > 0,
    onRefused: () => (refused += 1),
    onBack: () => (back += 1),
  });
  return { bridge, asked, prints, waits, refused: () => refused, back: () => back };
}

describe('a call over loopback', () => {
  test('carries the token in a header only and returns the desk’s reply', async () => {
    const { bridge, asked } = bridgeOn([() => Response.json({ ok: true, value: null })]);
    expect(await bridge.call('session.set', { active: true })).toEqual({ ok: true, value: null });
    expect(asked[0]?.url).toBe('/api/call');
    expect(new Headers(asked[0]?.init?.headers).get('x-fairdesk-token')).toBe(TOKEN);
    expect(asked[0]?.init?.body).toBe('{"name":"session.set","input":{"active":true}}');
  });

  test.each([
    ['a host that is gone', undefined],
    ['a 500', () => new Response('', { status: 500 })],
    ['something that is no reply', () => Response.json(['x'])],
    ['something that is no JSON', () => new Response('<html>')],
  ])('answers %s as a failure, never with an exception', async (_name, answer) => {
    const { bridge } = bridgeOn(answer === undefined ? [] : [answer]);
    expect(await bridge.call('face.open', {})).toEqual({ ok: false, error: { type: 'failed' } });
  });

  test('tells when the token is not the host’s own', async () => {
    const { bridge, refused } = bridgeOn([() => new Response('', { status: 401 })]);
    await bridge.call('face.open', {});
    expect(refused()).toBe(1);
  });
});

describe('events', () => {
  test('arrive line by line, however they are cut, and the stream is followed again with growing waits', async () => {
    const chunks = ['{"type":"face-', 'changed"}\n\n{"type":"unknown"}\nnonsense\n', '{"type":"face-changed"}\n'];
    const { bridge, waits } = bridgeOn([
      () =>
        new Response(
          new ReadableStream({
            start(stream) {
              for (const chunk of chunks) stream.enqueue(new TextEncoder().encode(chunk));
              stream.close();
            },
          }),
        ),
    ]);
    const events: DeskEvent[] = [];
    const end = bridge.subscribe((event) => events.push(event));
    await expect.poll(() => waits.length).toBe(6);
    end();
    expect(events).toEqual([{ type: 'face-changed' }, { type: 'face-changed' }]);
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15_000]);
  });

  test('are followed no more once the token is refused', async () => {
    const { bridge, waits, refused } = bridgeOn([() => new Response('', { status: 403 })]);
    bridge.subscribe(() => {});
    await expect.poll(refused).toBe(1);
    expect(waits).toEqual([]);
  });

  test('without what they need are none', () => {
    expect(readEvent('{"type":"delivery-changed"}')).toBeNull();
    expect(readEvent('null')).toBeNull();
    expect(readEvent('{"type":"standing-changed"}')).toEqual({ type: 'standing-changed' });
    expect(readEvent('{"type":"delivery-changed","status":{}}')).toMatchObject({ type: 'delivery-changed' });
  });
});

test('a host that comes back is told whether a visitor is at work, and the page hears of it once', async () => {
  const open = () => new Response(new ReadableStream({ start: (stream) => stream.close() }));
  const gone = () => {
    throw new TypeError('Failed to fetch');
  };
  const told = () => Response.json({ ok: true, value: null });
  const { bridge, asked, back } = bridgeOn([told, open, gone, gone, open, told]);
  await bridge.call('session.set', { active: true });
  const end = bridge.subscribe(() => undefined);
  await expect.poll(() => asked.length).toBeGreaterThan(5);
  end();
  expect(asked.slice(0, 6).map(({ url }) => url)).toEqual([
    '/api/call',
    '/api/events',
    '/api/events',
    '/api/events',
    '/api/events',
    '/api/call',
  ]);
  expect(asked[5]?.init?.body).toBe('{"name":"session.set","input":{"active":true}}');
  expect(back()).toBe(1);
});

describe('printing from a browser', () => {
  const host = (body: unknown) => () => Response.json(body);

  test('is done where the host says that this browser prints without asking', async () => {
    const { bridge, asked, prints } = bridgeOn([host({ prints: true })]);
    expect(await bridge.print()).toBe('printed');
    expect(prints).toHaveLength(1);
    expect(asked[0]?.url).toBe('/api/host');
  });

  test('is never tried in any other, for it would be a dialog', async () => {
    const { bridge, prints } = bridgeOn([host({ prints: false }), host({ prints: 'true' }), host(['x'])]);
    expect([await bridge.print(), await bridge.print(), await bridge.print(), await bridge.print()]).toEqual([
      'no-printer',
      'no-printer',
      'failed',
      'failed',
    ]);
    expect(prints).toEqual([]);
  });

  test('begins once, and not at all where it was cancelled before', async () => {
    const { bridge, prints } = bridgeOn([host({ prints: true })]);
    const first = bridge.print();
    expect(await bridge.print()).toBe('failed');
    bridge.cancelPrint();
    expect(await first).toBe('failed');
    expect(prints).toEqual([]);
  });
});
