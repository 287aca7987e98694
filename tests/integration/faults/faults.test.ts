/**
 * Nothing lost, nothing twice: a device that is killed again and again sends through a network that drops
 * 30 % of the answers after the commit, cuts, delays, truncates, repeats and answers rubbish.
 * FAIRDESK_FULL=1 sends 100,000 reports; FAIRDESK_SEED=N repeats the faults of a run.
 */
import { spawn } from 'node:child_process';
import { hash, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { uuidText } from '../../../src/desk/store/bytes.ts';
import { openDatabase } from '../../../src/desk/store/database.ts';
import { referenceOf } from '../../../src/shared/reports/reference.ts';
import { TestClock, useCentral } from '../central/harness.ts';
import { openFaultProxy, seeded, type Shares } from './proxy.ts';

const FULL = process.env['FAIRDESK_FULL'] === '1';
const REPORTS = FULL ? 100_000 : 300;
const KILLS = FULL ? 60 : 4;
/** Most runs take a third of a minute; reports that fail alone again and again wait longer each time. */
const LIMIT_MS = FULL ? 3_600_000 : 300_000;
const SEED = Number(process.env['FAIRDESK_SEED'] ?? randomInt(2 ** 31));
/** How much faster the device's time runs: its first wait of 5 s takes a tenth of a second; large batches need longer to be answered. */
const SPEED = FULL ? 20 : 50;

const WORST: Shares = {
  'answer-dropped': 0.3,
  'answer-cut': 0.05,
  'answer-truncated': 0.05,
  'answer-replaced': 0.05,
  'request-cut': 0.05,
  'request-dropped': 0.05,
  garbage: 0.05,
  repeated: 0.1,
  delayed: 0.1,
};

/** As the world's, not moved by tests. */
class RunningClock extends TestClock {
  override wall = () => Date.now();
  override monotonic = () => performance.now();
}

const place = useCentral('embedded');

test(
  `${REPORTS} reports through the worst network, from a device killed ${KILLS} times: each arrived once (seed ${SEED})`,
  { timeout: LIMIT_MS },
  async () => {
    const central = await place.start({ clock: new RunningClock(), deviceRate: null });
    const proxy = await openFaultProxy({ target: central.url, seed: SEED, shares: WORST });
    const folder = mkdtempSync(join(tmpdir(), 'fairdesk-faults-'));
    onTestFinished(async () => {
      await proxy.close();
      rmSync(folder, { recursive: true, force: true });
    });
    const code = await central.code('kiosk', { centerId: 'bronx-business' });
    const random = seeded(SEED + 1);
    const printed: string[] = [];

    /** @returns what it said at its end, or null where it was killed before */
    const run = async (killed: boolean): Promise<unknown> => {
      const script = join(import.meta.dirname, 'fast-device.ts');
      const args = [script, folder, proxy.url, code, String(REPORTS), String(SPEED)];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      onTestFinished(() => void child.kill('SIGKILL'));
      const chunks: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      const closed = once(child, 'close') as Promise<[number | null]>;
      if (killed) {
        await Promise.race([once(child.stdout, 'data'), closed]);
        await Promise.race([wait(random() * (FULL ? 5_000 : 700)), closed]);
        child.kill('SIGKILL');
      }
      await closed;
      const text = Buffer.concat(chunks).toString('utf8');
      // A line that the kill cut is of a report that was committed and not said.
      const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
      printed.push(...lines.filter((line) => line !== '' && !line.startsWith('end ')));
      const last = lines.find((line) => line.startsWith('end '));
      return last === undefined ? null : (JSON.parse(last.slice('end '.length)) as unknown);
    };
    let end: unknown = null;
    for (let round = 0; round <= KILLS; round++) end ??= await run(round < KILLS);

    const db = openDatabase(folder, 'read');
    const kept = (db.prepare('SELECT id FROM report ORDER BY id').pluck().all() as Buffer[]).map(uuidText);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
    const arrived = (await central.query<{ report_id: string }>('SELECT report_id FROM ledger ORDER BY report_id')).map(
      (row) => row.report_id,
    );
    expect(end).toMatchObject({ waiting: 0, delivered: kept.length, deadLetters: 0, pausedReason: null });
    expect(arrived).toHaveLength(kept.length);
    expect(arrived).toEqual(kept);
    expect(kept.length).toBe(REPORTS);
    const references = new Set(arrived.map((id) => referenceOf(hash('sha256', id, 'buffer'))));
    expect(printed.filter((reference) => !references.has(reference))).toEqual([]);
    const [rows] = await central.query<{ rows: string }>(
      'SELECT (SELECT count(*) FROM answers) + (SELECT count(*) FROM intake) AS rows',
    );
    expect(Number(rows?.rows)).toBe(arrived.length);
    // The network was as bad as it was meant to be.
    const requests = Object.values(proxy.befell).reduce((sum, count) => sum + count, 0);
    expect(proxy.befell['answer-dropped'] / requests).toBeGreaterThan(0.1);
    process.stdout.write(
      `${JSON.stringify({ seed: SEED, printed: printed.length, arrived: arrived.length, ...proxy.befell })}\n`,
    );
  },
);
