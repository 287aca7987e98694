/**
 * What becomes of an upload after each answer: a pure function of the wire contract's table. It
 * guarantees that an upload never pauses the device, never ends for any answer but 413, and goes on where
 * the central endpoint says it stands.
 *
 * All moments are monotonic milliseconds.
 */
import type { UploadAnswer } from '../device/upload-calls.ts';
import { backoff, retryWait } from './backoff.ts';

export interface UploadState {
  /** Path of the upload at the central endpoint, or null where none is begun. */
  readonly upload: string | null;
  /** Bytes taken there, or null where it must be asked. */
  readonly offset: number | null;
  /** Nothing was heard of this upload but that it was made. */
  readonly fresh: boolean;
  readonly failures: number;
  /** Nothing is sent before. */
  readonly waitUntil: number;
}

export type UploadStep = 'create' | 'ask' | 'send';

export type Uploaded =
  | { readonly type: 'on'; readonly state: UploadState }
  | { readonly type: 'done' }
  /** Dead letter of the attachment; its report stands. */
  | { readonly type: 'refused' };

/** Wire contract: 423 is another request at work on the same upload. */
export const LOCKED_MS = 5_000;

/** @param upload the path of an upload that an earlier process began, or null */
export function firstUpload(upload: string | null, now: number): UploadState {
  return { upload, offset: null, fresh: false, failures: 0, waitUntil: now };
}

export function stepOf({ upload, offset }: UploadState): UploadStep {
  if (upload === null) return 'create';
  return offset === null ? 'ask' : 'send';
}

/**
 * @param answer of the step that `stepOf(state)` names
 * @param size of the blob
 * @param random uniform in [0, 1)
 */
export function afterAnswer(
  state: UploadState,
  answer: UploadAnswer<string> | UploadAnswer<number>,
  size: number,
  now: number,
  random: () => number,
): Uploaded {
  const step = stepOf(state);
  const on = (change: Partial<UploadState>): Uploaded => ({ type: 'on', state: { ...state, ...change } });
  const later = (change: Partial<UploadState>, retryAfterMs: number | null = null): Uploaded => {
    const failures = state.failures + 1;
    return on({ offset: null, ...change, failures, waitUntil: now + retryWait(failures, retryAfterMs, random) });
  };
  const anew = { upload: null, offset: null, fresh: false };

  if (answer.type === 'network') return later({});
  if (answer.type === 'ok') {
    const { value } = answer;
    if (typeof value === 'string') return on({ upload: value, offset: 0, fresh: true });
    if (value > size) return later(anew);
    // Its size: all of it was taken and checked.
    if (value === size) return { type: 'done' };
    if (step === 'ask') return on({ offset: value, fresh: false });
    // Taken and not moved: whoever answers so does not keep to tus.
    if (value <= (state.offset ?? 0)) return later({});
    return on({ offset: value, fresh: false, failures: 0 });
  }
  switch (answer.status) {
    case 403:
    case 404:
    case 410:
      if (step === 'create') return later({}, answer.retryAfterMs);
      // One that is gone as soon as it is made would be made for ever.
      return state.fresh ? later(anew) : on(anew);
    case 409:
    case 412:
      return step === 'send' ? asked(state, now, random) : later({}, answer.retryAfterMs);
    case 423:
      return on({ offset: null, waitUntil: now + LOCKED_MS });
    case 413:
      return { type: 'refused' };
    default:
      return later({}, answer.retryAfterMs);
  }
}

/** Goes on where the central endpoint says; but not at once for ever, where it contradicts itself. */
function asked(state: UploadState, now: number, random: () => number): Uploaded {
  const failures = state.failures + 1;
  const waitUntil = failures === 1 ? now : now + backoff(failures - 1, random);
  return { type: 'on', state: { ...state, offset: null, failures, waitUntil } };
}
