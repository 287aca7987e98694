/**
 * The shape of the device's database, forward only, each step in a transaction with its
 * `user_version`. A step may only add: tables, indexes, columns with a default. So an older app on a
 * newer database still reads and delivers.
 */
import type { Connection } from './database.ts';

/** Never changed once released; a change is a new one at the end. */
export const migrations: readonly string[] = [
  `
  -- What the device remembers of itself, JSON or bytes.
  CREATE TABLE record (
    name TEXT PRIMARY KEY,
    json TEXT,
    bytes BLOB,
    CHECK ((json IS NULL) <> (bytes IS NULL))
  ) STRICT, WITHOUT ROWID;

  -- One row. Sums that must not be counted anew over a million kept rows.
  CREATE TABLE counter (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    -- No sequence up to this one is given out (again).
    sequence_floor INTEGER NOT NULL,
    delivered INTEGER NOT NULL,
    -- Milliseconds since the epoch, cut to the hour.
    last_receipt_at INTEGER,
    -- When the first of the contact requests now held was written, cut to the hour.
    held_since INTEGER
  ) STRICT;
  INSERT INTO counter VALUES (1, 0, 0, NULL, NULL);

  -- Forms that were sent, by the key the face minted: the same one twice commits once.
  CREATE TABLE submission (
    key BLOB PRIMARY KEY CHECK (length(key) = 16),
    reference TEXT,
    -- Hours since the epoch, for dropping old ones.
    hour INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- Written before enrollment: payloads under the vault key. Contact requests have random places far behind the others'.
  CREATE TABLE vault (
    place INTEGER PRIMARY KEY,
    key_number INTEGER NOT NULL,
    written INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'vault' CHECK (state IN ('vault', 'unreadable')),
    sealed BLOB NOT NULL
  ) STRICT;
  CREATE INDEX vault_state ON vault (state);

  -- Contact requests, sealed, without id, sequence and time; places are random and say nothing of order.
  CREATE TABLE held (
    place INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    data TEXT NOT NULL
  ) STRICT;

  -- A report and its place in the queue are one row. Leases and waits are void after a restart: see outbox-table.ts.
  CREATE TABLE report (
    sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
    id BLOB NOT NULL CHECK (length(id) = 16),
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'behind', 'parked', 'dead', 'delivered')),
    -- Milliseconds since the epoch, no finer than the event's time.
    written INTEGER NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    problem TEXT,
    receipt TEXT,
    event TEXT NOT NULL
  ) STRICT;
  -- Delivered rows stay out of it: a million of them cost a claim nothing.
  CREATE INDEX report_undelivered ON report (state) WHERE state <> 'delivered';
  `,
  `
  -- When its receipt was kept: milliseconds since the epoch by the corrected clock, cut to the hour.
  ALTER TABLE report ADD COLUMN received INTEGER;
  UPDATE report SET received = (SELECT last_receipt_at FROM counter) WHERE state = 'delivered';
  `,
  `
  -- Blobs of reports, by the hash of their ciphertext; the bytes are files.
  CREATE TABLE attachment (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    -- kept: not known to be missing; waiting: the central endpoint lacks it; refused: too large for it.
    state TEXT NOT NULL DEFAULT 'kept' CHECK (state IN ('kept', 'waiting', 'refused', 'lost')),
    -- Path of its upload at the central endpoint, while one is under way.
    upload TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX attachment_unkept ON attachment (state) WHERE state <> 'kept';
  CREATE TABLE report_attachment (
    report BLOB NOT NULL CHECK (length(report) = 16),
    sha256 BLOB NOT NULL,
    PRIMARY KEY (report, sha256)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX report_attachment_blob ON report_attachment (sha256);
  `,
  `
  -- What staff did at this device, and who tried: never a digit of a PIN, nothing of a visitor.
  CREATE TABLE staff_audit (
    entry INTEGER PRIMARY KEY,
    -- Milliseconds since the epoch by the clock of this device.
    at INTEGER NOT NULL,
    what TEXT NOT NULL,
    detail TEXT
  ) STRICT;
  `,
  `
  -- What inspectors write and have sent, each row under a key of its account.
  CREATE TABLE work (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    account TEXT NOT NULL,
    -- Which of the account's keys.
    generation INTEGER NOT NULL,
    kind TEXT NOT NULL,
    -- draft: being written; owed: a copy that is still to be given; sent: to be read again.
    state TEXT NOT NULL CHECK (state IN ('draft', 'owed', 'sent')),
    practice INTEGER NOT NULL DEFAULT 0,
    revision INTEGER NOT NULL,
    -- Milliseconds since the epoch by the clock of this device.
    changed INTEGER NOT NULL,
    -- Of what was sent.
    report BLOB CHECK (length(report) = 16),
    sequence INTEGER,
    -- 1: the report was received, and its row deleted since.
    received INTEGER NOT NULL DEFAULT 0,
    -- Of what is sealed: a page that the disk changed is never taken for what was written.
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    sealed BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX work_account ON work (account, state, changed);
  CREATE INDEX work_generation ON work (account, generation, state);
  -- From a report to who sent it.
  CREATE INDEX work_sequence ON work (sequence);

  -- Businesses that were visited, under the vault key: to be found again by whoever works at this laptop.
  CREATE TABLE business (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    key_number INTEGER NOT NULL,
    -- Milliseconds since the epoch: the last visit.
    seen INTEGER NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    sealed BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
];

export interface SchemaVersion {
  /** As found in the file after migrating. */
  readonly version: number;
  /** A newer app made this file; it is used as far as this app knows it and never changed in shape. */
  readonly newer: boolean;
}

/** Brings the database to the newest shape this app knows. A step that was cut short is as if it never began. */
export function migrate(db: Connection, steps: readonly string[] = migrations): SchemaVersion {
  for (let next = schemaVersion(db); next < steps.length; next = schemaVersion(db)) {
    db.transaction(() => {
      db.exec(steps[next] ?? '');
      db.pragma(`user_version = ${next + 1}`);
    }).immediate();
  }
  const version = schemaVersion(db);
  return { version, newer: version > steps.length };
}

export function schemaVersion(db: Connection): number {
  return Number(db.pragma('user_version', { simple: true }));
}
