import { describe, expect, test } from 'vitest';
import type { CentralEvent } from '../../../src/central/log.ts';
import { databaseKinds, useCentral } from './harness.ts';
import { commendation, contactRequest, feedback, feedbackOf, languageComplaint } from './payloads.ts';

const HOUR = 3_600_000;

interface Row {
  readonly [column: string]: unknown;
  readonly xmin: string;
  /** Counted by the database: a bigint comes as text. */
  readonly place: string;
}

describe.each(databaseKinds)('what visitors say, apart from who sent it, on %s', (kind) => {
  const place = useCentral(kind);
  /** Rows in the order they lie on the disk. */
  const inOrder = (table: string) =>
    `SELECT t.*, t.xmin::text AS xmin, row_number() OVER (ORDER BY t.ctid) AS place FROM ${table} t ORDER BY t.ctid`;

  test('the ledger says neither what a report was nor what it held', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    await device.results(
      await device.events(4, (at) => [feedback, contactRequest, commendation, languageComplaint][at] ?? feedback),
    );
    const rows = await central.query('SELECT * FROM ledger');
    expect(rows).toHaveLength(4);
    const columns = Object.keys(rows[0] ?? {}).sort();
    expect(columns).toEqual(['arrived_hour', 'device_id', 'receipt', 'receipt_kid', 'report_id', 'sequence', 'sha256']);
    expect(new Set(rows.map((row) => JSON.stringify(row['arrived_hour']))).size).toBe(1);
    expect(rows[0]?.['arrived_hour']).toEqual(new Date(Date.UTC(2026, 10, 23, 15)));
    const text = JSON.stringify(rows);
    for (const word of ['feedback', 'contact', 'commendation', 'complaint', 'kind to me'])
      expect(text).not.toContain(word);
  });

  test('nothing finer than the hour is stored, whatever a device sends', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const exact = {
      wall: '2026-11-23T14:31:59.123Z',
      utcOffsetMinutes: -300,
      monotonicMs: 987654.25,
      bootId: 'boot-canary',
    };
    await device.results([
      await device.event({ ...feedback, recorded: exact }),
      await device.event({ ...contactRequest, recorded: exact }),
      await device.event({ ...contactRequest, locale: 'ru', recorded: { hour: '2026-11-23T14Z' } }),
    ]);
    const rows = await central.query<{ recorded: string }>('SELECT * FROM intake ORDER BY kind, recorded');
    expect(rows.map(({ recorded }) => recorded)).toEqual(['2026-11-23', '2026-11-23', '2026-11-23T14Z']);
    const text = JSON.stringify(rows);
    for (const trace of ['31:59', '987654', 'boot-canary', '"ru"']) expect(text).not.toContain(trace);
  });

  test('ten of a center leave together; nine wait until a day has passed', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    await device.results(await device.events(9, () => feedbackOf(5)));
    await device.results(await device.events(1, () => feedbackOf(5, { centerId: 'another-center' })));
    await device.results(await device.events(1, () => feedbackOf(5, { practice: true })));
    // They leave by themselves too, seconds after they came: the table is looked at, not who emptied it.
    const waiting = async () => {
      await central.central.releaseIntake();
      return (await central.query('SELECT FROM intake')).length;
    };
    await expect.poll(waiting).toBe(11);
    await device.results(await device.events(1, () => feedbackOf(5)));
    await expect.poll(waiting).toBe(2);
    central.clock.pass(24 * HOUR);
    expect(await waiting()).toBe(2);
    central.clock.pass(HOUR);
    await expect.poll(waiting).toBe(0);
    const left = await central.query('SELECT center_id, practice FROM answers ORDER BY 1, 2');
    expect(left.filter(({ practice }) => practice)).toHaveLength(1);
    expect(left.filter(({ center_id: center }) => center === 'another-center')).toHaveLength(1);
  });

  test('a lot keeps only the time that all of it has in common', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const at = (center: string, recorded: (at: number) => string) =>
      device.events(10, (n) => feedbackOf(4, { centerId: center, recorded: { hour: recorded(n) } }));
    await device.results(await at('same-hour', () => '2026-11-23T15Z'));
    await device.results(await at('same-day', (n) => `2026-11-23T${10 + n}Z`));
    await device.results(await at('same-month', (n) => `2026-11-${10 + n}T09Z`));
    await device.results(await device.events(10, () => contactRequest));
    await central.central.releaseIntake();
    const rows = await central.query('SELECT DISTINCT center_id, recorded FROM answers ORDER BY 1');
    expect(rows).toEqual([
      { center_id: 'same-day', recorded: '2026-11-23' },
      { center_id: 'same-hour', recorded: '2026-11-23T15Z' },
      { center_id: 'same-month', recorded: '2026-11' },
    ]);
    expect(await central.query('SELECT DISTINCT recorded FROM contact_requests')).toEqual([{ recorded: '2026-11-23' }]);
  });

  test('with the whole database, nothing joins an answer, a contact and a ledger row better than chance', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const LOTS = 12;
    const SIZE = 30;
    // What an attacker would want to know: which ledger row each answer was.
    const sequenceOf = new Map<string, number>();
    for (let lot = 0; lot < LOTS; lot++) {
      const events = [];
      for (let at = 0; at < SIZE; at++) {
        const mark = `lot-${lot}-${at}`;
        const event = await device.event(feedbackOf(4, { contentVersion: mark }));
        sequenceOf.set(mark, Number(event.sequence));
        events.push(event);
        if (at % 3 === 0) events.push(await device.event({ ...contactRequest, message: mark }));
      }
      await device.results(events);
      await central.central.releaseIntake();
    }

    const answers = await central.query<Row & { content_version: string; id: string }>(inOrder('answers'));
    const contacts = await central.query<Row & { message: string; id: string }>(inOrder('contact_requests'));
    const ledger = await central.query<Row & { report_id: string; sequence: string }>(inOrder('ledger'));
    expect(answers).toHaveLength(LOTS * SIZE);
    expect(contacts).toHaveLength((LOTS * SIZE) / 3);

    // xmin: shared by a whole lot, and by no ledger row.
    const transactions = (rows: Row[]) => new Set(rows.map(({ xmin }) => xmin));
    expect(transactions(answers).size).toBe(LOTS);
    for (const xmin of transactions([...answers, ...contacts])) expect(transactions(ledger).has(xmin)).toBe(false);

    // id: random, none from the ledger, and not in its order.
    const ledgerIds = new Set(ledger.map(({ report_id: id }) => id));
    for (const { id } of [...answers, ...contacts]) {
      expect(ledgerIds.has(id)).toBe(false);
      expect(id[14]).toBe('4');
    }

    // ctid, id: guess within each lot that rows lie in the order they were sent. Chance hits one in a lot.
    const hits = (sortedBy: (row: Row & { id: string }) => string | number) => {
      let right = 0;
      for (let lot = 0; lot < LOTS; lot++) {
        const rows = answers.filter(({ content_version: mark }) => mark.startsWith(`lot-${lot}-`));
        const guessed = rows
          .toSorted((a, b) => (sortedBy(a) < sortedBy(b) ? -1 : 1))
          .map(({ content_version: mark }) => sequenceOf.get(mark) ?? 0);
        const real = guessed.toSorted((a, b) => a - b);
        right += guessed.filter((sequence, at) => sequence === real[at]).length;
      }
      return right;
    };
    // Poisson with mean 12 (one a lot): 30 or more has a probability below 1 in 100,000.
    expect(hits(({ place: at }) => Number(at))).toBeLessThan(30);
    expect(hits(({ id }) => id)).toBeLessThan(30);

    // Nothing of what was sent is left in intake, and no column of an answer names a report or a device.
    expect(await central.query('SELECT FROM intake')).toHaveLength(0);
    const text = JSON.stringify([answers, contacts]);
    expect(text).not.toContain(device.id);
    for (const id of ledgerIds) expect(text).not.toContain(id);
    expect(Object.keys(contacts[0] ?? {})).not.toContain('locale');
  });

  test('two processes that release at once never split a lot', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    for (let round = 0; round < 5; round++) {
      await device.results(await device.events(10, () => feedbackOf(4)));
      const left = await Promise.all([
        central.central.releaseIntake(),
        central.central.releaseIntake(),
        device.results(await device.events(3, () => feedbackOf(4, { centerId: 'other' }))),
      ]);
      expect([left[0], left[1]].every((count) => count === 0 || count >= 10)).toBe(true);
    }
  });

  test('no log line holds a report id, a kind or a word of a visitor', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const events = await device.events(12, (at) => (at % 2 === 0 ? feedback : contactRequest));
    await device.results([...events, { ...events[0], data: 'not a seal' }]);
    await central.central.releaseIntake();
    const logged: readonly CentralEvent[] = central.events;
    const text = JSON.stringify(logged);
    expect(logged).toContainEqual({ event: 'reports.refused', device: device.id, slug: 'id-conflict', count: 1 });
    for (const { id } of events) expect(text).not.toContain(id);
    for (const word of ['feedback', 'contact', 'kind to me', 'Ana', 'example.org']) expect(text).not.toContain(word);
  });

  test('what arrived leaves by itself', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    await device.results(await device.events(10, () => feedbackOf(4)));
    await expect.poll(() => central.query('SELECT FROM answers'), { interval: 200 }).toHaveLength(10);
  });
});
