/**
 * Migrates a folder's database and dies before a statement of it. Arguments: the folder, which statement
 * (from 0; past the last it lives), how many steps there are to go.
 */
import { databasePath, openDatabase } from '../../../../src/desk/store/database.ts';
import { migrate } from '../../../../src/desk/store/migrations.ts';
import { statementsOf } from './statements.ts';

const [folder = '', fatal = '0'] = process.argv.slice(2);
const db = openDatabase(folder, 'write');
let at = 0;
db.function('may_die', () => {
  if (at === Number(fatal)) process.kill(process.pid, 'SIGKILL');
  at += 1;
  return 0;
});
migrate(
  db,
  statementsOf().map((step) => step.map((sql) => `SELECT may_die(); ${sql};`).join('\n') + 'SELECT may_die();'),
);
db.close();
process.stdout.write(`${databasePath(folder)}\n`);
