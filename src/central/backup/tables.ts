/** Which tables a backup holds: all of ours, those first that others point to. */
import type { ClientBase } from 'pg';

export interface BackedUpTable {
  readonly name: string;
  /** In the table's order, without those the database computes. */
  readonly columns: readonly string[];
}

/** Kysely's own: which steps were made is in the header, and a restored database makes them itself. */
const OWN = ['kysely_migration', 'kysely_migration_lock'];

export async function tablesOf(client: ClientBase): Promise<BackedUpTable[]> {
  const { rows: tables } = await client.query<BackedUpTable & { columns: string[] }>(
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND c.relname <> ALL ($1)
     GROUP BY c.relname ORDER BY c.relname`,
    [OWN],
  );
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `SELECT f.relname AS from, t.relname AS to FROM pg_constraint k
     JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
     WHERE k.contype = 'f' AND f.oid <> t.oid AND k.connamespace = current_schema()::regnamespace`,
  );
  const ordered: BackedUpTable[] = [];
  const placed = new Set<string>();
  const place = (table: BackedUpTable): void => {
    if (placed.has(table.name)) return;
    placed.add(table.name);
    for (const { to } of references.filter(({ from }) => from === table.name)) {
      const other = tables.find(({ name }) => name === to);
      if (other !== undefined) place(other);
    }
    ordered.push(table);
  };
  for (const table of tables) place(table);
  return ordered;
}
