/**
 * Enrolls a device whose central endpoint may be away: the host serves and the desk queues meanwhile.
 * Only an answer ends the tries; silence never does.
 */
import type { Desk } from '../desk/desk.ts';
import type { WebLog } from './log.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** Milliseconds to wait after the `tries`-th attempt that nobody answered. A code lives 30 minutes: waits stay short. */
export function waitAfter(tries: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
}

export interface EnrollmentOptions {
  readonly desk: Pick<Desk, 'enroll'>;
  readonly central: string;
  readonly code: string;
  readonly log: WebLog;
  /** Resolves after `ms`, or early with false when the host ends. */
  readonly wait: (ms: number) => Promise<boolean>;
}

/** @returns whether the device is enrolled; false where it was refused or the host ended first */
export async function enrollUntilAnswered({ desk, central, code, log, wait }: EnrollmentOptions): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    const enrolled = await desk.enroll(central, code);
    if (enrolled.ok) {
      log({ event: 'web.enrolled', deviceId: enrolled.value.deviceId });
      return true;
    }
    const { type, detail } = enrolled.error;
    if (type !== 'unreachable') {
      log({ event: 'web.enrollment-refused', reason: type, detail });
      return false;
    }
    const retryInMs = waitAfter(tries);
    log({ event: 'web.enrollment-waits', detail, retryInMs });
    if (!(await wait(retryInMs))) return false;
  }
}
