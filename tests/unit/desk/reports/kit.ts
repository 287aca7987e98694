/** Reports with a real store and real keys, sealed to a key whose private half the test holds. */
import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { compactDecrypt } from 'jose';
import { onTestFinished } from 'vitest';
import { openBlobFolder } from '../../../../src/desk/attachments/blob-folder.ts';
import type { KeyStore } from '../../../../src/desk/desk.ts';
import type { Outbox } from '../../../../src/desk/delivery/outbox.ts';
import { openVaultKeys } from '../../../../src/desk/keys/vault-keys.ts';
import type { DeskLogEvent } from '../../../../src/desk/log-events.ts';
import type { Draft } from '../../../../src/desk/reports/draft.ts';
import { openReports, type Reports, type ReportsOptions } from '../../../../src/desk/reports/reports.ts';
import {
  ENROLLMENT_RECORD,
  enrollmentSchema,
  readEnrollment,
  type Enrollment,
} from '../../../../src/desk/store/device-records.ts';
import { openStore, type Store } from '../../../../src/desk/store/store.ts';
import { reportEventSchema, type ReportEvent } from '../../../../src/shared/wire/envelope.ts';
import { DEVICE, LEASE, movedClock, NO_LIMIT, random, type MovedClock } from '../store/kit.ts';

export const openKeys: KeyStore = { kind: 'file', wrap: (secret) => secret, unwrap: (wrapped) => wrapped };

export interface Central {
  readonly enrollment: Enrollment;
  open(data: string): Promise<Record<string, unknown>>;
}

export function central(centerId: string | null = null): Central {
  const sealing = generateKeyPairSync('x25519');
  const publicJwk = (key: KeyObject, kid: string) => ({ ...key.export({ format: 'jwk' }), kid });
  const receipt = publicJwk(generateKeyPairSync('ed25519').publicKey, 'receipt-1');
  return {
    enrollment: enrollmentSchema.parse({
      central: 'http://127.0.0.1:8420',
      deviceId: DEVICE,
      profile: 'kiosk',
      centerId,
      sealingKey: publicJwk(sealing.publicKey, 'sealing-1'),
      receiptKeys: [receipt],
      contentKeys: [receipt],
    }),
    async open(data) {
      const { plaintext, protectedHeader } = await compactDecrypt(data, sealing.privateKey, {
        keyManagementAlgorithms: ['ECDH-ES'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      if (protectedHeader.kid !== 'sealing-1') throw new Error('the seal names another key');
      return JSON.parse(new TextDecoder().decode(plaintext)) as Record<string, unknown>;
    },
  };
}

export interface Workplace {
  readonly store: Store;
  readonly reports: Reports;
  readonly logged: DeskLogEvent[];
  readonly session: { active: boolean };
  /** Writes the enrollment down and frees what waits, as the desk does. */
  enroll(to: Central): Promise<void>;
  close(): Promise<void>;
}

/** Reports of `folder`, as a start of the app finds them. */
export function workplace(
  folder: string,
  clock: MovedClock = movedClock(),
  options: Partial<ReportsOptions> & { keyStore?: KeyStore; at?: (store: Store) => Store } = {},
): Workplace {
  const real = openStore({ folder, clock, random });
  const store = options.at?.(real) ?? real;
  const logged: DeskLogEvent[] = [];
  const session = { active: false };
  const vaultKeys = openVaultKeys(store.records, options.keyStore ?? openKeys, random);
  const reports = openReports({
    store,
    blobs: openBlobFolder({ folder, random, named: store.attachments.all, now: clock.wall() }),
    vaultKeys,
    clock,
    random,
    log: (event) => logged.push(event),
    contentVersion: () => '2026.11.1',
    quietWindow: { quietFromHour: 2, quietToHour: 5 },
    enrollment: readEnrollment(store.records),
    inSession: () => session.active,
    agencyOf: (centerId) => (centerId === null ? 'unassigned' : 'oath'),
    changed: () => undefined,
    ...options,
  });
  const close = async () => {
    await reports.close();
    real.close();
  };
  onTestFinished(close);
  return {
    store,
    reports,
    logged,
    session,
    async enroll(to) {
      store.records.write(ENROLLMENT_RECORD, to.enrollment);
      await reports.release(to.enrollment);
    },
    close,
  };
}

export function feedback(comment = 'kind people'): Draft {
  return {
    schema: 'org.fairdesk.feedback.v1',
    locale: 'es',
    surveyId: 'visit',
    surveyVersion: 1,
    agency: 'unassigned',
    partial: false,
    answers: [{ questionId: 'comment', value: comment }],
  };
}

export function contact(message = 'please write back'): Draft {
  return { schema: 'org.fairdesk.contact-request.v1', message, email: 'visitor@example.com' };
}

export async function send(reports: Reports, draft: Draft, key: string = randomUUID()): Promise<string | null> {
  const saved = await reports.submit(draft, key);
  if (!saved.ok) throw new Error(saved.error.type);
  return saved.value.reference;
}

/** Every event that is due, in the order it would be sent. */
export function events(outbox: Outbox): ReportEvent[] {
  const claimed = outbox.claim(0, NO_LIMIT, LEASE);
  outbox.release(claimed.map(({ id }) => id));
  return claimed.map(({ event }) => reportEventSchema.parse(JSON.parse(event)));
}

/** What the sealed payloads of `due` say, under `field`. */
export async function opened(to: Central, due: readonly ReportEvent[], field: string): Promise<unknown[]> {
  return Promise.all(due.map(async ({ data }) => (await to.open(data))[field]));
}
