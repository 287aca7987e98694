/** The wire contract's table of tus answers, one promise each. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterAnswer,
  firstUpload,
  LOCKED_MS,
  stepOf,
  type Uploaded,
  type UploadState,
} from '../../../../src/desk/delivery/upload-decide.ts';
import type { UploadAnswer } from '../../../../src/desk/device/upload-calls.ts';

const NOW = 1_000;
const SIZE = 100;
/** Jitter at its longest. */
const longest = () => 1;

const begun: UploadState = { upload: '/v1/attachments/a', offset: 40, fresh: false, failures: 0, waitUntil: NOW };
const made: UploadState = { ...begun, offset: 0, fresh: true };
const unasked: UploadState = { ...begun, offset: null };
const none = firstUpload(null, NOW);

const status = (code: number, retryAfterMs: number | null = null) =>
  ({ type: 'status', status: code, retryAfterMs }) as const;
const after = (state: UploadState, answer: UploadAnswer<string> | UploadAnswer<number>) =>
  afterAnswer(state, answer, SIZE, NOW, longest);

function stateOf(uploaded: Uploaded): UploadState {
  if (uploaded.type !== 'on') throw new Error(uploaded.type);
  return uploaded.state;
}

describe('an upload', () => {
  test('is made, then sent, and done with the last byte', () => {
    expect(stepOf(none)).toBe('create');
    const state = stateOf(after(none, { type: 'ok', value: '/v1/attachments/a' }));
    expect([stepOf(state), state.offset, state.waitUntil]).toEqual(['send', 0, NOW]);
    expect(stateOf(after(state, { type: 'ok', value: 60 })).offset).toBe(60);
    expect(after(begun, { type: 'ok', value: SIZE })).toEqual({ type: 'done' });
  });

  test('of an earlier process is asked about first, and may be done already', () => {
    expect(stepOf(firstUpload('/v1/attachments/a', NOW))).toBe('ask');
    expect(stateOf(after(unasked, { type: 'ok', value: 60 })).offset).toBe(60);
    expect(after(unasked, { type: 'ok', value: SIZE })).toEqual({ type: 'done' });
  });

  test.each([403, 404, 410])('that is gone (%d) is made anew at once', (code) => {
    for (const state of [begun, unasked]) {
      expect(stateOf(after(state, status(code)))).toMatchObject({ upload: null, waitUntil: NOW, failures: 0 });
    }
  });

  test.each([403, 404, 410])('that is gone as soon as it is made, or cannot be made (%d), waits', (code) => {
    expect(stateOf(after(made, status(code)))).toMatchObject({ upload: null, waitUntil: NOW + 5_000 });
    expect(stateOf(after(none, status(code)))).toMatchObject({ upload: null, waitUntil: NOW + 5_000 });
  });

  test.each([409, 412])('that stands elsewhere (%d) is asked where, and goes on', (code) => {
    const state = stateOf(after(begun, status(code)));
    expect([stepOf(state), state.waitUntil]).toEqual(['ask', NOW]);
    const contradicted = stateOf(after({ ...state, offset: 40 }, status(code)));
    expect([stepOf(contradicted), contradicted.waitUntil]).toEqual(['ask', NOW + 5_000]);
    expect(stateOf(after(unasked, status(code))).waitUntil).toBe(NOW + 5_000);
  });

  test('that is locked waits 5 s', () => {
    expect(stateOf(after(begun, status(423)))).toMatchObject({ offset: null, waitUntil: NOW + LOCKED_MS, failures: 0 });
  });

  test('that is too large is a dead letter of its own', () => {
    for (const state of [none, begun, unasked]) expect(after(state, status(413))).toEqual({ type: 'refused' });
  });

  test.each([0, 200, 302, 400, 401, 405, 408, 415, 422, 429, 431, 460, 500, 502, 503, 507])(
    'answered %d is as if the network had failed: it goes on later where it stands',
    (code) => {
      const state = stateOf(after(begun, status(code)));
      expect(state).toMatchObject({ upload: begun.upload, offset: null, failures: 1, waitUntil: NOW + 5_000 });
      expect(stateOf(after(state, status(code))).waitUntil).toBe(NOW + 10_000);
    },
  );

  test('honours Retry-After, at most 15 minutes', () => {
    expect(stateOf(after(begun, status(429, 60_000))).waitUntil).toBe(NOW + 60_000);
    expect(stateOf(after(begun, status(503, 86_400_000))).waitUntil).toBe(NOW + 15 * 60_000);
  });

  test('whose offset is past its size is made anew, one that does not move waits', () => {
    expect(stateOf(after(unasked, { type: 'ok', value: SIZE + 1 }))).toMatchObject({ upload: null, failures: 1 });
    expect(stateOf(after(begun, { type: 'ok', value: 40 }))).toMatchObject({ offset: null, waitUntil: NOW + 5_000 });
  });

  test('never asks twice without progress or a wait, whatever is answered', () => {
    const answers = fc.oneof(
      fc.integer({ min: 0, max: 599 }).map((code) => status(code)),
      fc.integer({ min: 0, max: SIZE + 1 }).map((value) => ({ type: 'ok', value }) as const),
      fc.constant({ type: 'network', fault: 'cut' } as const),
    );
    fc.assert(
      fc.property(fc.array(answers, { minLength: 12, maxLength: 12 }), (given) => {
        let state = none;
        let moved = false;
        let waited = false;
        for (const answer of given) {
          const creating = stepOf(state) === 'create';
          const real =
            creating && answer.type === 'ok' ? ({ type: 'ok', value: '/v1/attachments/a' } as const) : answer;
          const next = after(state, real);
          if (next.type !== 'on') return;
          moved ||= !creating && answer.type === 'ok';
          waited ||= next.state.waitUntil > NOW;
          state = { ...next.state, waitUntil: NOW };
        }
        expect(moved || waited).toBe(true);
      }),
    );
  });
});
