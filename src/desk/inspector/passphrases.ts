/** Whether a passphrase is that of an account: asked of the verifier that the configuration holds, offline. */
import { createHash } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Account, Accounts } from './accounts.ts';
import type { Tries } from './tries.ts';

export type PassphraseError = { readonly type: 'wrong' | 'wait'; readonly waitSeconds: number };

export interface Passphrases {
  /** Counted before it is checked. A name that nobody has waits and takes as long as one that somebody has. */
  check(name: string, passphrase: string): Promise<Result<Account, PassphraseError>>;
  waitSeconds(name: string): number;
  tick(): void;
}

export function openPassphrases(accounts: Accounts, tries: Tries): Passphrases {
  const nameOf = (name: string) => {
    const verifier = accounts.find(name)?.verifier;
    return verifier === undefined ? 'nobody' : createHash('sha256').update(verifier).digest('base64url').slice(0, 16);
  };
  return {
    waitSeconds: (name) => tries.waitSeconds(name, nameOf(name)),
    async check(name, passphrase) {
      const [first] = accounts.all();
      // There is nothing to hide where there is no account at all.
      if (first === undefined) return err({ type: 'wrong', waitSeconds: 0 });
      const of = nameOf(name);
      const waitSeconds = tries.waitSeconds(name, of);
      if (waitSeconds > 0) return err({ type: 'wait', waitSeconds });
      tries.count(name, of);
      const account = accounts.find(name);
      const right = await verify(account?.verifier ?? nobodys(first.verifier), passphrase.normalize('NFKC'));
      if (account === null || !right) return err({ type: 'wrong', waitSeconds: tries.wrong(name) });
      tries.right(name);
      return ok(account);
    },
    tick: tries.tick,
  };
}

/** A verifier of no passphrase that anyone knows, at the cost of another one: it takes as long to check. */
function nobodys(verifier: string): string {
  const cost = verifier.split('$').slice(0, 4).join('$');
  return `${cost}$${'A'.repeat(22)}$${'A'.repeat(43)}`;
}
