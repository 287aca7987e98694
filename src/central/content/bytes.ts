/** The bytes of a pack, read part by part while they are sent: no pack is ever whole in memory here. */
import { Readable } from 'node:stream';
import type { Database } from '../store/database.ts';
import { packOf } from './publish.ts';

export interface PackBytes {
  /** Hex. */
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
  /** Ends early, with an error, where the database is lost or the pack is withdrawn meanwhile. */
  open(): Promise<Readable>;
}

/** @returns null where no such pack is published */
export async function packBytes(db: Database, id: string, version: number): Promise<PackBytes | null> {
  const pack = await packOf(db, id, version);
  if (pack === undefined || pack.withdrawn_at !== null) return null;
  const { size } = pack;
  return {
    sha256: pack.sha256.toString('hex'),
    size,
    mediaType: pack.media_type,
    async open() {
      // Before the answer begins: what fails here can still be said.
      const first = await partOf(db, id, version, 0);
      async function* parts(): AsyncGenerator<Buffer, void, undefined> {
        let sent = 0;
        for (let part = 0; sent < size; part++) {
          const bytes = part === 0 ? first : await partOf(db, id, version, part);
          sent += bytes.length;
          yield bytes;
        }
      }
      // One part ahead and no more.
      return Readable.from(parts(), { objectMode: false, highWaterMark: 1 });
    },
  };
}

async function partOf(db: Database, id: string, version: number, part: number): Promise<Buffer> {
  const row = await db
    .selectFrom('content_parts')
    .select('bytes')
    .where('id', '=', id)
    .where('version', '=', version)
    .where('part', '=', part)
    .executeTakeFirst();
  if (row === undefined || row.bytes.length === 0) throw new PackGone();
  return row.bytes;
}

/** Withdrawn between two parts of it. */
export class PackGone extends Error {}
