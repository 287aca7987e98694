/** Businesses that were visited, sealed under the vault key: any inspector of this laptop finds them again. */
import { hash } from 'node:crypto';
import { uuidBytes, uuidText } from './bytes.ts';
import type { Connection } from './database.ts';

export interface BusinessRow {
  /** UUID. */
  readonly id: string;
  /** Which vault key. */
  readonly keyNumber: number;
  /** Milliseconds since the epoch: the last visit. */
  readonly seen: number;
  readonly sealed: Uint8Array;
}

export interface BusinessTable {
  read(id: string): BusinessRow | null;
  /** Every one, in no order. */
  all(): readonly BusinessRow[];
  /** Writes a business, in the place of the one of this id where there is one. */
  put(row: BusinessRow): void;
}

interface Columns {
  readonly id: Buffer;
  readonly keyNumber: number;
  readonly seen: number;
  readonly sealed: Buffer;
}

export function openBusinessTable(db: Connection): BusinessTable {
  const select = 'SELECT id, key_number AS keyNumber, seen, sealed FROM business';
  const read = db.prepare<[Uint8Array], Columns>(`${select} WHERE id = ?`);
  const all = db.prepare<[], Columns>(select);
  const put = db.prepare<[Uint8Array, number, number, Uint8Array, Uint8Array]>(
    `INSERT INTO business (id, key_number, seen, sha256, sealed) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET key_number = excluded.key_number, seen = excluded.seen,
       sha256 = excluded.sha256, sealed = excluded.sealed`,
  );
  const rowOf = ({ id, ...rest }: Columns): BusinessRow => ({ ...rest, id: uuidText(id) });
  return {
    read(id) {
      const columns = read.get(uuidBytes(id));
      return columns === undefined ? null : rowOf(columns);
    },
    all: () => all.all().map(rowOf),
    put: ({ id, keyNumber, seen, sealed }) =>
      void put.run(uuidBytes(id), keyNumber, seen, hash('sha256', sealed, 'buffer'), sealed),
  };
}
