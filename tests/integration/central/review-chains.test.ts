/** What follows what among reviews, however odd: every visit counts once, as its last review says, on its day in New York. */
import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { exportKind, type ExportKind } from '../../../src/central/results/export.ts';
import type { Filters } from '../../../src/central/results/filters.ts';
import { shippedSurveys } from '../../../src/central/results/survey-book.ts';
import { openDatabase, openPool } from '../../../src/central/store/database.ts';
import { uuidV7 } from '../../../src/shared/ids.ts';
import type { TestDevice } from './device.ts';
import { useCentral, type TestCentral } from './harness.ts';
import { rightsReview } from './payloads.ts';

type Line = Record<string, unknown>;
/** The fewest that are told: a count below is suppressed. */
const SIX = 6;

async function lines(central: TestCentral, kind: ExportKind, filters: Filters = {}): Promise<Line[]> {
  const pool = openPool(central.databaseUrl, () => {});
  let text = '';
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  await exportKind(openDatabase(pool), shippedSurveys(), kind, 'json', out, filters);
  await pool.end();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

const deferred = { copy: { how: 'deferred', exception: 'undercover' } };
const how = (way: string) => ({ copy: { how: way } });

describe('reviews that follow one another', () => {
  const place = useCentral('embedded');
  const newId = (device: TestDevice) => uuidV7(device.now(), randomBytes(10));
  const event = (device: TestDevice, id: string, more: Line) => device.event({ ...rightsReview, ...more }, { id });
  async function sent(device: TestDevice, ...events: Awaited<ReturnType<typeof event>>[]) {
    for (const { status } of await device.results(events)) expect(status).toBe('accepted');
  }
  const counted = async (central: TestCentral, filters: Filters = {}) =>
    (await lines(central, 'hand-outs', filters)).map((row) => [row['how'], row['deferredFirst'], row['reviews']]);

  test('count once where they branch, as the last of all says', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    for (let each = 0; each < SIX; each += 1) {
      const [a, b, c, d] = [newId(device), newId(device), newId(device), newId(device)];
      await sent(
        device,
        await event(device, a, deferred),
        await event(device, b, { ...deferred, supersedes: a }),
        await event(device, c, { ...how('electronic'), supersedes: a }),
        await event(device, d, { ...how('paper'), supersedes: b }),
      );
    }
    expect(await counted(central)).toEqual([['paper', true, SIX]]);
    const waits = await lines(central, 'interpreter-waits');
    expect(waits.map(({ reviews }) => reviews)).toEqual([SIX]);
  });

  test('count once where they go in a circle, follow themselves, or come in the wrong order', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    for (let each = 0; each < SIX; each += 1) {
      const [a, b, self, first, then] = Array.from({ length: 5 }, () => newId(device));
      const circle = [
        await event(device, a ?? '', { ...how('electronic'), supersedes: b }),
        await event(device, b ?? '', { ...how('paper'), supersedes: a }),
      ];
      const own = await event(device, self ?? '', { ...how('left_on_site'), supersedes: self });
      const late = await event(device, first ?? '', deferred);
      const early = await event(device, then ?? '', { ...how('offered_not_taken'), supersedes: first });
      await sent(device, early);
      await sent(device, ...circle, own, late);
    }
    expect(await counted(central)).toEqual([
      ['left_on_site', false, SIX],
      ['offered_not_taken', true, SIX],
      ['paper', false, SIX],
    ]);
  });

  test('of another device or of practice change nothing of what a device sent', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const other = await central.device('inspector');
    for (let each = 0; each < SIX; each += 1) {
      const id = newId(device);
      await sent(device, await event(device, id, deferred));
      await sent(other, await event(other, newId(other), { ...how('paper'), supersedes: id }));
      await sent(device, await event(device, newId(device), { ...how('electronic'), supersedes: id, practice: true }));
    }
    expect(await counted(central)).toEqual([
      ['deferred', false, SIX],
      ['paper', false, SIX],
    ]);
  });

  test('are of the day in New York, in summer time, in winter time and on the days between', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const at = (wall: string) => ({ ...how('paper'), recorded: { ...rightsReview.recorded, wall } });
    // Midnights: 04:00 UTC until the clocks go back on 1 November 2026, 05:00 until they go forward on 14 March 2027.
    const days: [string, string][] = [
      ['2026-07-01T03:59:59Z', '2026-06-30'],
      ['2026-07-01T04:00:00Z', '2026-07-01'],
      ['2026-11-01T04:00:00Z', '2026-11-01'],
      ['2026-11-02T04:59:59Z', '2026-11-01'],
      ['2026-11-02T05:00:00Z', '2026-11-02'],
      ['2027-03-14T05:00:00Z', '2027-03-14'],
      ['2027-03-15T03:59:59Z', '2027-03-14'],
      ['2027-03-15T04:00:00Z', '2027-03-15'],
    ];
    const ids = new Map<string, string>();
    for (const [wall] of days) {
      const id = newId(device);
      ids.set(id, wall);
      await sent(device, await event(device, id, at(wall)));
    }
    for (const day of new Set(days.map(([, name]) => name))) {
      const found = await lines(central, 'rights-reviews', { from: day, to: day });
      expect([day, found.map(({ report }) => ids.get(String(report)) ?? '').toSorted()]).toEqual([
        day,
        days.flatMap(([wall, name]) => (name === day ? [wall] : [])),
      ]);
    }
  });
});
