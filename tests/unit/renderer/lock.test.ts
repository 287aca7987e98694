import { describe, expect, it } from 'vitest';
import { leadsAway } from '../../../src/renderer/lock.ts';

const HERE = 'http://127.0.0.1:8430/';

describe('a navigation', () => {
  const to = (url: string, more: { navigationType?: string; downloadRequest?: string; sameDocument?: boolean } = {}) =>
    leadsAway(
      {
        cancelable: true,
        navigationType: more.navigationType ?? 'push',
        downloadRequest: more.downloadRequest ?? null,
        destination: { url, sameDocument: more.sameDocument ?? false },
      },
      HERE,
    );

  it('within the document is the app’s own', () => expect(to(`${HERE}#x`, { sameDocument: true })).toBe(false));
  it('to the same page again is allowed', () => expect(to(HERE, { navigationType: 'reload' })).toBe(false));
  it.each(['https://example.org/', 'about:blank', 'http://127.0.0.1:1/', `${HERE}api/call`, 'blob:x', HERE])(
    'to %s leads away',
    (url) => expect(to(url)).toBe(true),
  );
  it('that is a download leads away', () => expect(to(HERE, { downloadRequest: 'x', sameDocument: true })).toBe(true));
});
