/**
 * Which blobs belong to which report, and what of them is still to be uploaded. The rows commit with
 * their report; a blob is wanted again whenever the central endpoint says that it lacks it, and that
 * alone, not the end of an upload, decides when its report may go.
 */
import type { ReportId } from '../../shared/ids.ts';
import { uuidBytes } from './bytes.ts';
import type { Connection } from './database.ts';

/** A blob that the central endpoint lacks. */
export interface WantedBlob {
  readonly sha256: string;
  /** Where its upload stands at the central endpoint; null where none was begun. */
  readonly upload: string | null;
}

export interface AttachmentTable {
  /** Ties blobs to a report. Call in the transaction that commits it. */
  keep(report: ReportId, hashes: readonly string[]): void;
  /** To be uploaded: the central endpoint lacks them. Those it refused before are tried again, those lost stay so. */
  want(hashes: readonly string[]): void;
  /** Some of those to be uploaded. */
  wanted(): readonly WantedBlob[];
  setUpload(sha256: string, upload: string | null): void;
  /** All of it was taken; whether it is held, a later comparison says. */
  uploaded(sha256: string): void;
  /** The central endpoint does not take it (413): kept, not sent. */
  refused(sha256: string): void;
  /** Its file is not here any more, or not whole. */
  lost(sha256: string): void;
  countRefused(): number;
  /** Hashes for the heartbeat, as many as it takes. */
  allLost(): readonly string[];
  of(report: ReportId): readonly string[];
  /** Unties a report that is deleted, in its transaction. @returns the blobs that no report names any more: their files can go */
  release(report: ReportId): readonly string[];
  /** All that reports name or the central endpoint asked for. */
  all(): ReadonlySet<string>;
}

/** A heartbeat names so many (wire contract); an answer that names blobs we never had is not believed further. */
const STRANGERS_MAX = 1_000;
const SOME = 100;

export function openAttachmentTable(db: Connection): AttachmentTable {
  const insert = db.prepare<[Uint8Array]>('INSERT INTO attachment (sha256) VALUES (?) ON CONFLICT DO NOTHING');
  const tie = db.prepare<[Uint8Array, Uint8Array]>(
    'INSERT INTO report_attachment (report, sha256) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const known = db.prepare<[Uint8Array], number>('SELECT 1 FROM attachment WHERE sha256 = ?').pluck();
  const want = db.prepare<[Uint8Array]>(
    `UPDATE attachment SET state = 'waiting' WHERE sha256 = ? AND state IN ('kept', 'refused')`,
  );
  const strangers = db.prepare<[], number>(`SELECT count(*) FROM attachment WHERE state <> 'kept'`).pluck();
  const wanted = db.prepare<[number], { sha256: Buffer; upload: string | null }>(
    `SELECT sha256, upload FROM attachment WHERE state = 'waiting' AND state <> 'kept' LIMIT ?`,
  );
  const setUpload = db.prepare<[string | null, Uint8Array]>('UPDATE attachment SET upload = ? WHERE sha256 = ?');
  const end = db.prepare<['kept' | 'refused' | 'lost', Uint8Array]>(
    'UPDATE attachment SET state = ?, upload = NULL WHERE sha256 = ?',
  );
  const refusedCount = db
    .prepare<[], number>(`SELECT count(*) FROM attachment WHERE state = 'refused' AND state <> 'kept'`)
    .pluck();
  const lost = db
    .prepare<[number], Buffer>(`SELECT sha256 FROM attachment WHERE state = 'lost' AND state <> 'kept' LIMIT ?`)
    .pluck();
  const of = db.prepare<[Uint8Array], Buffer>('SELECT sha256 FROM report_attachment WHERE report = ?').pluck();
  const untie = db.prepare<[Uint8Array]>('DELETE FROM report_attachment WHERE report = ?');
  const drop = db.prepare<[Uint8Array]>(
    `DELETE FROM attachment WHERE sha256 = ?
       AND NOT EXISTS (SELECT 1 FROM report_attachment r WHERE r.sha256 = attachment.sha256)`,
  );
  const all = db
    .prepare<[], Buffer>(
      `SELECT sha256 FROM report_attachment UNION SELECT sha256 FROM attachment WHERE state <> 'kept'`,
    )
    .pluck();

  const wantAll = db.transaction((hashes: readonly string[]) => {
    for (const sha256 of new Set(hashes)) {
      const bytes = hashBytes(sha256);
      if (bytes.length !== 32) continue;
      if (known.get(bytes) === undefined) {
        // The report's row outlived the blob's: the file may be there all the same.
        if ((strangers.get() ?? 0) >= STRANGERS_MAX) continue;
        insert.run(bytes);
      }
      want.run(bytes);
    }
  });

  return {
    keep(report, hashes) {
      for (const sha256 of hashes) {
        insert.run(hashBytes(sha256));
        tie.run(uuidBytes(report), hashBytes(sha256));
      }
    },
    want: (hashes) => wantAll(hashes),
    wanted: () => wanted.all(SOME).map(({ sha256, upload }) => ({ sha256: sha256.toString('hex'), upload })),
    setUpload: (sha256, upload) => void setUpload.run(upload, hashBytes(sha256)),
    uploaded: (sha256) => void end.run('kept', hashBytes(sha256)),
    refused: (sha256) => void end.run('refused', hashBytes(sha256)),
    lost: (sha256) => void end.run('lost', hashBytes(sha256)),
    countRefused: () => refusedCount.get() ?? 0,
    allLost: () => lost.all(STRANGERS_MAX).map((sha256) => sha256.toString('hex')),
    of: (report) => of.all(uuidBytes(report)).map((sha256) => sha256.toString('hex')),
    release(report) {
      const hashes = of.all(uuidBytes(report));
      untie.run(uuidBytes(report));
      return hashes.filter((sha256) => drop.run(sha256).changes > 0).map((sha256) => sha256.toString('hex'));
    },
    all: () => new Set(all.all().map((sha256) => sha256.toString('hex'))),
  };
}

function hashBytes(sha256: string): Buffer {
  return Buffer.from(sha256, 'hex');
}
