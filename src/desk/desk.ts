/** The desk as its hosts see it. `openDesk` in `open.ts` makes one; everything it needs is passed in. */
import type { BridgeError, DeliveryStatus, DeskEvent } from '../shared/bridge.ts';
import type { Clock } from '../shared/clock.ts';
import type { Result } from '../shared/result.ts';
import type { Settings } from '../shared/settings.ts';
import type { Timers } from './delivery/timers.ts';
import type { Machine } from './self-test/self-test.ts';
import type { StartSpeaker } from './speech/process.ts';
import type { FindSticks } from './staff/sticks.ts';

/** Wraps small secrets (the device key, the vault key). The hosts bring the operating system's; `fileKeyStore` is the fallback. */
export interface KeyStore {
  readonly kind: 'system' | 'file';
  wrap(secret: Uint8Array): Uint8Array;
  /** @returns null where this machine or user cannot open it */
  unwrap(wrapped: Uint8Array): Uint8Array | null;
}

export interface DeskOptions {
  /** The data folder; the host has claimed it. */
  readonly folder: string;
  /** `resources/` of the app: content and locales. */
  readonly resources: string;
  readonly appVersion: string;
  readonly clock: Clock;
  /** `length` bytes from a cryptographic source. */
  readonly random: (length: number) => Uint8Array;
  readonly keyStore: KeyStore;
  /** When the database is first read whole, milliseconds after it was opened; ten seconds unless told. */
  readonly upkeepAfterMs?: number;
  /** One JSON line an event from a typed catalogue; never a visitor's words. */
  readonly log: (event: object) => void;
  /** A certificate authority of one's own (PEM), instead of the system's. */
  readonly ca?: string | undefined;
  /** How this host starts the speaking program; as a child of its own kind of process unless told. */
  readonly startSpeaker?: StartSpeaker;
  /** Leaves kiosk mode; left out where the host has none. */
  readonly leave?: () => void;
  /** Whether the host keeps visitors in; left out where it cannot tell. */
  readonly locked?: () => boolean;
  /** Finds sticks that are plugged in; looks where the system mounts them unless told. */
  readonly sticks?: FindSticks;
  /** What the self-test looks at; the machine we run on unless told. */
  readonly machine?: Machine;
  /** Of delivery and configuration; tests move them. */
  readonly timers?: Timers;
}

export type EnrollError =
  | { readonly type: 'bad-address'; readonly detail: string }
  /** Nobody answered as a central endpoint does; the same code can be tried again. */
  | {
      readonly type: 'unreachable';
      readonly detail: string;
      /** Because this desk was closed. */
      readonly stopped?: true;
    }
  | { readonly type: 'refused'; readonly detail: string }
  | { readonly type: 'other-device'; readonly detail: string };

export interface Desk {
  /**
   * Parses `input`, does the call, answers. Never throws for anything a face or a program can send.
   * @param name any value; unknown ones are answered with `unknown-call`
   */
  call(name: unknown, input: unknown): Promise<Result<unknown, BridgeError>>;
  subscribe(listener: (event: DeskEvent) => void): () => void;
  /** Enrolls with a one-time code, or goes on with the enrollment this folder already has at `central`. */
  enroll(central: string, code: string): Promise<Result<{ deviceId: string }, EnrollError>>;
  status(): DeliveryStatus;
  /** Those in effect. Asking changes nothing: `face.open` is for a face, for it begins without a visitor. */
  settings(): Settings;
  /** Whether a visitor or an inspector is at work, or staff behind their door: updates and restarts wait. */
  inSession(): boolean;
  /** The machine goes to sleep, its lid closes or its own lock comes up: an inspector signs in again after it. */
  sleeps(): void;
  /** Ends sending, gives up leases, checkpoints and closes the store. */
  close(): Promise<void>;
}
