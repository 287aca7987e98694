/** The entrance of an inspector's laptop on a real store, with a clock that tests move and accounts they make. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { hashSync } from '@node-rs/argon2';
import { openEntrance, type Entrance } from '../../../../src/desk/inspector/entrance.ts';
import { ENROLLMENT_RECORD, enrollmentSchema, type Enrollment } from '../../../../src/desk/store/device-records.ts';
import type { Store } from '../../../../src/desk/store/store.ts';
import type { Profile } from '../../../../src/shared/wire/exchanges.ts';
import { DEVICE, movedClock, random, storeIn, temporaryFolder, type MovedClock } from '../store/kit.ts';

/** Hashed as cheaply as a device takes it. */
export function verifierOf(passphrase: string): string {
  return hashSync(passphrase.normalize('NFKC'), { memoryCost: 7168, timeCost: 1, parallelism: 1 });
}

export function account(passphrase: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { verifier: verifierOf(passphrase), until: null, ...more };
}

export const MINUTE = 60_000;
/** Nobody answers there. */
const CENTRAL = 'http://127.0.0.1:9';

export interface SealingPair {
  readonly privateKey: KeyObject;
  readonly jwk: Enrollment['sealingKey'];
}

export function sealingPair(kid = 'sealing-1'): SealingPair {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return { privateKey, jwk: { kty: 'OKP', crv: 'X25519', x, kid } };
}

const signing = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });

/** Writes down what an enrollment and a configuration leave on a device. */
export function enrolled(store: Store, sealing: SealingPair, profile: Profile = 'inspector'): void {
  const key = { ...signing, kid: 'signing-1' };
  const enrollment = enrollmentSchema.parse({
    central: CENTRAL,
    deviceId: DEVICE,
    profile,
    centerId: null,
    sealingKey: sealing.jwk,
    receiptKeys: [key],
    contentKeys: [key],
  });
  store.records.write(ENROLLMENT_RECORD, enrollment);
}

export function configured(store: Store, settings: Record<string, unknown>): void {
  store.records.write('configuration', {
    central: CENTRAL,
    iss: 'central-1',
    version: 1,
    etag: null,
    retentionDays: 30,
    settings,
  });
}

export interface Laptop extends Entrance {
  readonly store: Store;
  readonly clock: MovedClock;
  readonly folder: string;
  readonly sealing: SealingPair;
  /** How often somebody was said to have come or gone. */
  changes(): number;
  /** A configuration with these accounts comes. */
  configure(accounts: Record<string, unknown>): void;
  /** As the desk of the same folder begins again: what was in the memory is gone. */
  again(): Laptop;
}

export function laptop(
  given: {
    folder?: string;
    clock?: MovedClock;
    store?: Store;
    sealing?: SealingPair;
    profile?: Profile;
    accounts?: Record<string, unknown>;
    practice?: boolean;
    agency?: string | null;
  } = {},
): Laptop {
  const { folder = temporaryFolder(), clock = movedClock(), sealing = sealingPair() } = given;
  const store = given.store ?? storeIn(folder, clock);
  const settings = (accounts: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(accounts).map(([name, value]) => [`staffAccount.${name}`, value]));
  if (given.store === undefined) {
    enrolled(store, sealing, given.profile);
    configured(store, settings(given.accounts ?? {}));
  }
  let changes = 0;
  const entrance = openEntrance({
    store,
    clock,
    random,
    lockAfterSeconds: () => 300,
    practice: () => given.practice ?? false,
    agency: () => given.agency ?? null,
    tickMs: MINUTE,
    changed: () => void (changes += 1),
    entered: () => undefined,
    minted: () => undefined,
    log: () => undefined,
  });
  return {
    ...entrance,
    store,
    clock,
    folder,
    sealing,
    changes: () => changes,
    configure(accounts) {
      configured(store, settings(accounts));
      entrance.door.reload();
    },
    again: () => laptop({ ...given, folder, clock, sealing, store }),
  };
}
