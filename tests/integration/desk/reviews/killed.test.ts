/** Saved means saved: an inspector's desk killed at random moments has every change it said it saved. */
import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../../src/desk/store/database.ts';
import { uuidText } from '../../../../src/desk/store/bytes.ts';
import { referenceOf } from '../../../../src/shared/reports/reference.ts';
import { temporaryFolder } from '../../../unit/desk/store/kit.ts';
import { good } from '../../../unit/desk/reviews/who.ts';
import { openReviewDesk } from './desk.ts';

const ROUNDS = process.env['FAIRDESK_FULL'] === '1' ? 300 : 30;
/** Killed within this after its first answer: in a save, between two, while a report is sent. */
const LONGEST_MS = 120;

/** @returns the lines it printed before it was killed */
async function writeAndKill(folder: string): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'saving.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(child.stdout, 'data');
  setTimeout(() => child.kill('SIGKILL'), Math.random() * LONGEST_MS);
  await once(child, 'close');
  const text = Buffer.concat(chunks).toString('utf8');
  // A line that the kill cut is of a save that was committed and not said.
  return text.slice(0, text.lastIndexOf('\n')).split('\n');
}

test(
  `killed ${ROUNDS} times, it has every revision it said, and every review it sent as one report with its history`,
  { timeout: ROUNDS * 6_000 },
  async () => {
    const folder = temporaryFolder();
    const said = new Map<string, number>();
    const references: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const line of await writeAndKill(folder)) {
        const [id = '', revision, reference] = line.split(' ');
        said.set(id, Math.max(said.get(id) ?? 0, Number(revision)));
        if (reference !== undefined) references.push(reference);
      }
      const db = openDatabase(folder, 'read');
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      db.close();
    }

    const { store, call } = openReviewDesk(folder);
    const lost: string[] = [];
    for (const [id, revision] of said) {
      const row = store.work.read(id);
      const written =
        row?.state === 'sent'
          ? (await good(call['inspector.sent']({ id }))).draft
          : (await good(call['review.read']({ id }))).draft;
      // A draft that was sent has one revision more than its last save.
      const kept = row?.state === 'sent' ? row.revision - 1 : (row?.revision ?? 0);
      const name = kept === 1 ? '' : `no. ${kept}`;
      if (kept < revision || written.business.name !== name)
        lost.push(`${id} ${revision}: ${kept} “${written.business.name}”`);
    }
    expect(lost).toEqual([]);

    const sent = store.work.of('amina', 'sent');
    store.close();
    const db = openDatabase(folder, 'read');
    const reports = db
      .prepare<[], { sequence: number; id: Buffer }>('SELECT sequence, id FROM report ORDER BY sequence')
      .all();
    const owed = Number(db.prepare(`SELECT count(*) FROM work WHERE state = 'owed'`).pluck().get());
    const businesses = db.prepare('SELECT count(*) FROM business').pluck().get();
    db.close();
    const ids = reports.map(({ id }) => uuidText(id));
    expect(sent.map(({ report }) => String(report)).toSorted()).toEqual(ids.toSorted());
    expect(sent.map(({ sequence }) => sequence).toSorted((a, b) => Number(a) - Number(b))).toEqual(
      reports.map(({ sequence }) => sequence),
    );
    const known = new Set(ids.map((id) => referenceOf(hash('sha256', id, 'buffer'))));
    expect(references.filter((reference) => !known.has(reference))).toEqual([]);
    expect(owed).toBeLessThanOrEqual(sent.length);
    expect(businesses).toBe(sent.length === 0 ? 0 : 1);
    const holding = readdirSync(folder, { withFileTypes: true }).filter(
      (entry) => entry.isFile() && readFileSync(join(folder, entry.name)).includes('Atlantic Ave'),
    );
    expect(holding).toEqual([]);
  },
);
