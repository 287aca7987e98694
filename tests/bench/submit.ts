/** Submit → committed, one report: cleaned, validated, sealed, inserted. */
import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openBlobFolder } from '../../src/desk/attachments/blob-folder.ts';
import { openVaultKeys } from '../../src/desk/keys/vault-keys.ts';
import { openReports } from '../../src/desk/reports/reports.ts';
import { sealTo } from '../../src/desk/reports/seal.ts';
import { openStore } from '../../src/desk/store/store.ts';
import { besidePeer, type Bench } from './bench.ts';
import { enrollmentOf, feedbackDraft, plainKeys, systemClock } from './fixtures.ts';
import { measure, type Side } from './measure.ts';

const ROUNDS = 9;
const ITEMS = 400;

export const submitBench: Bench = {
  against: 'one bare seal of the same payload and one append of 1 KB with fdatasync on the same disk',
  async run({ folder }) {
    const enrollment = enrollmentOf();
    const store = openStore({ folder, clock: systemClock, random: randomBytes });
    const reports = openReports({
      store,
      blobs: openBlobFolder({ folder, random: randomBytes, named: store.attachments.all, now: systemClock.wall() }),
      vaultKeys: openVaultKeys(store.records, plainKeys, randomBytes),
      clock: systemClock,
      random: randomBytes,
      log: () => undefined,
      contentVersion: () => '2026.11.1',
      quietWindow: { quietFromHour: 0, quietToHour: 0 },
      enrollment,
      inSession: () => false,
      agencyOf: () => 'oath',
      changed: () => undefined,
    });
    const ours: Side = {
      async once() {
        const saved = await reports.submit(feedbackDraft, randomUUID());
        if (!saved.ok) throw new Error(saved.error.type);
      },
    };

    const seal = sealTo(enrollment.sealingKey);
    const payload = {
      ...feedbackDraft,
      centerId: null,
      contentVersion: () => '2026.11.1',
      recorded: { hour: '2026-11-23T15Z' },
      attachments: [],
    };
    const file = openSync(join(folder, 'append'), 'a');
    const kilobyte = randomBytes(1024);
    const peer: Side = {
      async once() {
        await seal(payload);
        writeSync(file, kilobyte);
        fdatasyncSync(file);
      },
    };

    const { ours: us, peer: them, ratio } = await measure(ours, peer, ROUNDS, ITEMS);
    closeSync(file);
    await reports.close();
    store.close();
    const of = (key: 'p50' | 'p99') => ({ ours: us[key], peer: them[key], ratio: ratio[key] });
    return [
      besidePeer('p50', 'ms', of('p50'), { bound: '≤', value: 1.15 }),
      besidePeer('p99', 'ms', of('p99'), { bound: '≤', value: 2 }),
    ];
  },
};
