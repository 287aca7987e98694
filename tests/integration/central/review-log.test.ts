import { describe, expect, test } from 'vitest';
import { openDatabase, openPool } from '../../../src/central/store/database.ts';
import { migrate } from '../../../src/central/store/migrations.ts';
import { useCentral } from './harness.ts';

describe('the trail of reviews that came before there was one', () => {
  const place = useCentral('embedded');

  test('is made of what is stored', async () => {
    const pool = openPool(await place.newDatabase(), () => {});
    const db = openDatabase(pool);
    await migrate(db, '0007-accounts');
    const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
    for (const [n, supersedes] of [id(1), 'no id', null].entries()) {
      const payload = JSON.stringify({ inspectorId: 'ada', supersedes });
      await pool.query('INSERT INTO ledger VALUES ($1, $2, $3, $4, $5, $6, now())', [
        id(9),
        id(n),
        n + 1,
        Buffer.alloc(32, n),
        '',
        '',
      ]);
      await pool.query(
        "INSERT INTO inspector_reports VALUES ($1, $2, 'org.fairdesk.rights-review.v1', '', false, now(), $3, '')",
        [id(9), id(n), payload],
      );
    }
    await migrate(db);
    const rows = await db.selectFrom('review_log').selectAll().orderBy('sequence').execute();
    expect(rows).toMatchObject([
      { report_id: id(0), sequence: 1, inspector: 'ada', supersedes: id(1), practice: false },
      { report_id: id(1), sequence: 2, supersedes: null },
      { report_id: id(2), sequence: 3, supersedes: null },
    ]);
    await db.destroy();
  });
});
