/** What an account wrote here under an earlier passphrase opens with that one, slowed down like signing in. */
import type { InspectorAnswers } from '../../shared/inspector.ts';
import { err, ok } from '../../shared/result.ts';
import { attempt } from '../store/failures.ts';
import type { WorkTable } from '../store/work-table.ts';
import type { AtWork } from './door.ts';
import type { Entrance } from './entrance.ts';
import { recoveryOf } from './tries.ts';

/** Whose rows are taken over, as far as their key opens them. */
export interface Former {
  readonly account: string;
  decrypt(generation: number, sealed: Uint8Array): Uint8Array | null;
}

/**
 * Puts rows of another account, or of another key, under the newest key of `to`.
 *
 * @param which `open`: drafts and owed copies alone
 * @returns how many
 * @throws what SQLite throws; nothing was changed then
 */
export type TakeOver = (former: Former, to: AtWork, which: 'open' | 'all') => number;

export interface RecoverParts extends Pick<Entrance, 'door' | 'keys' | 'tries'> {
  readonly work: Pick<WorkTable, 'generations'>;
  readonly takeOver: TakeOver;
}

export function recovering({ door, keys, tries, work, takeOver }: RecoverParts) {
  return async (passphrase: string): Promise<InspectorAnswers['inspector.recover']> => {
    const who = door.atWork();
    const held = door.held()?.keys;
    if (who === null || held === undefined) return err({ type: 'closed' });
    const { account } = who;
    const [name, of] = [recoveryOf(account), String(keys.generations(account).length)];
    const waitSeconds = tries.waitSeconds(name, of);
    if (waitSeconds > 0) return err({ type: 'wait', waitSeconds });
    tries.count(name, of);
    const earlier = await keys.openEarlier(held, passphrase);
    if (earlier === null) return err({ type: 'wrong', waitSeconds: tries.wrong(name) });
    try {
      tries.right(name);
      if (door.atWork() !== who) return err({ type: 'closed' });
      const taken = attempt(() => takeOver({ account, decrypt: earlier.decrypt }, who, 'all'));
      if (!taken.ok) return err({ type: taken.error.type });
      attempt(() => keys.dropUnused(account, held, work.generations(account, 'all')));
      return ok({ recovered: taken.value });
    } finally {
      earlier.letGo();
    }
  };
}
