/** However much waits or is kept, a device is ready as soon as an empty one. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../../src/desk/store/database.ts';

const WAITING = 10_000;
const KEPT = process.env['FAIRDESK_FULL'] === '1' ? 1_000_000 : 100_000;
const ROUNDS = process.env['FAIRDESK_FULL'] === '1' ? 9 : 3;
/** A busy machine gets so many to show once what a start takes; one that takes longer never shows it. */
const MOST_ROUNDS = 15;
/** Reading the index of what waits, and a shared machine's moods, beside the fifth that is allowed. */
const SLACK_MS = 150;
const MEMORY_BYTES = 30 * 1024 * 1024;

const measured = z.object({ ms: z.number(), rss: z.number(), waiting: z.number(), delivered: z.number() });
type Measured = z.infer<typeof measured>;

const made = mkdtempSync(join(tmpdir(), 'fairdesk-cold-'));
const folders = { empty: join(made, 'empty'), waiting: join(made, 'waiting'), kept: join(made, 'kept') };

function start(folder: string): Measured {
  const script = join(import.meta.dirname, 'cold-start.ts');
  const { stdout, stderr } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return measured.parse(JSON.parse(stdout));
}

/** Rows of 1 KB, as delivery leaves them. */
function fill(folder: string, state: 'waiting' | 'delivered', count: number): void {
  const db = openDatabase(folder, 'write');
  db.prepare<{ state: string; count: number }>(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @count)
     INSERT INTO report (sequence, id, sha256, state, written, event)
     SELECT i, randomblob(16), randomblob(32), @state, 0, hex(randomblob(500)) FROM n`,
  ).run({ state, count });
  if (state === 'delivered') db.prepare('UPDATE counter SET delivered = ?').run(count);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

beforeAll(() => {
  // The first start makes keys and tables; those that are measured are not the first.
  start(folders.empty);
  for (const folder of [folders.waiting, folders.kept]) cpSync(folders.empty, folder, { recursive: true });
  fill(folders.waiting, 'waiting', WAITING);
  fill(folders.kept, 'delivered', KEPT);
}, 600_000);
afterAll(() => rmSync(made, { recursive: true, force: true }));

test(`with ${WAITING} waiting, and with ${KEPT} delivered and kept, a start takes what an empty one takes`, () => {
  const all: Record<keyof typeof folders, Measured[]> = { empty: [], waiting: [], kept: [] };
  // The least: what else runs on the machine only ever adds.
  const ms = (name: keyof typeof all) => Math.min(...all[name].map((one) => one.ms));
  const isQuick = (name: 'waiting' | 'kept') => ms(name) <= ms('empty') * 1.2 + SLACK_MS;
  // In turns, so that a busy moment of the machine meets all three.
  let rounds = 0;
  while (rounds < ROUNDS || (rounds < MOST_ROUNDS && !(isQuick('waiting') && isQuick('kept')))) {
    for (const name of ['empty', 'waiting', 'kept'] as const) all[name].push(start(folders[name]));
    rounds += 1;
  }
  expect(all.waiting[0]).toMatchObject({ waiting: WAITING, delivered: 0 });
  expect(all.kept[0]).toMatchObject({ waiting: 0, delivered: KEPT });
  const rss = (name: keyof typeof all) => Math.min(...all[name].map((one) => one.rss));
  for (const name of ['waiting', 'kept'] as const) {
    expect([name, ms(name), ms('empty'), isQuick(name)]).toEqual([name, ms(name), ms('empty'), true]);
    expect(rss(name)).toBeLessThanOrEqual(rss('empty') + MEMORY_BYTES);
  }
  process.stdout.write(
    `ready in ms, best of ${rounds}: ${JSON.stringify({ empty: ms('empty'), waiting: ms('waiting'), kept: ms('kept') })}\n`,
  );
}, 600_000);
