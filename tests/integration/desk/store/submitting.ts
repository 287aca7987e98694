/**
 * A desk that submits as fast as it can and prints a line only after a commit, until it is killed.
 * Arguments: the data folder, `enrolled` or `unenrolled`; or `freeing`: enrolled and visited by nobody, until its
 * vault is empty.
 */
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { openBlobFolder } from '../../../../src/desk/attachments/blob-folder.ts';
import { openVaultKeys } from '../../../../src/desk/keys/vault-keys.ts';
import { fileKeyStore } from '../../../../src/desk/keys/file-key-store.ts';
import { openReports } from '../../../../src/desk/reports/reports.ts';
import { ENROLLMENT_RECORD, enrollmentSchema, readEnrollment } from '../../../../src/desk/store/device-records.ts';
import { openStore } from '../../../../src/desk/store/store.ts';

const [folder = '', mode] = process.argv.slice(2);
const clock = { wall: Date.now, monotonic: () => performance.now() };
const store = openStore({ folder, clock, random: randomBytes });

function jwk(crv: 'X25519' | 'Ed25519') {
  const pair = crv === 'X25519' ? generateKeyPairSync('x25519') : generateKeyPairSync('ed25519');
  return { ...pair.publicKey.export({ format: 'jwk' }), kid: crv };
}

if (mode === 'enrolled' && readEnrollment(store.records) === null) {
  store.records.write(
    ENROLLMENT_RECORD,
    enrollmentSchema.parse({
      central: 'http://127.0.0.1:1',
      deviceId: '0f3a4c1e-5b6d-4e7f-8a9b-0c1d2e3f4a5b',
      profile: 'kiosk',
      centerId: null,
      sealingKey: jwk('X25519'),
      receiptKeys: [jwk('Ed25519')],
      contentKeys: [],
    }),
  );
}

const reports = openReports({
  store,
  blobs: openBlobFolder({ folder, random: randomBytes, named: store.attachments.all, now: Date.now() }),
  vaultKeys: openVaultKeys(store.records, fileKeyStore(folder), randomBytes),
  clock,
  random: randomBytes,
  log: () => undefined,
  contentVersion: () => '1',
  quietWindow: { quietFromHour: 0, quietToHour: 0 },
  enrollment: readEnrollment(store.records),
  inSession: () => false,
  agencyOf: () => 'unassigned',
  changed: () => undefined,
});
void reports.tick();

if (mode === 'freeing') {
  while (store.counts().vault > 0) await setTimeout(5);
  process.exit(0);
}

for (;;) {
  const key = randomUUID();
  const saved = await reports.submit(
    {
      schema: 'org.fairdesk.feedback.v1',
      locale: 'en',
      surveyId: 'visit',
      surveyVersion: 1,
      agency: 'unassigned',
      partial: false,
      answers: [{ questionId: 'comment', value: `the-canary ${key}` }],
    },
    key,
  );
  if (!saved.ok) throw new Error(saved.error.type);
  // A write straight to the pipe: nothing is printed later than it was said.
  writeSync(1, `${key} ${saved.value.reference ?? ''}\n`);
  // Visitors leave the desk time to free what waits in the vault.
  await setTimeout(mode === 'enrolled' ? 2 : 0);
}
