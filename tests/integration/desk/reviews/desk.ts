/** A desk's room of reviews in a process of its own: real store, real seals, a door that is always open. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { openBlobFolder } from '../../../../src/desk/attachments/blob-folder.ts';
import { fileKeyStore } from '../../../../src/desk/keys/file-key-store.ts';
import { openVaultKeys } from '../../../../src/desk/keys/vault-keys.ts';
import { openReports } from '../../../../src/desk/reports/reports.ts';
import { reviewHandlers, type ReviewHandlers } from '../../../../src/desk/reviews/handlers.ts';
import { openUnsaved } from '../../../../src/desk/reviews/unsaved.ts';
import { ENROLLMENT_RECORD, enrollmentSchema, readEnrollment } from '../../../../src/desk/store/device-records.ts';
import { openStandingStore, type StandingStore } from '../../../../src/desk/store/standing.ts';
import { inspectorWith, LANGUAGES, RIGHTS } from '../../../unit/desk/reviews/who.ts';

/** Where the account's key comes from in a test: it is the same in every life. */
export const KEY = Buffer.alloc(32, 7);

export interface ReviewDesk {
  readonly store: StandingStore;
  readonly call: ReviewHandlers;
}

export function openReviewDesk(folder: string): ReviewDesk {
  const clock = { wall: Date.now, monotonic: () => performance.now() };
  const log = () => undefined;
  const store = openStandingStore({ folder, clock, random: randomBytes, log });
  if (readEnrollment(store.records) === null) store.records.write(ENROLLMENT_RECORD, someEnrollment());
  const vaultKeys = openVaultKeys(store.records, fileKeyStore(folder), randomBytes);
  const reports = openReports({
    store,
    blobs: openBlobFolder({ folder, random: randomBytes, named: store.attachments.all, now: Date.now() }),
    vaultKeys,
    clock,
    random: randomBytes,
    log,
    contentVersion: () => '1',
    quietWindow: { quietFromHour: 0, quietToHour: 0 },
    enrollment: readEnrollment(store.records),
    inSession: () => false,
    admits: store.room.admits,
    agencyOf: () => 'unassigned',
    changed: () => undefined,
  });
  const work = inspectorWith(new Map([[1, KEY]]));
  const call = reviewHandlers({
    unsaved: openUnsaved({ store, admits: store.room.admits, log }),
    store,
    reports,
    vaultKeys,
    door: { atWork: () => work, ownersTurn: () => null, opened: () => undefined, beginOwnersTurn: () => false },
    clock,
    random: randomBytes,
    content: { rights: () => RIGHTS, languages: () => LANGUAGES },
    practice: () => false,
    admits: store.room.admits,
    requeued: () => undefined,
    log,
  });
  return { store, call };
}

function someEnrollment() {
  const jwk = (crv: 'X25519' | 'Ed25519') => {
    const pair = crv === 'X25519' ? generateKeyPairSync('x25519') : generateKeyPairSync('ed25519');
    return { ...pair.publicKey.export({ format: 'jwk' }), kid: crv };
  };
  return enrollmentSchema.parse({
    central: 'http://127.0.0.1:1',
    deviceId: '0f3a4c1e-5b6d-4e7f-8a9b-0c1d2e3f4a5b',
    profile: 'inspector',
    centerId: null,
    sealingKey: jwk('X25519'),
    receiptKeys: [jwk('Ed25519')],
    contentKeys: [],
  });
}
