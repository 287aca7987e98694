/**
 * Enrolls a device whose central endpoint may be away: the host serves and the desk queues meanwhile.
 * Only an answer ends the tries; silence never does.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Result } from '../shared/result.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** So that a face opens with its own profile, a host may hold back its page for this long. */
const FIRST_TRY_MS = 3_000;

/** Milliseconds to wait after the `tries`-th attempt that nobody answered. A code lives 30 minutes: waits stay short. */
export function waitAfter(tries: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
}

export type EnrollmentEvent =
  | { readonly event: 'enrollment.done'; readonly deviceId: string }
  | { readonly event: 'enrollment.waits'; readonly detail: string; readonly retryInMs: number }
  | { readonly event: 'enrollment.refused'; readonly reason: string; readonly detail: string };

/** Why a device was not enrolled; `unreachable` is not among them: it is tried again. */
export interface EnrollmentRefusal {
  readonly type: string;
  readonly detail: string;
}

export interface EnrollmentOptions {
  /** The desk's `enroll`. */
  readonly enroll: (central: string, code: string) => Promise<Result<{ deviceId: string }, EnrollmentRefusal>>;
  readonly central: string;
  readonly code: string;
  readonly log: (event: EnrollmentEvent) => void;
  /** Resolves after `ms`, or early with false when the host ends. */
  readonly wait: (ms: number) => Promise<boolean>;
}

export type EnrollmentOutcome = Result<{ deviceId: string }, EnrollmentRefusal | { type: 'ended'; detail: string }>;

export async function enrollUntilAnswered({
  enroll,
  central,
  code,
  log,
  wait,
}: EnrollmentOptions): Promise<EnrollmentOutcome> {
  for (let tries = 1; ; tries++) {
    const enrolled = await enroll(central, code);
    if (enrolled.ok) {
      log({ event: 'enrollment.done', deviceId: enrolled.value.deviceId });
      return enrolled;
    }
    const { type, detail } = enrolled.error;
    if (type !== 'unreachable') {
      log({ event: 'enrollment.refused', reason: type, detail });
      return enrolled;
    }
    const retryInMs = waitAfter(tries);
    log({ event: 'enrollment.waits', detail, retryInMs });
    if (!(await wait(retryInMs))) return { ok: false, error: { type: 'ended', detail: 'the host ended first' } };
  }
}

/**
 * Begins to enroll and goes on in the background until `signal` ends it.
 *
 * @returns the outcome where there is one soon, else null
 */
export async function beginEnrollment(
  options: Omit<EnrollmentOptions, 'wait'>,
  signal: AbortSignal,
): Promise<EnrollmentOutcome | null> {
  const wait = (ms: number) => sleep(ms, true, { signal }).catch(() => false);
  const patience = sleep(FIRST_TRY_MS, null, { signal, ref: false }).catch(() => null);
  return Promise.race([enrollUntilAnswered({ ...options, wait }), patience]);
}
