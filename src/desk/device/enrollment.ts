/**
 * Enrolls this device with a one-time code. Whatever is lost or killed on the way, the same code with the
 * same key asks again for the same answer; what the queue holds keeps the id it was written under.
 */
import type { Clock } from '../../shared/clock.ts';
import { readCrockford } from '../../shared/crockford.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { EnrollmentAnswer } from '../../shared/wire/exchanges.ts';
import { clearPause, readPause } from '../delivery/pause.ts';
import type { EnrollError } from '../desk.ts';
import { ENROLLMENT_RECORD, readEnrollment, type DeviceRecords, type Enrollment } from '../store/device-records.ts';
import { attempt } from '../store/failures.ts';
import { parseCentral, type CentralAddress } from './address.ts';
import type { Reply } from './answer.ts';
import { requestEnrollment, signedCalls } from './calls.ts';
import type { Client } from './client.ts';
import { setClockOffset } from './connection.ts';
import { clearEnrollmentProblem, keepEnrollmentProblem } from './enrollment-problem.ts';
import type { DeviceKey, DeviceKeys } from './keys.ts';

export interface EnrollmentParts {
  readonly client: Client;
  readonly records: DeviceRecords;
  readonly keys: DeviceKeys;
  readonly clock: Clock;
  /** How people call this machine, in the fleet view. */
  readonly name: string;
  readonly appVersion: string;
  /** The next report gets a sequence above `used`, if it would not anyway; part of the enrollment's transaction. */
  readonly raiseSequence: (used: number) => void;
  /** Waits before the same question is asked again, milliseconds, in order. */
  readonly patience?: readonly number[];
  readonly sleep?: (ms: number) => Promise<void>;
}

/** Someone is waiting in front of the screen: a few tries, then the answer is that nobody answers. */
const PATIENCE_MS = [500, 1_000, 2_000, 4_000];
/** A longer `Retry-After` is for the person to wait, with a message. */
const RETRY_AFTER_MAX_MS = 5_000;
/** Each try has another key; a central endpoint that knows them all is none. */
const KEYS_MAX = 5;

/**
 * Enrolls at `typedCentral` with `typedCode`, or goes on with the enrollment that this code made before.
 *
 * After `unreachable` the same code can be tried again. After any error what was enrolled before stays so,
 * and the error is kept for staff until an enrollment succeeds.
 */
export async function enroll(
  parts: EnrollmentParts,
  typedCentral: string,
  typedCode: string,
): Promise<Result<{ deviceId: string }, EnrollError>> {
  const enrolled = await enrollOnce(parts, typedCentral, typedCode);
  if (!enrolled.ok && !isOurEnd(enrolled.error)) {
    // Where the disk takes no more, the answer is all there is.
    attempt(() => keepEnrollmentProblem(parts.records, parts.clock, enrolled.error, readCrockford(typedCode)));
  }
  return enrolled;
}

async function enrollOnce(
  parts: EnrollmentParts,
  typedCentral: string,
  typedCode: string,
): Promise<Result<{ deviceId: string }, EnrollError>> {
  const central = parseCentral(typedCentral);
  if (!central.ok) return central;
  const code = readCrockford(typedCode);
  if (code === null) return err({ type: 'refused', detail: 'the code holds a character that no code has' });

  const before = readEnrollment(parts.records);
  if (before !== null && before.central === central.value && parts.keys.isCurrent(code)) {
    // Nobody was asked: what a paused device was told last is still what staff need.
    if (readPause(parts.records) === null) clearEnrollmentProblem(parts.records);
    return ok({ deviceId: before.deviceId });
  }

  const answer = await ask(parts, central.value, code);
  if (!answer.ok) return answer;
  if (before !== null && before.deviceId !== answer.value.deviceId) {
    return err({
      type: 'other-device',
      detail: `the code is for device ${answer.value.deviceId}, the reports here are of ${before.deviceId}: they are kept and can be exported`,
    });
  }
  const used = await lastSequence(parts, central.value, parts.keys.forCode(code), answer.value);
  if (!used.ok) return used;
  take(parts, central.value, code, answer.value, before, used.value);
  return ok({ deviceId: answer.value.deviceId });
}

async function ask(
  parts: EnrollmentParts,
  central: CentralAddress,
  code: string,
): Promise<Result<EnrollmentAnswer, EnrollError>> {
  const send = (key: DeviceKey) =>
    requestEnrollment(parts.client, central, {
      code,
      publicKey: key.publicJwk,
      name: parts.name,
      appVersion: parts.appVersion,
    });
  let key = parts.keys.forCode(code);
  for (let tried = 1; ; tried++) {
    const reply = await patiently(parts, () => send(key));
    if (reply.type === 'ok') return ok(reply.value);
    if (reply.type === 'problem' && reply.slug === 'key-known' && tried < KEYS_MAX) {
      key = parts.keys.renew(code);
      continue;
    }
    return err(refusal(reply));
  }
}

function refusal(reply: Exclude<Reply<unknown>, { type: 'ok' }>): EnrollError {
  if (reply.type === 'problem' && !isPassing(reply)) {
    return { type: 'refused', detail: reply.problem.detail ?? reply.problem.title };
  }
  return { type: 'unreachable', detail: answerInWords(reply), ...(isStopped(reply) ? { stopped: true } : {}) };
}

/** The desk was closed meanwhile: that says nothing of the central endpoint, and the store may be closed too. */
function isOurEnd(error: EnrollError): boolean {
  return error.type === 'unreachable' && error.stopped === true;
}

function isStopped(reply: Reply<unknown>): boolean {
  return reply.type === 'network' && reply.fault === 'stopped';
}

function answerInWords(reply: Exclude<Reply<unknown>, { type: 'ok' }>): string {
  switch (reply.type) {
    case 'network':
      return `no answer from the central endpoint (${reply.fault})`;
    case 'problem':
      return `the central endpoint cannot answer now (${reply.slug})`;
    case 'foreign':
    case 'unparsable':
      return `whoever answers at this address is not a central endpoint (status ${reply.status})`;
    default:
      return reply satisfies never;
  }
}

/** Whether the same request may be answered later: nobody's refusal of it. */
function isPassing(reply: Reply<unknown>): boolean {
  if (reply.type === 'ok') return false;
  if (reply.type !== 'problem') return true;
  return isBusy(reply.status);
}

function isBusy(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429;
}

async function patiently<T>(parts: EnrollmentParts, question: () => Promise<Reply<T>>): Promise<Reply<T>> {
  const sleep = parts.sleep ?? ((ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  let reply = await question();
  for (const wait of parts.patience ?? PATIENCE_MS) {
    if (!isPassing(reply) || isStopped(reply)) break;
    const told = reply.type === 'foreign' || reply.type === 'problem' ? (reply.retryAfterMs ?? 0) : 0;
    if (told > RETRY_AFTER_MAX_MS) break;
    await sleep(Math.max(wait, told));
    reply = await question();
  }
  return reply;
}

/** One transaction: who we are, which key signs, by which clock, that nothing is paused or refused, what was numbered before. */
function take(
  parts: EnrollmentParts,
  central: CentralAddress,
  code: string,
  answer: EnrollmentAnswer,
  before: Enrollment | null,
  used: number,
): void {
  const { records, keys, clock } = parts;
  // A first receipt may be signed by a key that is no longer the newest.
  const older = before?.central === central ? before : null;
  const olderThan = (key: { kid: string }) => (known: { kid: string }) => known.kid !== key.kid;
  records.together(() => {
    records.write(ENROLLMENT_RECORD, {
      central,
      deviceId: answer.deviceId,
      profile: answer.profile,
      centerId: answer.centerId,
      sealingKey: answer.sealingKey,
      receiptKeys: [answer.receiptKey, ...(older?.receiptKeys ?? []).filter(olderThan(answer.receiptKey))],
      contentKeys: [answer.contentKey, ...(older?.contentKeys ?? []).filter(olderThan(answer.contentKey))],
    } satisfies Enrollment);
    keys.use(code);
    setClockOffset(records, Date.parse(answer.serverTime) - clock.wall());
    clearPause(records);
    clearEnrollmentProblem(records);
    if (used > 0) parts.raiseSequence(used);
  });
}

/**
 * The highest sequence the ledger holds of this device. One restored from an image, or whose folder was
 * lost, finds it ahead of its own counter, so it is asked before anything is numbered here.
 */
async function lastSequence(
  parts: EnrollmentParts,
  central: CentralAddress,
  key: DeviceKey,
  answer: EnrollmentAnswer,
): Promise<Result<number, EnrollError>> {
  const offset = Date.parse(answer.serverTime) - parts.clock.wall();
  const calls = signedCalls(parts.client, {
    central,
    deviceId: answer.deviceId,
    key: key.privateKey,
    now: () => parts.clock.wall() + offset,
  });
  const reply = await patiently(parts, () => calls.ledger());
  if (reply.type === 'ok') {
    return ok(Math.max(0, ...[...reply.value.ranges, ...reply.value.refused].map(([, last]) => last)));
  }
  // One that has no ledger to show, though it has just enrolled us, takes a sequence seen twice and flags it.
  return reply.type === 'network' || isBusy(reply.status) ? err(refusal(reply)) : ok(0);
}
