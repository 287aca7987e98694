/**
 * A batch as it came, parsed event by event: one that is malformed is refused alone, as long as it can
 * be named by its id; a batch that cannot be answered event by event is refused whole.
 */
import { BATCH_MAX_EVENTS, DATA_MAX_BYTES, reportEventSchema, type ReportEvent } from '../../shared/wire/envelope.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { isCleanText } from '../../shared/text.ts';

/** One event: its envelope, or the field of it that is wrong. */
export type Arrival =
  | { readonly id: string; readonly envelope: ReportEvent }
  | { readonly id: string; readonly envelope: null; readonly fault: string };

export type BatchError = { type: 'bad-request' | 'too-large'; detail: string };

/** A result names its event by `id`: longer ones than any UUID are not repeated. */
const ID_MAX = 64;

export function readBatch(body: unknown): Result<Arrival[], BatchError> {
  if (!Array.isArray(body)) return err({ type: 'bad-request', detail: 'the body must be a list of events' });
  const events: readonly unknown[] = body;
  if (events.length === 0) return err({ type: 'bad-request', detail: 'the body must hold at least one event' });
  if (events.length > BATCH_MAX_EVENTS) {
    return err({ type: 'too-large', detail: `a batch holds at most ${BATCH_MAX_EVENTS} events` });
  }
  const arrivals: Arrival[] = [];
  for (const [at, event] of events.entries()) {
    if (typeof event !== 'object' || event === null || Array.isArray(event)) {
      return err({ type: 'bad-request', detail: `[${at}]: must be an event` });
    }
    const id: unknown = 'id' in event ? event.id : undefined;
    if (typeof id !== 'string' || id === '' || id.length > ID_MAX || !isCleanText(id)) {
      return err({ type: 'bad-request', detail: `[${at}].id: must be a UUIDv7 in lower case` });
    }
    if ('data' in event && typeof event.data === 'string' && Buffer.byteLength(event.data) > DATA_MAX_BYTES) {
      return err({ type: 'too-large', detail: `[${at}].data: is larger than ${DATA_MAX_BYTES} bytes` });
    }
    const parsed = reportEventSchema.safeParse(event);
    if (parsed.success) arrivals.push({ id, envelope: parsed.data });
    else {
      const issue = parsed.error.issues[0];
      arrivals.push({
        id,
        envelope: null,
        fault: `${issue?.path.join('.') ?? 'event'}: ${issue?.message ?? 'is malformed'}`,
      });
    }
  }
  return ok(arrivals);
}
