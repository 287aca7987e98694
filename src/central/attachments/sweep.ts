/** Drops what nobody waits for: blobs that no report names, uploads that nobody went on with. */
import { sql } from 'kysely';
import type { Endpoint } from '../endpoint.ts';
import { errorForLog } from '../log.ts';
import { isUnavailable } from '../store/database.ts';
import { UPLOAD_LIFE_MS } from './uploads.ts';

/** Wire contract, "Attachments". */
export const UNNAMED_LIFE_MS = 30 * 24 * 3_600_000;
const LOOK_EVERY_MS = 3_600_000;
/** A file without its row: one that was just made may be about to have it. */
const ORPHAN_MS = 3_600_000;

export type SweepParts = Pick<Endpoint, 'store' | 'blobs' | 'clock' | 'log'>;

/** Drops all that is due. @returns how much was dropped */
export async function sweepAttachments({ store, blobs, clock, log }: SweepParts) {
  const now = clock.wall();
  await sql`DELETE FROM uploads WHERE touched_at <= ${new Date(now - UPLOAD_LIFE_MS)}`.execute(store.db);
  const swept = { blobs: 0, uploads: 0 };
  const old = await blobs.uploadsOlderThan(now - ORPHAN_MS);
  if (old.length > 0) {
    const { rows } = await sql<{ id: string }>`
      SELECT id::text FROM uploads WHERE id::text = ANY(${old})`.execute(store.db);
    const known = new Set(rows.map(({ id }) => id));
    for (const upload of old) {
      if (known.has(upload)) continue;
      await blobs.dropUpload(upload);
      swept.uploads += 1;
    }
  }
  for await (const some of blobs.olderThan(now - UNNAMED_LIFE_MS)) {
    const { rows } = await sql<{ sha256: Buffer }>`
      SELECT DISTINCT sha256 FROM attachments
      WHERE sha256 = ANY(${some.map((each) => Buffer.from(each, 'hex'))}::bytea[])`.execute(store.db);
    const named = new Set(rows.map(({ sha256 }) => sha256.toString('hex')));
    for (const sha256 of some) {
      if (named.has(sha256)) continue;
      await blobs.dropBlob(sha256);
      swept.blobs += 1;
    }
  }
  if (swept.blobs + swept.uploads > 0) log({ event: 'attachments.swept', ...swept });
  return swept;
}

/** Sweeps now and every hour. */
export function watchAttachments(parts: SweepParts): { end(): Promise<void> } {
  let running: Promise<void> | null = null;
  const sweep = async () => {
    try {
      await sweepAttachments(parts);
    } catch (error) {
      // Out of reach for the moment: an hour later is as good.
      if (!isUnavailable(error)) parts.log({ event: 'attachments.failed', error: errorForLog(error) });
    }
  };
  const look = () => {
    running ??= sweep().finally(() => {
      running = null;
    });
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  look();
  return {
    async end() {
      clearInterval(timer);
      await running;
    },
  };
}
