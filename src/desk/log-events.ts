import type { LockReason } from '../shared/inspector.ts';
import type { PackRefusal } from './content/open-pack.ts';
import type { Damage } from './store/damage.ts';
import type { StoreRecovery } from './store/rebuild.ts';
import type { DiskLevel } from './store/room.ts';

/** The catalogue of what the desk's core logs. Nothing a visitor wrote or chose is ever in it. */
export type DeskLogEvent =
  | {
      readonly event: 'desk-opened';
      readonly schemaVersion: number;
      readonly contentVersion: string;
      readonly languages: readonly string[];
    }
  | { readonly event: 'desk-closed' }
  /** A newer app made this database: used as far as it is known, its shape left alone. */
  | { readonly event: 'store-newer'; readonly schemaVersion: number }
  | {
      readonly event: 'store-failed';
      readonly during: 'submit' | 'attach' | 'release' | 'numbering' | 'checkpoint' | 'audit' | 'draft';
      readonly code: string;
    }
  /** The database is not as it was written; what it was replaced by follows as `store-recovered`. */
  | { readonly event: 'store-damaged'; readonly damage: Damage }
  | ({ readonly event: 'store-recovered' } & StoreRecovery)
  /** After a rebuild: the central endpoint knew of sequences up to `used`. */
  | { readonly event: 'sequence-raised'; readonly used: number }
  | { readonly event: 'store-faults'; readonly faults: number }
  | { readonly event: 'store-backed-up'; readonly ms: number }
  | { readonly event: 'upkeep-failed'; readonly job: 'check' | 'backup'; readonly code: string }
  | { readonly event: 'disk-level'; readonly level: DiskLevel }
  /** The disk was full: receipts are written where the reserve was, visitors' forms are refused. */
  | { readonly event: 'reserve-released' }
  /** This machine has no key store that protects anything: keys lie in a file that only this user reads. */
  | { readonly event: 'keys-in-file' }
  | {
      readonly event: 'settings-bad';
      readonly field: string;
      readonly detail: string;
      readonly used: 'default' | 'local';
    }
  /** A pack that was installed does not stand any more: the one before is used, or what came with the app (null). */
  | {
      readonly event: 'content-fallback';
      readonly id: string;
      readonly version: number;
      readonly reason: 'missing' | PackRefusal['type'];
      readonly detail: string;
      readonly used: number | null;
    }
  | { readonly event: 'language-left-out'; readonly tag: string; readonly file: string; readonly detail: string }
  /** The key store of this machine does not open a vault key that it wrapped: reports under it wait for one that does. */
  | { readonly event: 'vault-key-lost'; readonly keyNumber: number }
  | { readonly event: 'vault-row-unreadable'; readonly keyNumber: number }
  | { readonly event: 'vault-release-began'; readonly reports: number }
  | { readonly event: 'vault-release-ended'; readonly reports: number }
  /** The sealing key did not take a payload: it is kept in the vault instead. */
  | { readonly event: 'seal-failed'; readonly kid: string; readonly error: string }
  | { readonly event: 'contacts-numbered'; readonly reports: number }
  /** Something has pressed the touch panel for over a minute. */
  | { readonly event: 'panel-stuck' }
  /** Drafts have come to another account, or back to their own, by order of the central endpoint. */
  | { readonly event: 'handover-done'; readonly order: string; readonly rows: number }
  /** `no-key`: of the keys that are needed not every one came. `unreadable`: sealed to another, or altered. */
  | {
      readonly event: 'handover-refused';
      readonly order: string;
      readonly reason: 'no-key' | 'not-for-us' | 'unreadable';
    }
  | { readonly event: 'handover-failed'; readonly at: string }
  /** Somebody came to work at an inspector's laptop, or did not, or was locked out. Never who. */
  | { readonly event: 'inspector-door'; readonly what: 'opened' | 'refused' | LockReason }
  | { readonly event: 'call-failed'; readonly call: string; readonly at: string };

export type DeskLog = (event: DeskLogEvent) => void;
