/**
 * How many reports are in which state, without counting: read once from the index of undelivered
 * rows, kept along with each commit, read again when another process has written.
 */
import type { Connection } from './database.ts';

export type ReportState = 'waiting' | 'behind' | 'parked' | 'dead' | 'delivered';

export interface Counts {
  /** Numbered, neither delivered nor dead. */
  readonly queued: number;
  readonly dead: number;
  readonly delivered: number;
  /** Under the vault key, until enrollment. */
  readonly vault: number;
  /** Under a vault key that this machine cannot open any more. */
  readonly unreadable: number;
  /** Contact requests without a number yet. */
  readonly held: number;
  /** When the oldest that is not delivered was written (ms since the epoch, cut as its type asks), or null. */
  readonly oldest: number | null;
  /** Ms since the epoch, cut to the hour. */
  readonly lastReceiptAt: number | null;
}

export interface Tally {
  counts(): Counts;
  /** To be called after the commit. */
  moved(from: ReportState | null, to: ReportState): void;
}

export function openTally(db: Connection): Tally {
  const grouped = db.prepare<[], { state: ReportState; n: number }>(
    `SELECT state, count(*) AS n FROM report INDEXED BY report_undelivered WHERE state <> 'delivered' GROUP BY state`,
  );
  const oldestOf = db
    .prepare<[ReportState], number>(
      `SELECT written FROM report INDEXED BY report_undelivered
       WHERE state = ? AND state <> 'delivered' ORDER BY sequence LIMIT 1`,
    )
    .pluck();
  const rest = db.prepare<
    [],
    {
      delivered: number;
      last_receipt_at: number | null;
      held_since: number | null;
      held: number;
      vault: number;
      unreadable: number;
      vault_oldest: number | null;
    }
  >(
    `SELECT delivered, last_receipt_at, held_since,
       (SELECT count(*) FROM held) AS held,
       (SELECT count(*) FROM vault WHERE state = 'vault') AS vault,
       (SELECT count(*) FROM vault WHERE state = 'unreadable') AS unreadable,
       (SELECT written FROM vault ORDER BY place LIMIT 1) AS vault_oldest
     FROM counter`,
  );
  // Changes when another connection commits, never for our own commits.
  const foreign = db.prepare<[], number>('PRAGMA data_version').pluck();

  const undelivered = new Map<ReportState, number>();
  let seen: number | undefined;
  const refresh = () => {
    const version = foreign.get();
    if (version === seen) return;
    undelivered.clear();
    for (const { state, n } of grouped.all()) undelivered.set(state, n);
    seen = version;
  };
  const add = (state: ReportState, by: number) => {
    if (state !== 'delivered') undelivered.set(state, (undelivered.get(state) ?? 0) + by);
  };
  refresh();

  return {
    counts() {
      refresh();
      const row = rest.get();
      if (row === undefined) throw new Error('the counter row is gone');
      const of = (state: ReportState) => undelivered.get(state) ?? 0;
      const queued = of('waiting') + of('behind') + of('parked');
      const moments = [
        ...(queued > 0 ? (['waiting', 'behind', 'parked'] as const).map((state) => oldestOf.get(state) ?? null) : []),
        row.held > 0 ? row.held_since : null,
        row.vault_oldest,
      ].filter((moment) => moment !== null);
      return {
        queued,
        dead: of('dead'),
        delivered: row.delivered,
        vault: row.vault,
        unreadable: row.unreadable,
        held: row.held,
        oldest: moments.length === 0 ? null : Math.min(...moments),
        lastReceiptAt: row.last_receipt_at,
      };
    },
    moved(from, to) {
      if (from !== null) add(from, -1);
      add(to, 1);
    },
  };
}
