/**
 * Who is at work at an inspector's laptop, as the rooms behind the door see it. The desk decides; the page
 * only shows.
 */
import type { InspectorStanding, LockReason, OwnerTurn, SignInError } from '../../shared/inspector.ts';
import type { Result } from '../../shared/result.ts';

/** Somebody who is signed in, with the keys to what they wrote. Of no use once they are locked out: every key is gone then. */
export interface AtWork {
  readonly account: string;
  readonly person: string;
  /** Whom they inspect for: the account's agency, else the laptop's, else null. */
  readonly agency: string | null;
  readonly practice: boolean;
  /** Nothing new begins. */
  expired(): boolean;
  /** Under the newest of the account's keys. */
  encrypt(plain: Uint8Array): { readonly generation: number; readonly sealed: Uint8Array };
  /** @returns null where that key is not held, or the bytes are not what was encrypted */
  decrypt(generation: number, sealed: Uint8Array): Uint8Array | null;
  /** Whether the key of that generation is held. */
  holds(generation: number): boolean;
}

export interface InspectorDoor {
  standing(): InspectorStanding;
  /** Null at the door and in the owner's turn. */
  atWork(): AtWork | null;
  /** Who handed the laptop over, and what for; null otherwise. */
  ownersTurn(): { readonly by: AtWork; readonly draft: string | null; readonly turn: OwnerTurn } | null;
  signIn(account: string, passphrase: string, practice: boolean): Promise<Result<null, SignInError>>;
  lock(why: LockReason): void;
  /** Being idle counts anew. */
  active(): void;
  /** Which draft is open: after a lock it is opened again. */
  opened(draft: string | null): void;
  /** Only from work. */
  beginOwnersTurn(draft: string | null, turn: OwnerTurn): boolean;
  takeBack(passphrase: string): Promise<Result<null, SignInError | { readonly type: 'closed' }>>;
}
