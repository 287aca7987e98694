/** Reports as staff see them at the device: what was refused, and how far one has come. Never what they say. */
import type { ReportId } from '../../shared/ids.ts';
import { problemSchema, type Problem } from '../../shared/wire/problems.ts';
import { uuidText } from './bytes.ts';
import type { Connection } from './database.ts';
import type { ReportState, Tally } from './tally.ts';
import { retryDead } from './undelivered.ts';

export interface RefusedReport {
  readonly id: ReportId;
  /** Of the envelope: `org.fairdesk.feedback.v1` and so on. */
  readonly type: string;
  readonly problem: Problem | null;
  /** Milliseconds since the epoch, no finer than the envelope's time. */
  readonly written: number;
}

export interface StandingReport {
  readonly sequence: number;
  readonly id: ReportId;
  readonly state: ReportState;
}

/** Of one report: how far it has come, and why no further. */
export interface ReportFate {
  readonly id: ReportId;
  readonly state: ReportState;
  readonly problem: Problem | null;
}

export interface ReportDesk {
  /** The oldest first. */
  refused(limit: number): readonly RefusedReport[];
  /** Lets dead letters wait again: the one of this id, or all of them. @returns how many */
  retry(which: ReportId | 'all'): number;
  /** @returns null where no report has this sequence any more */
  fate(sequence: number): ReportFate | null;
  /** At most `limit` reports below the sequence `below`, the newest first; empty when there are no more. */
  before(below: number, limit: number): readonly StandingReport[];
}

export function openReportDesk(db: Connection, tally: Tally): ReportDesk {
  const dead = db.prepare<[number], { id: Buffer; type: string | null; problem: string | null; written: number }>(
    `SELECT id, CASE WHEN json_valid(event) THEN json_extract(event, '$.type') END AS type, problem, written
     FROM report INDEXED BY report_undelivered
     WHERE state = 'dead' AND state <> 'delivered' ORDER BY sequence LIMIT ?`,
  );
  const below = db.prepare<[number, number], { sequence: number; id: Buffer; state: ReportState }>(
    'SELECT sequence, id, state FROM report WHERE sequence < ? ORDER BY sequence DESC LIMIT ?',
  );
  const fate = db.prepare<[number], { id: Buffer; state: ReportState; problem: string | null }>(
    'SELECT id, state, problem FROM report WHERE sequence = ?',
  );
  return {
    refused: (limit) =>
      dead.all(limit).map(({ id, type, problem, written }) => ({
        // The id was minted here and its column holds 16 bytes of it.
        id: uuidText(id) as ReportId,
        type: type ?? '',
        problem: problemOf(problem),
        written,
      })),
    retry(which) {
      const retried = retryDead(db, which);
      for (let each = 0; each < retried; each += 1) tally.moved('dead', 'waiting');
      return retried;
    },
    fate(sequence) {
      const row = fate.get(sequence);
      if (row === undefined) return null;
      // The id was minted here and its column holds 16 bytes of it.
      return { id: uuidText(row.id) as ReportId, state: row.state, problem: problemOf(row.problem) };
    },
    before: (sequence, limit) =>
      below.all(sequence, limit).map((row) => ({ ...row, id: uuidText(row.id) as ReportId })),
  };
}

function problemOf(json: string | null): Problem | null {
  return json === null ? null : (problemSchema.safeParse(JSON.parse(json)).data ?? null);
}
