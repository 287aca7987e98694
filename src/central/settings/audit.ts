/** Who changed what, one row a change, in the transaction of the change. Never a verifier. */
import { userInfo } from 'node:os';
import type { Clock } from '../../shared/clock.ts';
import type { Database, Work } from '../store/database.ts';

export type Action =
  | 'setting-drafted'
  | 'setting-withdrawn'
  | 'setting-published'
  | 'account-added'
  | 'account-changed'
  | 'account-passphrase'
  | 'account-revoked'
  | 'handover-ordered'
  | 'handover-keys-sent'
  | 'handover-done'
  | 'handover-withdrawn'
  | 'reviews-exported'
  | 'device-revoked'
  | 'key-announced'
  | 'key-used'
  | 'key-retired'
  | 'content-published'
  | 'content-withdrawn';

export interface Change {
  readonly action: Action;
  /** What it was done to, such as `center oath-bronx idleSeconds`. */
  readonly subject: string;
  /** The new value, JSON; left out of what must not be shown. */
  readonly value?: unknown;
}

export type Audit = (work: Database | Work, change: Change) => Promise<void>;

/** @param actor whose change it is: of a command, the account of the operating system that runs it */
export function auditBy(actor: string, clock: Pick<Clock, 'wall'>): Audit {
  return async (work, { action, subject, value }) => {
    await work
      .insertInto('audit')
      .values({
        at: new Date(clock.wall()),
        actor,
        action,
        subject,
        value: value === undefined ? null : JSON.stringify(value),
      })
      .execute();
  };
}

export function operatingSystemUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without a name, as in some containers.
    return `user id ${process.getuid?.() ?? 'unknown'}`;
  }
}
