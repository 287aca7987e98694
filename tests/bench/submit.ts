/** Submit → committed, one report: cleaned, validated, sealed, inserted. */
import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openVaultKeys } from '../../src/desk/keys/vault-keys.ts';
import { openReports } from '../../src/desk/reports/reports.ts';
import { sealTo } from '../../src/desk/reports/seal.ts';
import { openStore } from '../../src/desk/store/store.ts';
import { enrollmentOf, feedbackDraft, plainKeys } from './fixtures.ts';
import { measure, type Side } from './measure.ts';
import type { Bench } from './run.ts';

const ROUNDS = 9;
const ITEMS = 400;
const clock = { wall: Date.now, monotonic: () => performance.now() };

export const submitBench: Bench = {
  against: 'one bare seal of the same payload and one append of 1 KB with fdatasync on the same disk',
  async run(folder) {
    const enrollment = enrollmentOf();
    const store = openStore({ folder, clock, random: randomBytes });
    const reports = openReports({
      store,
      vaultKeys: openVaultKeys(store.records, plainKeys, randomBytes),
      clock,
      random: randomBytes,
      log: () => undefined,
      contentVersion: '2026.11.1',
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
      contentVersion: '2026.11.1',
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
    return [
      { what: 'p50', unit: 'ms', ours: us.p50, peer: them.p50, ratio: ratio.p50, reach: { bound: '≤', value: 1.15 } },
      { what: 'p99', unit: 'ms', ours: us.p99, peer: them.p99, ratio: ratio.p99, reach: { bound: '≤', value: 2 } },
    ];
  },
};
