/** The migrations, one more behind them, statement by statement. */
import { migrations } from '../../../../src/desk/store/migrations.ts';

/** As a later version of the app may bring it. */
const NEXT = `
  CREATE TABLE later (a INTEGER PRIMARY KEY) STRICT;
  ALTER TABLE report ADD COLUMN later INTEGER NOT NULL DEFAULT 0;
  INSERT INTO later (a) SELECT count(*) FROM report;
`;

export function statementsOf(): string[][] {
  return [...migrations, NEXT].map((step) =>
    step
      .replaceAll(/--.*$/gm, '')
      .split(';')
      .map((sql) => sql.trim())
      .filter((sql) => sql !== ''),
  );
}
