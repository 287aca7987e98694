/**
 * The device's store: one SQLite file in the data folder. Opening it migrates it and counts what is
 * undelivered; it never reads what was delivered, however much is kept.
 */
import type { Clock } from '../../shared/clock.ts';
import type { Outbox } from '../delivery/outbox.ts';
import { clockOffset } from '../device/connection.ts';
import { openAttachmentTable, type AttachmentTable } from './attachment-table.ts';
import { openAudit, type AuditTable } from './audit-table.ts';
import { openBusinessTable, type BusinessTable } from './business-table.ts';
import { openDatabase, type Connection } from './database.ts';
import type { DeviceRecords } from './device-records.ts';
import { migrate, type SchemaVersion } from './migrations.ts';
import { openKept, type Kept } from './kept-reports.ts';
import { openOutbox } from './outbox-table.ts';
import { openRecords } from './record-table.ts';
import { openReportTable, type ReportTable } from './report-table.ts';
import { openReportDesk, type ReportDesk } from './report-desk.ts';
import { openTally, type Counts } from './tally.ts';
import { openHeldRequests, openVault, type HeldRequests, type Vault } from './waiting-rooms.ts';
import { openWorkTable, type WorkTable } from './work-table.ts';

export interface Store {
  readonly schema: SchemaVersion;
  readonly records: DeviceRecords;
  readonly reports: ReportTable;
  readonly vault: Vault;
  readonly held: HeldRequests;
  readonly outbox: Outbox;
  readonly kept: Kept;
  readonly attachments: AttachmentTable;
  readonly audit: AuditTable;
  readonly desk: ReportDesk;
  readonly work: WorkTable;
  readonly businesses: BusinessTable;
  counts(): Counts;
  /**
   * Moves all that was written from the log into the file and empties the log, so that what was
   * deleted is in neither. @returns false where another process was reading; try again later
   */
  checkpoint(): boolean;
  close(): void;
}

export interface StoreOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly random: (length: number) => Uint8Array;
}

/** @throws SqliteError where the file cannot be opened; nothing of it was changed then */
export function openStore(options: StoreOptions): Store {
  const db = openDatabase(options.folder, 'write');
  try {
    return storeOn(db, options);
  } catch (error) {
    db.close();
    throw error;
  }
}

function storeOn(db: Connection, { clock, random }: StoreOptions): Store {
  const schema = migrate(db);
  const tally = openTally(db);
  const records = openRecords(db);
  const attachments = openAttachmentTable(db);
  const work = openWorkTable(db);
  return {
    schema,
    records,
    reports: openReportTable(db, tally),
    vault: openVault(db, random),
    held: openHeldRequests(db, random),
    outbox: openOutbox(db, tally, attachments, clock, () => clockOffset(records)),
    kept: openKept(db, tally, attachments, work),
    attachments,
    audit: openAudit(db),
    desk: openReportDesk(db, tally),
    work,
    businesses: openBusinessTable(db),
    counts: () => tally.counts(),
    checkpoint() {
      const [answer] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
      return answer?.busy === 0;
    },
    close() {
      if (db.open) db.close();
    },
  };
}
