/** The device's records in SQLite. */
import type { Connection } from './database.ts';
import type { DeviceRecords } from './device-records.ts';

export function openRecords(db: Connection): DeviceRecords {
  const select = db.prepare<[string], { json: string | null; bytes: Buffer | null }>(
    'SELECT json, bytes FROM record WHERE name = ?',
  );
  const upsert = db.prepare<[string, string | null, Uint8Array | null]>(
    `INSERT INTO record (name, json, bytes) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET json = excluded.json, bytes = excluded.bytes`,
  );
  const drop = db.prepare<[string]>('DELETE FROM record WHERE name = ?');
  return {
    read(name, schema) {
      const json = select.get(name)?.json ?? null;
      return json === null ? null : schema.parse(JSON.parse(json));
    },
    write: (name, value) => void upsert.run(name, JSON.stringify(value), null),
    readBytes: (name) => select.get(name)?.bytes ?? null,
    writeBytes: (name, bytes) => void upsert.run(name, null, bytes),
    remove: (name) => void drop.run(name),
    together: (work) => db.transaction(work).immediate(),
  };
}
