/** Whether one event may be stored: its source, its type, who sent it, its seal, its payload. No database here. */
import { createHash } from 'node:crypto';
import { parsePayload, isReportType, isVisitorType, type Payload } from '../../shared/reports/payloads.ts';
import { sourceOf, type ReportEvent } from '../../shared/wire/envelope.ts';
import { problem, type Problem } from '../../shared/wire/problems.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { ReportId } from '../../shared/ids.ts';
import type { Sender } from '../http/authenticate.ts';
import type { HeldKeys } from '../keys/keyring.ts';
import type { Arrival } from './batch.ts';
import { withoutForeignNames } from './field-names.ts';
import { unseal } from './unseal.ts';

/** What of an event can be looked up in the ledger. */
export interface Named {
  readonly id: ReportId;
  readonly sequence: number;
  /** SHA-256 of `data`, 64 hex digits. */
  readonly sha256: string;
}

/** Tells reports of one device apart where an id or bytes came twice. */
export function keyOf({ id, sha256 }: Pick<Named, 'id' | 'sha256'>): string {
  return `${id} ${sha256}`;
}

export type Verdict =
  | { readonly ok: true; readonly named: Named; readonly payload: Payload; readonly sealed: string }
  /** `named` is null where the envelope is not this device's own: nothing of it is remembered. */
  | { readonly ok: false; readonly named: Named | null; readonly problem: Problem };

export async function judge(sender: Sender, sealing: HeldKeys, arrival: Arrival): Promise<Verdict> {
  const { envelope } = arrival;
  if (envelope === null) return { ok: false, named: null, problem: problem('schema', arrival.fault) };
  if (envelope.source !== sourceOf(sender.id)) {
    return { ok: false, named: null, problem: problem('not-permitted', 'source: is not the device that sent this') };
  }
  const named: Named = {
    id: envelope.id,
    sequence: Number(envelope.sequence),
    sha256: createHash('sha256').update(envelope.data).digest('hex'),
  };
  const opened = await open(sender, sealing, envelope);
  if (opened.ok) return { ok: true, named, payload: opened.value, sealed: envelope.data };
  return { ok: false, named, problem: opened.error.problem };
}

async function open(
  sender: Sender,
  sealing: HeldKeys,
  { type, data }: ReportEvent,
): Promise<Result<Payload, { type: 'refused'; problem: Problem }>> {
  const refused = (reason: Problem) => err({ type: 'refused' as const, problem: reason });
  if (!isReportType(type)) return refused(problem('unknown-type', 'type: is not known here'));
  if (sender.profile === 'kiosk' && !isVisitorType(type)) {
    return refused(problem('not-permitted', 'type: a kiosk sends what visitors say, nothing else'));
  }
  const unsealed = await unseal(sealing, data);
  if (!unsealed.ok) {
    return unsealed.error.type === 'unknown-key'
      ? refused(problem('unknown-key', 'data: kid is not a key held here'))
      : refused(problem('unsealable', 'data: is not sealed as the contract says, or not to this key'));
  }
  try {
    const parsed = parsePayload(type, unsealed.value);
    if (parsed.ok) return checkHour(parsed.value);
    const { detail = '' } = parsed.error.problem;
    return refused(problem('schema', withoutForeignNames(detail)));
  } catch (error) {
    // Nested deeper than the stack: no schema of ours is.
    if (error instanceof RangeError) return refused(problem('schema', '(root): is nested too deeply'));
    throw error;
  }
}

/** The schema's pattern takes an hour that no day has. */
function checkHour(payload: Payload): Result<Payload, { type: 'refused'; problem: Problem }> {
  if (!('hour' in payload.recorded)) return ok(payload);
  const moment = Date.parse(`${payload.recorded.hour.slice(0, 13)}:00:00Z`);
  if (!Number.isNaN(moment)) return ok(payload);
  return err({ type: 'refused', problem: problem('schema', 'recorded.hour: is not an hour of any day') });
}
