/**
 * A database that was rebuilt may have lost the newest reports, and with them how far the sequence had
 * come; the central endpoint's ledger knows of those that were delivered. Asked once for each rebuild.
 */
import { z } from 'zod';
import type { DeskLog } from '../log-events.ts';
import { attempt } from '../store/failures.ts';
import { connection, type ConnectionParts } from './connection.ts';

const RECORD = 'ledger-asked-for';

export interface AfterRecoveryParts extends ConnectionParts {
  /** When the database was last rebuilt, ISO 8601, or null. */
  readonly rebuiltAt: () => string | null;
  /** No sequence up to `to` will be given out. */
  readonly raiseSequence: (to: number) => void;
  readonly log: DeskLog;
  /** Whether the store is not to be touched any more. */
  readonly closed: () => boolean;
}

/** @returns what to call at idle moments: asks where there is something to ask, and again when nobody answered */
export function raiseAfterRecovery(parts: AfterRecoveryParts): () => Promise<void> {
  const { records } = parts;
  let asking = false;
  return async () => {
    const rebuiltAt = parts.rebuiltAt();
    if (asking || rebuiltAt === null || records.read(RECORD, z.string()) === rebuiltAt) return;
    const link = connection(parts);
    if (link === null) return;
    asking = true;
    try {
      const reply = await link.calls.ledger();
      if (reply.type !== 'ok') return;
      const { ranges, refused } = reply.value;
      const used = Math.max(0, ...[...ranges, ...refused].map(([, last]) => last));
      if (parts.closed()) return;
      // A full disk now: the next idle moment asks again.
      const raised = attempt(() => {
        parts.raiseSequence(used);
        records.write(RECORD, rebuiltAt);
      });
      if (raised.ok) parts.log({ event: 'sequence-raised', used });
    } finally {
      asking = false;
    }
  };
}
