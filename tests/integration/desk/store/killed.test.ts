/** Saved means saved: a desk killed at random moments has every report it said it saved, once. */
import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { uuidText } from '../../../../src/desk/store/bytes.ts';
import { openDatabase } from '../../../../src/desk/store/database.ts';
import { referenceOf } from '../../../../src/shared/reports/reference.ts';
import { temporaryFolder } from '../../../unit/desk/store/kit.ts';

const ROUNDS = process.env['FAIRDESK_FULL'] === '1' ? 300 : 15;
/** Killed within this after its first commit: in a write, between two, in a checkpoint. */
const LONGEST_MS = 120;

function startDesk(folder: string, mode: 'enrolled' | 'unenrolled' | 'freeing') {
  const script = join(import.meta.dirname, 'submitting.ts');
  return spawn(process.execPath, [script, folder, mode], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** @returns the lines it printed before it was killed: one for each commit it was told of */
async function submitAndKill(folder: string, mode: 'enrolled' | 'unenrolled'): Promise<string[]> {
  const child = startDesk(folder, mode);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(child.stdout, 'data');
  setTimeout(() => child.kill('SIGKILL'), Math.random() * LONGEST_MS);
  await once(child, 'close');
  const text = Buffer.concat(chunks).toString('utf8');
  // A line that the kill cut is of a report that was committed and not said.
  return text.slice(0, text.lastIndexOf('\n')).split('\n');
}

function canaryFiles(folder: string): string[] {
  return readdirSync(folder).filter((file) => readFileSync(join(folder, file)).includes('the-canary'));
}

test(
  `killed ${ROUNDS} times, an enrolled desk has every report it said it saved, once, and numbers without gaps`,
  { timeout: ROUNDS * 6_000 },
  async () => {
    const folder = temporaryFolder();
    const said: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      said.push(...(await submitAndKill(folder, 'enrolled')));
      const db = openDatabase(folder, 'read');
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      db.close();
    }
    const db = openDatabase(folder, 'read');
    const ids = (db.prepare('SELECT id FROM report ORDER BY sequence').pluck().all() as Buffer[]).map(uuidText);
    const keys = (db.prepare('SELECT key FROM submission').pluck().all() as Buffer[]).map(uuidText);
    const last = db.prepare('SELECT max(sequence) FROM report').pluck().get();
    db.close();

    expect(said.length).toBeGreaterThanOrEqual(ROUNDS);
    const references = new Set(ids.map((id) => referenceOf(hash('sha256', id, 'buffer'))));
    const held = new Set(keys);
    const lost = said.filter((line) => {
      const [key = '', reference = ''] = line.split(' ');
      return !held.has(key) || !references.has(reference);
    });
    expect(lost).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(keys).toHaveLength(ids.length);
    expect(last).toBe(ids.length);
    expect(canaryFiles(folder)).toEqual([]);
  },
);

test(
  'killed before and while it is enrolled, a desk frees every report from the vault once, in the order it was written',
  { timeout: 120_000 },
  async () => {
    const folder = temporaryFolder();
    const said: string[] = [];
    for (let round = 0; round < 2; round += 1) said.push(...(await submitAndKill(folder, 'unenrolled')));
    expect(canaryFiles(folder)).toEqual([]);
    for (let round = 0; round < 4; round += 1) said.push(...(await submitAndKill(folder, 'enrolled')));
    // However little a slow machine freed before each kill, what is left is freed by whoever is not killed.
    expect(await once(startDesk(folder, 'freeing'), 'close')).toEqual([0, null]);

    const db = openDatabase(folder, 'read');
    const count = (sql: string) => Number(db.prepare(sql).pluck().get());
    const ids = (db.prepare('SELECT id FROM report ORDER BY sequence').pluck().all() as Buffer[]).map(uuidText);
    const inVault = count('SELECT count(*) FROM vault');
    const submitted = count('SELECT count(*) FROM submission');
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
    expect(inVault).toBe(0);
    expect(ids).toHaveLength(submitted);

    // The order of writing is the order of saying; a report that was killed before it was said stands between.
    const order = new Map(ids.map((id, at) => [referenceOf(hash('sha256', id, 'buffer')), at]));
    const places = said.flatMap((line) => order.get(line.split(' ')[1] ?? '') ?? []);
    expect(places).toHaveLength(said.length);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  },
);
