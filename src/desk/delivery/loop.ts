/**
 * The loop of delivery: does what `next` decides, one request at a time, and starts again whatever
 * happened. Every report it sends is leased in the outbox first, and settled or given back after. Only
 * in a long backlog the next batch is under way while the answer to the last one is checked.
 */
import { assertNever } from '../../shared/result.ts';
import { BATCH_MAX_EVENTS } from '../../shared/wire/envelope.ts';
import type { Heartbeat } from '../../shared/wire/exchanges.ts';
import { readEnrollment } from '../store/device-records.ts';
import { longest } from '../device/client.ts';
import {
  clockOffset,
  connection,
  setClockOffset,
  type Connection,
  type ConnectionParts,
} from '../device/connection.ts';
import { firstState, next, sizes, type Action, type DeliveryEvent, type Plain, type Sizes } from './decide.ts';
import { answerLog, sentLog, type DeliveryLog } from './log.ts';
import { claimBatch, type Flight } from './flight.ts';
import type { Outbox } from './outbox.ts';
import { clearPause, clockFault, readPause, writePause, type ClockFault } from './pause.ts';
import { readConfig, trustedKeys } from './receipts.ts';
import { readResults } from './results.ts';
import { sleeper } from './sleeper.ts';
import { realTimers, type Timers } from './timers.ts';

export interface DeliveryParts extends ConnectionParts {
  readonly outbox: Outbox;
  /** `length` bytes from a cryptographic source. */
  readonly random: (length: number) => Uint8Array;
  readonly log: (event: DeliveryLog) => void;
  /** What the heartbeat says, but for the pause and the clock, which delivery knows itself. */
  readonly heartbeat: () => Heartbeat;
  /** A probe brought this configuration, signed for this device. */
  readonly configured?: (jws: string) => void | Promise<void>;
  /** Called when what waits, what was received or the pause may have changed. */
  readonly changed?: () => void;
  /** What `tell` was called for has been told. */
  readonly told?: () => void;
  readonly timers?: Timers;
}

export interface Delivery {
  /** A report was written, the device was enrolled, or the network is said to be back: looks now what is due. */
  wake(): void;
  /** A new configuration has come: what was refused for now may be taken under it. */
  unpark(): void;
  /** There is news: a heartbeat is due now. */
  tell(): void;
  /** Why nothing is sent: a problem's slug, `network`, `clock-behind`, `clock-ahead`, `key-unreadable`; or null. */
  pausedReason(): string | null;
  /** Ends within a few seconds: lets the request under way finish, else cuts it and gives its reports back. Closes the client. */
  stop(): Promise<void>;
}

/** How long `stop` lets a request finish. */
export const STOP_PATIENCE_MS = 3_000;
/** After an exception, which is a bug or a full disk. */
const AFTER_FAULT_MS = 30_000;
const LEASE_MARGIN_MS = 30_000;

export function startDelivery(parts: DeliveryParts): Delivery {
  const { outbox, client, records, clock, log } = parts;
  const timers = parts.timers ?? realTimers;
  const uniform = () => Buffer.from(parts.random(6)).readUIntBE(0, 6) / 2 ** 48;
  const leaseMs = longest(client.timeouts) + LEASE_MARGIN_MS;

  let state = firstState(clock.monotonic(), readPause(records));
  let identity: string | null = null;
  let keyUnreadable = false;
  let away: 'network' | ClockFault = 'network';
  let ahead: Flight | null = null;
  /** Told by no heartbeat yet. */
  let news = false;
  const stopping = new AbortController();
  const { wake, sleep } = sleeper(clock, timers);

  function decide(event: DeliveryEvent): Action {
    const before = state.pause?.reason ?? null;
    const step = next(state, event, clock.monotonic(), uniform);
    state = step.state;
    const after = state.pause?.reason ?? null;
    if (after !== before) {
      if (after === null) clearPause(records);
      else writePause(records, after);
      log(after === null ? { event: 'delivery-resumed' } : { event: 'delivery-paused', reason: after });
    }
    if (step.action.type === 'settle' && step.action.serverTime !== null) correctClock(step.action.serverTime);
    return step.action;
  }

  /** Remembers what keeps us from the central endpoint, as far as it can be told. */
  function hear(reply: Plain | { readonly type: 'ok' }): void {
    const before = away;
    away = (reply.type === 'network' ? clockFault(reply.fault) : null) ?? 'network';
    if (away !== before) parts.changed?.();
  }

  function correctClock(serverTime: number): void {
    setClockOffset(records, serverTime - clock.wall());
    log({ event: 'delivery-clock-corrected', offsetMs: clockOffset(records) });
  }

  /** Says who we are now; a new enrollment ends every wait and pause of the one before. */
  function recognize(link: Connection): void {
    if (identity !== null && identity !== link.identity) {
      decide({ type: 'enrolled' });
      outbox.unpark();
    }
    identity = link.identity;
  }

  function depart(link: Connection, most: Sizes): Flight | null {
    const batch = claimBatch(outbox, clock.monotonic(), most, leaseMs);
    if (batch.length === 0) return null;
    log({ event: 'delivery-sending', reports: batch.length });
    const reply = link.calls.postReports(batch.map(({ event }) => event));
    // Looked at when its turn comes; until then nobody else waits for it.
    reply.catch(() => undefined);
    return { link, batch, reply };
  }

  /** In a long backlog the next batch is on its way while the receipts of this one are checked and written down. */
  function following({ link, batch }: Flight): Flight | null {
    const now = clock.monotonic();
    const smooth = state.failures === 0 && state.pause === null && state.heartbeatAt > now;
    if (stopping.signal.aborted || !smooth || batch.length < BATCH_MAX_EVENTS) return null;
    const same = connection(parts)?.identity === link.identity;
    const due = outbox.nextDue(now);
    return same && due !== null && due <= now ? depart(link, sizes(state)) : null;
  }

  async function receive(flight: Flight): Promise<void> {
    const { link, batch } = flight;
    const reply = await flight.reply;
    const ids = batch.map(({ id }) => id);
    if (stopping.signal.aborted && reply.type === 'network') return outbox.release(ids);
    hear(reply);
    if (reply.type === 'ok') ahead = following(flight);

    const verdicts =
      reply.type === 'ok' ? await readResults(batch, reply.value, link.deviceId, trustedKeys(link.receiptKeys)) : null;
    const answer =
      reply.type !== 'ok'
        ? reply
        : verdicts === null
          ? ({ type: 'unparsable', status: 200 } as const)
          : ({ type: 'ok', value: verdicts } as const);
    const action = decide({ type: 'sent', batch, answer });
    if (action.type !== 'settle') throw new Error('an answer to reports must be settled');
    const { outcomes } = action;
    if (outcomes.length > 0) outbox.settle(outcomes);
    const named = new Set(outcomes.map(({ id }) => id));
    const untouched = ids.filter((id) => !named.has(id));
    if (untouched.length > 0) outbox.release(untouched);
    if (answer.type === 'ok') log(sentLog(outcomes));
    else log({ event: 'delivery-unsent', reports: batch.length, answer: answerLog(answer) });
    parts.changed?.();
  }

  async function probe(link: Connection): Promise<void> {
    const reply = await link.calls.config();
    if (stopping.signal.aborted && reply.type === 'network') return;
    hear(reply);
    const config =
      reply.type === 'ok' ? await readConfig(reply.value, link.deviceId, trustedKeys(link.contentKeys)) : null;
    const answer: Plain =
      reply.type !== 'ok' ? reply : config === null ? { type: 'unparsable', status: 200 } : { type: 'ok' };
    log({ event: 'delivery-probed', answer: answerLog(answer) });
    decide({ type: 'probed', answer });
    // What was refused for now may be taken under what is configured now.
    if (config !== null) outbox.unpark();
    if (config !== null && reply.type === 'ok') await parts.configured?.(reply.value);
    parts.changed?.();
  }

  /** What the host can say; where it cannot, every field is unknown, and no report waits for that. */
  function told(): Heartbeat {
    try {
      return parts.heartbeat();
    } catch (error) {
      log({ event: 'delivery-failed', error: nameOf(error) });
      return {};
    }
  }

  async function beat(link: Connection): Promise<void> {
    const wasNews = news;
    news = false;
    const reply = await link.calls.putStatus({
      ...told(),
      pausedReason: state.pause?.reason ?? null,
      clockOffsetMs: clockOffset(records),
    });
    if (stopping.signal.aborted && reply.type === 'network') return;
    hear(reply);
    log({ event: 'delivery-heartbeat', answer: answerLog(reply) });
    decide({ type: 'heartbeat', answer: reply });
    if (wasNews && reply.type === 'ok') parts.told?.();
  }

  async function turn(): Promise<void> {
    if (ahead !== null) {
      const flight = ahead;
      ahead = null;
      return receive(flight);
    }
    const link = connection(parts);
    keyUnreadable = link === null && readEnrollment(records) !== null;
    if (link === null) return sleep(Number.POSITIVE_INFINITY);
    recognize(link);
    if (news) decide({ type: 'news' });
    const action = decide({ type: 'idle', due: outbox.nextDue(clock.monotonic()) });
    switch (action.type) {
      case 'send': {
        const flight = depart(link, action);
        return flight === null ? sleep(clock.monotonic() + AFTER_FAULT_MS) : receive(flight);
      }
      case 'probe':
        return probe(link);
      case 'heartbeat':
        return beat(link);
      case 'wait':
        return sleep(action.until);
      case 'settle':
        throw new Error('there is nothing to settle');
      default:
        return assertNever(action);
    }
  }

  async function run(): Promise<void> {
    log({ event: 'delivery-started', paused: state.pause?.reason ?? null });
    while (!stopping.signal.aborted || ahead !== null) {
      try {
        await turn();
      } catch (error) {
        log({ event: 'delivery-failed', error: nameOf(error) });
        if (!stopping.signal.aborted) await sleep(clock.monotonic() + AFTER_FAULT_MS);
      }
    }
    log({ event: 'delivery-stopped' });
  }
  const running = run();

  return {
    wake,
    unpark() {
      outbox.unpark();
      wake();
    },
    tell() {
      news = true;
      wake();
    },
    pausedReason() {
      if (state.pause !== null) return state.pause.reason;
      if (keyUnreadable) return 'key-unreadable';
      return away !== 'network' || state.failures > 0 ? away : null;
    },
    async stop() {
      stopping.abort();
      wake();
      const cancel = timers.after(STOP_PATIENCE_MS, () => client.close());
      await running;
      cancel();
      client.close();
    },
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
