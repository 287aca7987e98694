/**
 * The queue that delivery works from. States are in the rows; leases and waits count by a clock that
 * a restart begins anew, so they are in a temporary table of this connection: written in the same
 * transaction, gone with the process.
 */
import { startOfHour, type Clock } from '../../shared/clock.ts';
import type { ReportId } from '../../shared/ids.ts';
import { assertNever } from '../../shared/result.ts';
import type { ClaimedReport, Outbox, Outcome } from '../delivery/outbox.ts';
import type { AttachmentTable } from './attachment-table.ts';
import { uuidText } from './bytes.ts';
import type { Connection } from './database.ts';
import type { ReportState, Tally } from './tally.ts';

const FRESH = 0;
const BEHIND = 1;
const PARKED = 2;

/** Before every moment of a monotonic clock: due at once. */
const LONG_AGO = -1e300;

interface Row {
  readonly sequence: number;
  readonly id: Buffer;
  readonly event: string;
  readonly sha256: Buffer;
  readonly failures: number;
  readonly state: ReportState;
}

interface Claim {
  readonly sequence: number;
  readonly state: ReportState;
  /** A new configuration came while it was in flight: parked again, it is due at once. */
  unparked: boolean;
}

const COLUMNS = 'r.sequence, r.id, r.event, r.sha256, r.failures, r.state';

/** @param offset milliseconds from the wall clock to the central endpoint's */
export function openOutbox(
  db: Connection,
  tally: Tally,
  attachments: Pick<AttachmentTable, 'want'>,
  clock: Clock,
  offset: () => number,
): Outbox {
  db.exec(`
    CREATE TEMP TABLE wait (
      sequence INTEGER PRIMARY KEY,
      rank INTEGER NOT NULL,
      -- Monotonic milliseconds; the row is not due before.
      until REAL NOT NULL,
      leased INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX temp.wait_until ON wait (rank, until);
    INSERT INTO temp.wait (sequence, rank, until)
      SELECT sequence, CASE state WHEN 'behind' THEN ${BEHIND} ELSE ${PARKED} END, ${LONG_AGO}
      FROM main.report INDEXED BY report_undelivered
      WHERE state IN ('behind', 'parked') AND state <> 'delivered';
  `);
  const fresh = db.prepare<[number, number], Row>(
    `SELECT ${COLUMNS} FROM main.report r INDEXED BY report_undelivered
     WHERE r.state = 'waiting' AND r.state <> 'delivered'
       AND NOT EXISTS (SELECT 1 FROM temp.wait w WHERE w.sequence = r.sequence AND w.until > ?)
     ORDER BY r.sequence LIMIT ?`,
  );
  const later = db.prepare<[number, number, number], Row>(
    `SELECT ${COLUMNS} FROM temp.wait w CROSS JOIN main.report r ON r.sequence = w.sequence
     WHERE w.rank = ? AND w.until <= ? AND r.state IN ('waiting', 'behind', 'parked') ORDER BY w.until, w.sequence LIMIT ?`,
  );
  const anyFresh = db
    .prepare<[number], number>(
      `SELECT 1 FROM main.report r INDEXED BY report_undelivered
       WHERE r.state = 'waiting' AND r.state <> 'delivered'
         AND NOT EXISTS (SELECT 1 FROM temp.wait w WHERE w.sequence = r.sequence AND w.until > ?)
       LIMIT 1`,
    )
    .pluck();
  const firstDue = db.prepare<[], number | null>('SELECT min(until) FROM temp.wait').pluck();
  const hold = db.prepare<[number, number, number, 0 | 1]>(
    `INSERT INTO temp.wait (sequence, rank, until, leased) VALUES (?, ?, ?, ?)
     ON CONFLICT (sequence) DO UPDATE SET rank = excluded.rank, until = excluded.until, leased = excluded.leased`,
  );
  const free = db.prepare<[number]>(`DELETE FROM temp.wait WHERE sequence = ?`);
  const due = db.prepare<[number]>(`UPDATE temp.wait SET until = ${LONG_AGO}, leased = 0 WHERE sequence = ?`);
  const unparkAll = db.prepare<[]>(`UPDATE temp.wait SET until = ${LONG_AGO} WHERE rank = ${PARKED} AND leased = 0`);
  // A terminal's command may have read a receipt from a file meanwhile, and what is delivered stays so.
  const deliver = db.prepare<[string, number, number]>(
    `UPDATE main.report SET state = 'delivered', receipt = ?, received = ?, problem = NULL
     WHERE sequence = ? AND state <> 'delivered'`,
  );
  const received = db.prepare<[number, number]>(
    'UPDATE main.counter SET delivered = delivered + ?, last_receipt_at = ?',
  );
  const refuse = db.prepare<[ReportState, string, number]>(
    `UPDATE main.report SET state = ?, problem = ? WHERE sequence = ? AND state <> 'delivered'`,
  );
  const fail = db.prepare<[number]>(
    `UPDATE main.report SET state = 'behind', failures = failures + 1 WHERE sequence = ? AND state <> 'delivered'`,
  );
  const sweep = db.prepare<[]>(
    `DELETE FROM temp.wait WHERE NOT EXISTS (
       SELECT 1 FROM main.report r WHERE r.sequence = wait.sequence AND r.state IN ('waiting', 'behind', 'parked'))`,
  );

  /** Reports this process has claimed and not heard of yet; kept past the lease, for a late answer counts too. */
  const claimed = new Map<ReportId, Claim>();
  const rankOf = (state: ReportState) => (state === 'behind' ? BEHIND : state === 'parked' ? PARKED : FRESH);

  const lease = (now: number, limit: { events: number; bytes: number }, leaseMs: number) => {
    const rows: Row[] = [];
    let bytes = 0;
    const take = (candidates: Iterable<Row>): boolean => {
      for (const row of candidates) {
        const size = Buffer.byteLength(row.event);
        if (rows.length > 0 && bytes + size > limit.bytes) return false;
        bytes += size;
        rows.push(row);
        if (rows.length >= limit.events) return false;
      }
      return true;
    };
    // A report may be as large as the wire takes: rows are read one by one, never all that are due.
    void (
      take(fresh.iterate(now, limit.events)) &&
      take(later.iterate(BEHIND, now, limit.events)) &&
      take(later.iterate(PARKED, now, limit.events))
    );
    for (const row of rows) hold.run(row.sequence, rankOf(row.state), now + leaseMs, 1);
    // Something was due and is not there to be sent: another process delivered or deleted it.
    if (rows.length === 0) sweep.run();
    return rows;
  };

  /** @returns null where another process delivered it meanwhile */
  const settleOne = ({ sequence, unparked }: Claim, outcome: Outcome, receivedAt: number): ReportState | null => {
    const changed = (by: { changes: number }): boolean => {
      if (by.changes === 0) free.run(sequence);
      return by.changes > 0;
    };
    switch (outcome.kind) {
      case 'delivered':
        if (!changed(deliver.run(outcome.receipt, receivedAt, sequence))) return null;
        attachments.want(outcome.missingAttachments ?? []);
        free.run(sequence);
        return 'delivered';
      case 'dead':
        if (!changed(refuse.run('dead', JSON.stringify(outcome.problem), sequence))) return null;
        free.run(sequence);
        return 'dead';
      case 'parked':
        if (!changed(refuse.run('parked', JSON.stringify(outcome.problem), sequence))) return null;
        hold.run(sequence, PARKED, unparked ? LONG_AGO : outcome.notBefore, 0);
        return 'parked';
      case 'behind':
        if (!changed(fail.run(sequence))) return null;
        hold.run(sequence, BEHIND, outcome.notBefore, 0);
        return 'behind';
      default:
        return assertNever(outcome);
    }
  };

  const leaseAtOnce = db.transaction(lease).immediate;
  const settleAtOnce = db.transaction((outcomes: readonly Outcome[]) => {
    const moves = new Map<ReportId, { from: ReportState; to: ReportState } | null>();
    const receivedAt = startOfHour(clock.wall() + offset());
    let delivered = 0;
    for (const outcome of outcomes) {
      const known = claimed.get(outcome.id);
      // Settled already: the first answer stands.
      if (known === undefined || moves.has(outcome.id)) continue;
      const to = settleOne(known, outcome, receivedAt);
      moves.set(outcome.id, to === null ? null : { from: known.state, to });
      if (to === 'delivered') delivered += 1;
    }
    if (delivered > 0) received.run(delivered, startOfHour(clock.wall()));
    return moves;
  }).immediate;
  const releaseAtOnce = db.transaction((ids: readonly ReportId[]) => {
    for (const id of ids) {
      const known = claimed.get(id);
      if (known !== undefined) due.run(known.sequence);
    }
  });

  return {
    claim(now, limit, leaseMs) {
      return leaseAtOnce(now, limit, leaseMs).map((row): ClaimedReport => {
        // The id was minted here and its column holds 16 bytes of it.
        const id = uuidText(row.id) as ReportId;
        claimed.set(id, { sequence: row.sequence, state: row.state, unparked: false });
        return {
          id,
          sequence: row.sequence,
          event: row.event,
          sha256: row.sha256.toString('hex'),
          failedAlone: row.failures,
        };
      });
    },
    settle(outcomes) {
      for (const [id, move] of settleAtOnce(outcomes)) {
        claimed.delete(id);
        if (move !== null) tally.moved(move.from, move.to);
      }
    },
    release(ids) {
      releaseAtOnce(ids);
      for (const id of ids) claimed.delete(id);
    },
    nextDue(now) {
      if (anyFresh.get(now) !== undefined) return now;
      return firstDue.get() ?? null;
    },
    unpark() {
      unparkAll.run();
      for (const claim of claimed.values()) claim.unparked = true;
    },
  };
}
