/** The schema, step by step. A step that was released never changes. SQL of PostgreSQL 15 only. */
import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { UsageError } from '../../process/command.ts';
import type { Tables } from './tables.ts';

/** A center's id is bounded here because it leads keys, whose entries PostgreSQL bounds; '' stands for none. */
const CENTER = sql`text NOT NULL CHECK (length(center_id) <= 200)`;
const LEFT_INTAKE = sql`
  center_id ${CENTER},
  id uuid NOT NULL,
  practice boolean NOT NULL,
  recorded text NOT NULL`;

const steps: Record<string, Migration> = {
  '0001-first': {
    async up(db: Kysely<unknown>) {
      const run = (statement: ReturnType<typeof sql>) => statement.execute(db);
      await run(sql`CREATE TABLE central (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        id text NOT NULL,
        sealing_kid text NOT NULL)`);
      await run(sql`CREATE TABLE configuration (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        version bigint NOT NULL,
        issued_at bigint NOT NULL,
        digest bytea NOT NULL)`);
      await run(sql`CREATE TABLE devices (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        profile text NOT NULL CHECK (profile IN ('kiosk', 'inspector')),
        center_id text,
        name text NOT NULL,
        app_version text NOT NULL,
        public_key bytea NOT NULL,
        enrolled_at timestamptz NOT NULL,
        revoked_at timestamptz,
        clone_suspected_at timestamptz)`);
      await run(sql`CREATE TABLE device_keys (
        public_key bytea PRIMARY KEY,
        device_id uuid NOT NULL,
        enrolled_at timestamptz NOT NULL)`);
      await run(sql`CREATE TABLE enrollment_codes (
        hash bytea PRIMARY KEY,
        profile text NOT NULL CHECK (profile IN ('kiosk', 'inspector')),
        center_id text,
        device_id uuid,
        expires_at timestamptz NOT NULL,
        used_key bytea,
        used_device_id uuid)`);
      await run(sql`CREATE TABLE device_status (
        device_id uuid PRIMARY KEY,
        heartbeat jsonb NOT NULL,
        at timestamptz NOT NULL)`);
      await run(sql`CREATE TABLE ledger (
        device_id uuid NOT NULL,
        report_id uuid NOT NULL,
        sequence bigint NOT NULL,
        sha256 bytea NOT NULL,
        receipt text NOT NULL,
        receipt_kid text NOT NULL,
        arrived_hour timestamptz NOT NULL,
        PRIMARY KEY (device_id, report_id),
        UNIQUE (device_id, sha256))`);
      await run(sql`CREATE INDEX ledger_sequence ON ledger (device_id, sequence)`);
      await run(sql`CREATE TABLE refusals (
        device_id uuid NOT NULL,
        sequence bigint NOT NULL,
        PRIMARY KEY (device_id, sequence))`);
      await run(sql`CREATE TABLE inspector_reports (
        device_id uuid NOT NULL,
        report_id uuid NOT NULL,
        type text NOT NULL,
        center_id ${CENTER},
        practice boolean NOT NULL,
        received_at timestamptz NOT NULL,
        payload jsonb NOT NULL,
        sealed text NOT NULL,
        PRIMARY KEY (device_id, report_id))`);
      await run(sql`CREATE TABLE attachments (
        device_id uuid NOT NULL,
        report_id uuid NOT NULL,
        sha256 bytea NOT NULL,
        size bigint NOT NULL,
        media_type text NOT NULL,
        PRIMARY KEY (device_id, report_id, sha256))`);
      await run(sql`CREATE TABLE intake (
        center_id ${CENTER},
        kind text NOT NULL,
        practice boolean NOT NULL,
        recorded text NOT NULL,
        arrived_hour timestamptz NOT NULL,
        said jsonb NOT NULL)`);
      await run(sql`CREATE INDEX intake_lot ON intake (center_id, kind)`);
      await run(sql`CREATE TABLE answers (${LEFT_INTAKE},
        agency text NOT NULL,
        survey_id text NOT NULL,
        survey_version bigint NOT NULL,
        locale text NOT NULL,
        content_version text NOT NULL,
        partial boolean NOT NULL,
        answers jsonb NOT NULL,
        PRIMARY KEY (center_id, id))`);
      await run(sql`CREATE TABLE contact_requests (${LEFT_INTAKE},
        name text,
        email text,
        phone text,
        message text NOT NULL,
        reply_language text,
        PRIMARY KEY (center_id, id))`);
      await run(sql`CREATE TABLE commendations (${LEFT_INTAKE},
        agency text NOT NULL,
        locale text NOT NULL,
        nominee_kind text NOT NULL,
        nominee_name text NOT NULL,
        merits jsonb NOT NULL,
        story text NOT NULL,
        PRIMARY KEY (center_id, id))`);
      await run(sql`CREATE TABLE language_complaints (${LEFT_INTAKE},
        agency text NOT NULL,
        locale text NOT NULL,
        reason text NOT NULL,
        language_needed text,
        details text,
        PRIMARY KEY (center_id, id))`);
    },
  },
  '0002-configuration': {
    async up(db: Kysely<unknown>) {
      const run = (statement: ReturnType<typeof sql>) => statement.execute(db);
      const setting = sql`
        scope text NOT NULL CHECK (scope IN ('city', 'agency', 'center', 'device')),
        scope_id text NOT NULL CHECK (length(scope_id) <= 200),
        name text NOT NULL CHECK (length(name) <= 200)`;
      await run(sql`CREATE TABLE settings (${setting}, value jsonb NOT NULL, PRIMARY KEY (scope, scope_id, name))`);
      await run(sql`CREATE TABLE setting_drafts (${setting}, value jsonb, PRIMARY KEY (scope, scope_id, name))`);
      await run(sql`CREATE TABLE device_configuration (
        device_id uuid PRIMARY KEY,
        version bigint NOT NULL,
        issued_at bigint NOT NULL,
        digest bytea NOT NULL,
        content_kids text[] NOT NULL,
        trusted_kids text[] NOT NULL)`);
      await run(sql`CREATE TABLE audit (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL,
        actor text NOT NULL,
        action text NOT NULL,
        subject text NOT NULL,
        value jsonb)`);
      // One version for all devices gave way to one a device: only those a change concerns get a new one.
      await run(sql`DROP TABLE configuration`);
    },
  },
  '0003-attachments': {
    async up(db: Kysely<unknown>) {
      const run = (statement: ReturnType<typeof sql>) => statement.execute(db);
      await run(sql`CREATE TABLE uploads (
        device_id uuid NOT NULL,
        id uuid NOT NULL,
        sha256 bytea NOT NULL CHECK (length(sha256) = 32),
        size bigint NOT NULL CHECK (size >= 0),
        received bigint NOT NULL CHECK (received BETWEEN 0 AND size),
        touched_at timestamptz NOT NULL,
        PRIMARY KEY (device_id, id))`);
      // Asked by hash alone: does any report name this blob?
      await run(sql`CREATE INDEX attachments_blob ON attachments (sha256)`);
    },
  },
  '0004-key-backups': {
    async up(db: Kysely<unknown>) {
      // Keys that a backup holds: a new sealing key is published only then.
      await sql`CREATE TABLE key_backups (kid text PRIMARY KEY, held_at timestamptz NOT NULL)`.execute(db);
    },
  },
  '0005-audit-ids': {
    async up(db: Kysely<unknown>) {
      // A counter is not in a backup's rows: after a restore it would give out ids that are taken.
      await sql`ALTER TABLE audit DROP COLUMN id`.execute(db);
      await sql`ALTER TABLE audit ADD COLUMN id uuid PRIMARY KEY DEFAULT gen_random_uuid()`.execute(db);
    },
  },
  '0006-content': {
    async up(db: Kysely<unknown>) {
      const run = (statement: ReturnType<typeof sql>) => statement.execute(db);
      await run(sql`CREATE TABLE content_packs (
        id text NOT NULL,
        version bigint NOT NULL CHECK (version > 0),
        kind text NOT NULL CHECK (kind IN ('content', 'news', 'media')),
        media_type text NOT NULL,
        size bigint NOT NULL CHECK (size > 0),
        sha256 bytea NOT NULL CHECK (length(sha256) = 32),
        files_sha256 bytea NOT NULL CHECK (length(files_sha256) = 32),
        published_at timestamptz NOT NULL,
        withdrawn_at timestamptz,
        PRIMARY KEY (id, version))`);
      await run(sql`CREATE TABLE content_parts (
        id text NOT NULL,
        version bigint NOT NULL,
        part integer NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (id, version, part))`);
      await run(sql`CREATE TABLE content_manifest (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        version bigint NOT NULL,
        issued_at bigint NOT NULL,
        digest bytea NOT NULL)`);
    },
  },
  '0007-accounts': {
    async up(db: Kysely<unknown>) {
      const run = (statement: ReturnType<typeof sql>) => statement.execute(db);
      await run(sql`CREATE TABLE accounts (
        name text PRIMARY KEY CHECK (length(name) <= 64),
        made_at timestamptz NOT NULL,
        revoked_at timestamptz,
        about jsonb)`);
      // Names that were published before this table was there, also those taken back since.
      await run(sql`INSERT INTO accounts (name, made_at, revoked_at)
        SELECT a.name, min(a.at), CASE WHEN EXISTS (
          SELECT FROM settings s WHERE s.name = 'staffAccount.' || a.name) THEN NULL ELSE max(a.at) END
        FROM (
          SELECT substring(subject FROM 'staffAccount\\.([a-z0-9][a-z0-9._-]{0,63})$') AS name, at
          FROM audit WHERE action = 'setting-published'
          UNION ALL
          SELECT substring(name FROM '^staffAccount\\.([a-z0-9][a-z0-9._-]{0,63})$'), now() FROM settings
        ) a WHERE a.name IS NOT NULL GROUP BY a.name`);
      await run(sql`CREATE TABLE handover_orders (
        device_id uuid NOT NULL,
        id uuid NOT NULL,
        from_account text NOT NULL,
        to_account text NOT NULL,
        ordered_at timestamptz NOT NULL,
        offered_at timestamptz,
        public_key text,
        keys jsonb NOT NULL DEFAULT '[]',
        done_at timestamptz,
        withdrawn_at timestamptz,
        PRIMARY KEY (device_id, id))`);
      // At most one order for what one account wrote on one device can be open.
      await run(sql`CREATE UNIQUE INDEX handover_open ON handover_orders (device_id, from_account)
        WHERE done_at IS NULL AND withdrawn_at IS NULL`);
    },
  },
  '0008-review-log': {
    async up(db: Kysely<unknown>) {
      const run = (statement: ReturnType<typeof sql>) => statement.execute(db);
      await run(sql`CREATE TABLE review_log (
        device_id uuid NOT NULL,
        report_id uuid NOT NULL,
        sequence bigint NOT NULL,
        received_at timestamptz NOT NULL,
        inspector text NOT NULL,
        supersedes uuid,
        practice boolean NOT NULL,
        PRIMARY KEY (device_id, report_id))`);
      await run(sql`CREATE INDEX review_log_supersedes ON review_log (device_id, supersedes)
        WHERE supersedes IS NOT NULL`);
      // What a payload says there may be any text: only an id can name a report.
      await run(sql`INSERT INTO review_log
        SELECT r.device_id, r.report_id, l.sequence, r.received_at, r.payload->>'inspectorId',
          CASE WHEN r.payload->>'supersedes' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
            THEN (r.payload->>'supersedes')::uuid END,
          r.practice
        FROM inspector_reports r JOIN ledger l USING (device_id, report_id)
        WHERE r.type = 'org.fairdesk.rights-review.v1'`);
    },
  },
};

/** Every step, in its order. */
export const migrationNames: readonly string[] = Object.keys(steps).sort();

/**
 * Brings the database to this version's schema. Several processes may call it at once: Kysely holds
 * an advisory lock while it migrates.
 *
 * @param upTo the step to stop at; the newest where absent
 * @throws UsageError where a newer version has written the database
 */
export async function migrate(db: Kysely<Tables>, upTo?: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(steps) } });
  const { error } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
  if (error === undefined) return;
  if (error instanceof Error && error.message.includes('corrupted migrations')) {
    throw new UsageError('the database was written by a newer version of Fairdesk: run that one, or a later one');
  }
  throw error instanceof Error ? error : new Error('a migration failed');
}
