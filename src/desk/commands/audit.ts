/** `audit`: what staff did at this device, and who tried, as one line each; also while the app runs. */
import { AUDIT_ROWS, readAudit } from '../store/audit-table.ts';
import { print, using } from './folder.ts';

/** The newest last, as a terminal shows a log. */
export function audit(folder: string): void {
  const rows = using(folder, 'read', (db) => readAudit(db, AUDIT_ROWS));
  for (const { at, what, detail } of rows.toReversed()) print({ at: new Date(at).toISOString(), what, detail });
}
