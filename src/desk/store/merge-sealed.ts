/**
 * Takes rows that are sealed (work, businesses) from a damaged database into a sound one. Their keys are
 * not here, so each carries the hash of what was sealed: a row that the disk has changed never takes the
 * place of an older one that is whole, and where there is none it is kept as it was found. Nor does a row
 * of a page that the disk never wrote again take the place of what a backup had of it since.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Row } from './salvage.ts';

const rowSchema = z.looseObject({
  id: z.instanceof(Uint8Array),
  sha256: z.instanceof(Uint8Array),
  sealed: z.instanceof(Uint8Array),
});

export interface KnownRow {
  readonly id: Uint8Array;
  /** Goes up with every change of the row. */
  readonly version: number;
}

export interface SealedParts {
  /** What was read of the damaged table. */
  readonly rows: readonly Row[];
  /** Which of their columns is the version; null where none is. */
  readonly version: string | null;
  /** Whether that was all of it: what is not among it was deleted. */
  readonly whole: boolean;
  /** The rows that the sound table has. */
  readonly known: readonly KnownRow[];
}

export interface SealedMerge {
  readonly take: readonly Row[];
  readonly drop: readonly Uint8Array[];
  /** Rows whose bytes are not what was written. */
  readonly unreadable: number;
}

/** Pure: which rows are taken over the sound table's, and which of its own go. */
export function mergeSealed({ rows, version, whole, known }: SealedParts): SealedMerge {
  const name = (id: Uint8Array) => Buffer.from(id).toString('hex');
  const has = new Map(known.map((row) => [name(row.id), row.version]));
  const found = new Set<string>();
  const take: Row[] = [];
  let unreadable = 0;
  for (const row of rows) {
    const parsed = rowSchema.safeParse(row);
    if (!parsed.success) {
      unreadable += 1;
      continue;
    }
    const id = name(parsed.data.id);
    found.add(id);
    const before = has.get(id);
    if (isWritten(parsed.data)) {
      const isOlder = version !== null && before !== undefined && Number(row[version]) < before;
      if (!isOlder) take.push(row);
      continue;
    }
    unreadable += 1;
    if (before === undefined) take.push(row);
  }
  // One id that cannot be read could be any of those that were not found.
  const complete = whole && unreadable === 0;
  const gone = known.map(({ id }) => id).filter((id) => !found.has(name(id)));
  return { take, drop: complete ? gone : [], unreadable };
}

function isWritten({ sha256, sealed }: z.infer<typeof rowSchema>): boolean {
  return createHash('sha256').update(sealed).digest().equals(sha256);
}
