/** What the room of reviews needs of the desk around it. */
import type { Clock } from '../../shared/clock.ts';
import { uuidV7 } from '../../shared/ids.ts';
import { err } from '../../shared/result.ts';
import type { InspectorDoor } from '../inspector/door.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import type { DeskLog } from '../log-events.ts';
import type { Reports } from '../reports/reports.ts';
import { attempt, type StoreError } from '../store/failures.ts';
import type { Store } from '../store/store.ts';
import type { Unsaved } from './unsaved.ts';

export interface ReviewParts {
  readonly store: Pick<Store, 'work' | 'businesses' | 'desk'>;
  readonly reports: Pick<Reports, 'submit' | 'attach'>;
  readonly vaultKeys: Pick<VaultKeys, 'encrypt' | 'decrypt'>;
  readonly door: Pick<InspectorDoor, 'atWork' | 'ownersTurn' | 'opened' | 'beginOwnersTurn'>;
  readonly clock: Clock;
  readonly random: (length: number) => Uint8Array;
  /** Of the content that is shown. */
  readonly content: {
    /** Ids of the rights. */
    rights(): readonly string[];
    /** Tags of the languages that can be shown. */
    languages(): readonly string[];
  };
  /** Whether the laptop itself is in practice, whoever is at work. */
  readonly practice: () => boolean;
  /** Whether the disk has room for a draft besides what receipts need. */
  readonly admits: () => boolean;
  /** What a full disk did not take. */
  readonly unsaved: Unsaved;
  /** Called when a report waits again. */
  readonly requeued: () => void;
  readonly log: DeskLog;
}

export type WriteError = { readonly type: 'disk-full' } | { readonly type: 'store-failed' };

export const closed = () => err({ type: 'closed' } as const);
export const notThere = () => err({ type: 'not-there' } as const);

export function newId({ clock, random }: Pick<ReviewParts, 'clock' | 'random'>): string {
  return uuidV7(clock.wall(), random(10));
}

/** Does what writes a draft, where the disk has room for one. @returns null when it is on disk */
export function write({ admits, log }: Pick<ReviewParts, 'admits' | 'log'>, work: () => void): WriteError | null {
  if (!admits()) return { type: 'disk-full' };
  const written = attempt(work);
  return written.ok ? null : writeError(written.error, log);
}

function writeError(error: StoreError, log: DeskLog): WriteError {
  if (error.type === 'disk-full') return { type: 'disk-full' };
  log({ event: 'store-failed', during: 'draft', code: error.code });
  return { type: 'store-failed' };
}
