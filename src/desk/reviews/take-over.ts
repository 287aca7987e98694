/** Rows of one account, or of one under an earlier passphrase, become those of another. */
import type { AtWork } from '../inspector/door.ts';
import type { KeptWork, WorkState, WorkTable } from '../store/work-table.ts';

export interface TakenFrom {
  readonly account: string;
  /** @returns null where that key is not held, or the bytes are not what was encrypted */
  decrypt(generation: number, sealed: Uint8Array): Uint8Array | null;
}

const OPEN: readonly WorkState[] = ['draft', 'owed'];
const ALL: readonly WorkState[] = [...OPEN, 'sent'];

/**
 * Seals rows anew to `to`, all of them in one transaction. What cannot be opened stays where it is. What is
 * inside is not looked at: what a newer version wrote goes over too.
 *
 * @param which `open`: drafts and owed copies; `all`: what was sent too
 * @param unsaved what a full disk did not take of a row
 * @returns how many went over
 * @throws SqliteError or system error where the disk refuses: none went over then
 */
export function takeOver(
  table: WorkTable,
  from: TakenFrom,
  to: AtWork,
  which: 'open' | 'all',
  unsaved: (row: KeptWork) => KeptWork | null = () => null,
): number {
  const isOwn = from.account === to.account;
  return table.together(() => {
    let taken = 0;
    for (const row of (which === 'open' ? OPEN : ALL).flatMap((state) => table.of(from.account, state))) {
      // Its own newer rows need no other key.
      if (isOwn && to.holds(row.generation)) continue;
      const latest = unsaved(row);
      const said = latest === null ? null : from.decrypt(latest.generation, latest.sealed);
      const plain = said ?? from.decrypt(row.generation, row.sealed);
      if (plain === null) continue;
      const next = { ...row, ...to.encrypt(plain), account: to.account, revision: row.revision + 1 };
      if (table.replace(next, row.revision)) taken += 1;
    }
    return taken;
  });
}
