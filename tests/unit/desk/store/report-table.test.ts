import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { attempt } from '../../../../src/desk/store/failures.ts';
import { openDatabase } from '../../../../src/desk/store/database.ts';
import { migrate } from '../../../../src/desk/store/migrations.ts';
import { openReportTable } from '../../../../src/desk/store/report-table.ts';
import { openTally } from '../../../../src/desk/store/tally.ts';
import { reportEventSchema } from '../../../../src/shared/wire/envelope.ts';
import {
  commit,
  DEVICE,
  dueSequences,
  LEASE,
  NO_LIMIT,
  report,
  sha256,
  storeIn,
  submission,
  temporaryFolder,
} from './kit.ts';

describe('a committed report', () => {
  test('is an event of the wire contract, and its bytes are the same at every attempt and after a restart', () => {
    const folder = temporaryFolder();
    const store = storeIn(folder);
    const made = report('sealed');
    store.reports.commit(made, submission());
    const [first] = store.outbox.claim(0, NO_LIMIT, LEASE);
    expect(reportEventSchema.parse(JSON.parse(first?.event ?? ''))).toEqual({
      specversion: '1.0',
      id: made.id,
      source: `urn:fairdesk:device:${DEVICE}`,
      type: 'org.fairdesk.feedback.v1',
      time: '2026-11-23T15:00:00.000Z',
      sequence: '0000000000000001',
      datacontenttype: 'application/jose',
      data: 'sealed',
    });
    expect(first).toMatchObject({ id: made.id, sequence: 1, sha256: sha256('sealed'), failedAlone: 0 });
    const [late] = store.outbox.claim(LEASE + 1, NO_LIMIT, LEASE);
    expect(late?.event).toBe(first?.event);
    store.close();
    const [again] = storeIn(folder).outbox.claim(0, NO_LIMIT, LEASE);
    expect(again?.event).toBe(first?.event);
  });

  test('has the next sequence, from 1 and without gaps, also after a commit that failed', () => {
    const store = storeIn(temporaryFolder());
    commit(store, 2);
    const failing = () =>
      store.reports.commit(report(), submission(), () => {
        throw new Error('what it came from is gone');
      });
    expect(failing).toThrow('what it came from is gone');
    commit(store, 1);
    expect(dueSequences(store.outbox, 0)).toEqual([1, 2, 3]);
    expect(store.counts().queued).toBe(3);
  });

  test('goes on above a ledger that is ahead, and a lower one changes nothing', () => {
    const folder = temporaryFolder();
    const store = storeIn(folder);
    commit(store, 1);
    store.reports.raiseSequence(40);
    store.reports.raiseSequence(7);
    commit(store, 1);
    store.close();
    const later = storeIn(folder);
    commit(later, 1);
    expect(dueSequences(later.outbox, 0)).toEqual([1, 41, 42]);
  });
});

describe('the same form', () => {
  test('sent twice commits once and answers the first reference, also after a restart', () => {
    const folder = temporaryFolder();
    const store = storeIn(folder);
    const key = randomUUID();
    expect(store.reports.commit(report(), submission(key, 'AAAA-1111'))).toEqual({
      first: true,
      reference: 'AAAA-1111',
    });
    expect(store.reports.commit(report(), submission(key, 'BBBB-2222'))).toEqual({
      first: false,
      reference: 'AAAA-1111',
    });
    store.close();
    const later = storeIn(folder);
    expect(later.reports.commit(report(), submission(key, 'CCCC-3333')).reference).toBe('AAAA-1111');
    expect(dueSequences(later.outbox, 0)).toEqual([1]);
  });

  test('is forgotten after the hours that no face holds a form', () => {
    const store = storeIn(temporaryFolder());
    const key = randomUUID();
    store.reports.commit(report(), { key, reference: 'AAAA-1111', hour: 10 });
    store.reports.dropSubmissions(10);
    expect(store.reports.commit(report(), { key, reference: 'BBBB-2222', hour: 10 }).first).toBe(false);
    store.reports.dropSubmissions(11);
    expect(store.reports.commit(report(), { key, reference: 'BBBB-2222', hour: 11 }).first).toBe(true);
  });
});

describe('a full disk', () => {
  test('is told as such, nothing of the report is kept, and the next one is saved when there is room again', () => {
    const folder = temporaryFolder();
    const db = openDatabase(folder, 'write');
    migrate(db);
    const tally = openTally(db);
    const reports = openReportTable(db, tally);
    const key = randomUUID();
    const large = () => attempt(() => reports.commit(report('x'.repeat(100_000)), submission(key)));

    db.pragma(`max_page_count = ${String(db.pragma('page_count', { simple: true }))}`);
    expect(large()).toEqual({ ok: false, error: { type: 'disk-full' } });
    expect(tally.counts().queued).toBe(0);

    db.pragma('max_page_count = 1000000');
    expect(large()).toMatchObject({ ok: true, value: { first: true } });
    expect(tally.counts().queued).toBe(1);
    db.close();
  });

  test('is not what a bug is called', () => {
    const bug = () =>
      attempt(() => {
        throw new TypeError('undefined is not a function');
      });
    expect(bug).toThrow(TypeError);
  });
});
