import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readAnswer, readBody, readRetryAfter } from '../../../../src/desk/device/answer.ts';
import { problem } from '../../../../src/shared/wire/problems.ts';

const DATE = 'Mon, 23 Nov 2026 15:00:00 GMT';

function raw(status: number, headers: Record<string, string>, body = '') {
  return { status, header: (name: string) => headers[name], body };
}
const asProblem = { 'content-type': 'application/problem+json; charset=utf-8', date: DATE };

describe('whose answer it is', () => {
  test("a problem document of this contract is the central endpoint's own", () => {
    const document = problem('device-revoked', 'gone');
    expect(readAnswer(raw(403, asProblem, JSON.stringify(document)))).toEqual({
      type: 'problem',
      status: 403,
      slug: 'device-revoked',
      problem: document,
      retryAfterMs: null,
      serverTime: Date.parse(DATE),
    });
  });

  test('a slug this version does not know is still of the contract', () => {
    const body = JSON.stringify({ type: 'urn:fairdesk:problem:no-such-key' });
    expect(readAnswer(raw(401, asProblem, body))).toMatchObject({ type: 'problem', slug: 'no-such-key', status: 401 });
  });

  test.each([
    ['a problem document of somebody else', raw(403, asProblem, '{"type":"about:blank","title":"x","status":403}')],
    ['a problem type that only begins alike', raw(403, asProblem, '{"type":"urn:fairdesk:problem:Not a slug"}')],
    [
      'our problem under another media type',
      raw(403, { 'content-type': 'application/json' }, JSON.stringify(problem('device-revoked', 'x'))),
    ],
    ['a page of a proxy', raw(413, { 'content-type': 'text/html' }, '<html>too large</html>')],
    [
      'a redirect',
      raw(302, { location: 'https://portal.example/', ...asProblem }, JSON.stringify(problem('device-revoked', 'x'))),
    ],
    ['a problem with success as its status', raw(200, asProblem, JSON.stringify(problem('device-revoked', 'x')))],
    ['a problem cut in half', raw(403, asProblem, '{"type":"urn:fairdesk:problem:dev')],
    ['no body at all', raw(503, {})],
  ])('%s is foreign', (_, message) => {
    expect(readAnswer(message).type).toBe('foreign');
  });

  test("the central endpoint's serverTime comes before the answer's Date", () => {
    const body = JSON.stringify({ ...problem('clock-skew', 'x'), serverTime: '2026-11-23T15:00:07.500Z' });
    expect(readAnswer(raw(401, asProblem, body))).toMatchObject({ serverTime: Date.parse('2026-11-23T15:00:07.500Z') });
  });
});

describe('the body of a success', () => {
  const schema = z.object({ status: z.literal('ok') });

  test('is read where it is what the call is answered with', () => {
    const answer = readAnswer(raw(200, { 'content-type': 'application/json' }, '{"status":"ok","more":1}'));
    expect(readBody(answer, schema)).toEqual({ type: 'ok', value: { status: 'ok' } });
  });

  test.each([
    ['a captive portal', raw(200, { 'content-type': 'text/html' }, '<html>Welcome</html>')],
    ['garbage', raw(200, { 'content-type': 'application/json' }, '\u0000\ufffd{')],
    ['other JSON', raw(200, { 'content-type': 'application/json' }, '[]')],
    ['nothing', raw(204, {})],
  ])('%s does not parse', (_, message) => {
    expect(readBody(readAnswer(message), schema)).toMatchObject({ type: 'unparsable' });
  });
});

describe('Retry-After', () => {
  const date = Date.parse(DATE);

  test.each([
    ['7', 7_000],
    ['0', 0],
    ['Mon, 23 Nov 2026 15:02:00 GMT', 120_000],
    ['Mon, 23 Nov 2026 14:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
    ['1.5', null],
    [undefined, null],
  ])('%s is %s ms', (text, ms) => {
    expect(readRetryAfter(text, date)).toBe(ms);
  });

  test('a date without the Date of its answer says nothing, for our own clock may be wrong', () => {
    expect(readRetryAfter('Mon, 23 Nov 2026 15:02:00 GMT', null)).toBeNull();
  });
});
