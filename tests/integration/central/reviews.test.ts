/** Reviews of the rights at the central endpoint: their trail, their list, and what the yearly report counts. */
import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { exportResults } from '../../../src/central/commands/export.ts';
import { exportKind, type ExportFormat, type ExportKind } from '../../../src/central/results/export.ts';
import type { Filters } from '../../../src/central/results/filters.ts';
import { reviewColumns } from '../../../src/central/results/reviews.ts';
import { shippedSurveys } from '../../../src/central/results/survey-book.ts';
import { openDatabase, openPool } from '../../../src/central/store/database.ts';
import { uuidV7 } from '../../../src/shared/ids.ts';
import type { TestDevice } from './device.ts';
import { databaseKinds, useCentral, type TestCentral } from './harness.ts';
import { rightsReview } from './payloads.ts';

type Line = Record<string, unknown>;

async function exported(
  central: TestCentral,
  kind: ExportKind,
  filters: Filters = {},
  format: ExportFormat = 'json',
): Promise<string> {
  const pool = openPool(central.databaseUrl, () => {});
  let text = '';
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  await exportKind(openDatabase(pool), shippedSurveys(), kind, format, out, filters);
  await pool.end();
  return text;
}

async function lines(central: TestCentral, kind: ExportKind, filters: Filters = {}): Promise<Line[]> {
  const text = await exported(central, kind, filters);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

const at = (wall: string) => ({ recorded: { ...rightsReview.recorded, wall } });

/** Sends reviews one by one. @returns their ids */
async function sent(device: TestDevice, ...reviews: Line[]): Promise<string[]> {
  const events = [];
  for (const review of reviews) {
    const id = uuidV7(device.now(), randomBytes(10));
    events.push(await device.event({ ...rightsReview, ...review }, { id }));
  }
  for (const result of await device.results(events)) expect(result.status).toBe('accepted');
  return events.map(({ id }) => id);
}

const many = (count: number, review: Line): Line[] => Array.from({ length: count }, () => review);
const paper = { copy: { how: 'paper' } };
const deferred = { copy: { how: 'deferred', exception: 'undercover' } };

describe.each(databaseKinds)('reviews of the rights, on %s', (kind) => {
  const place = useCentral(kind);
  afterEach(() => vi.restoreAllMocks());

  test('a review is one row, whole in JSON and flat in CSV, and says which later one of its device follows it', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const other = await central.device('inspector');
    const [first] = await sent(device, { ...deferred, jointWith: [{ agency: 'FDNY', inspectorId: 'f-1' }] });
    const [second] = await sent(device, {
      supersedes: first,
      business: { name: '=Corner', address: '1 Main St', licence: 'L1', bin: '1000001' },
      interpreter: { mode: 'phone', language: 'es', waitMinutes: 4.5 },
      acknowledgement: { kind: 'typed', name: 'Ana' },
      preferredLanguage: 'es',
    });
    // Of another device, of itself, in practice, of nothing: none of them follows the first.
    await sent(other, { supersedes: first });
    await sent(device, { supersedes: second, practice: true }, { supersedes: 'what ever' });
    const rows = await lines(central, 'rights-reviews');
    expect(rows).toHaveLength(4);
    const row = (id: string | undefined) => rows.find(({ report }) => report === id);
    expect(row(first)).toMatchObject({
      device: device.id,
      recorded: { wall: '2026-11-23T15:04:05.678Z' },
      agency: 'DSNY',
      jointWith: [{ agency: 'FDNY', inspectorId: 'f-1' }],
      business: { name: 'Corner Store' },
      copy: { how: 'deferred', exception: 'undercover' },
      interpreter: { mode: 'not_needed' },
      acknowledgement: { kind: 'declined' },
      supersedes: null,
      supersededBy: second,
    });
    expect(row(second)).toMatchObject({
      business: { name: '=Corner', address: '1 Main St' },
      interpreter: { language: 'es', waitMinutes: 4.5 },
      acknowledgement: { name: 'Ana' },
      supersedes: first,
      supersededBy: null,
    });
    const csv = await exported(central, 'rights-reviews', {}, 'csv');
    expect(csv.split('\r\n')[0]).toBe(reviewColumns.join(','));
    expect(csv).toContain("'=Corner");
    expect(csv).toContain(',deferred,undercover,not_needed,');
  });

  test('reviews are found by agency, beside others too, by language however it was used, and by day of New York', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const [joint, preferred, interpreted, shown, late] = await sent(
      device,
      { jointWith: [{ agency: 'FDNY' }] },
      { preferredLanguage: 'ur', languagesShown: [] },
      { interpreter: { mode: 'phone', language: 'ur' }, languagesShown: [] },
      { languagesShown: ['ur', 'en'] },
      // 04:59 UTC on the 24th is 23:59 on the 23rd; one minute on is the next day.
      { agency: 'HPD', ...at('2026-11-24T04:59:59.999999999999Z') },
    );
    const [next] = await sent(device, { agency: 'HPD', ...at('2026-11-24T05:00:00Z') });
    await sent(device, { agency: 'HPD', ...at('0000-01-01T00:00:00Z') });
    const found = async (filters: Filters) =>
      (await lines(central, 'rights-reviews', filters)).map((row) => row['report']);
    expect(await found({ agency: 'FDNY' })).toEqual([joint]);
    expect(new Set(await found({ language: 'ur' }))).toEqual(new Set([preferred, interpreted, shown]));
    expect(await found({ agency: 'DSNY', language: "ur' OR true" })).toEqual([]);
    expect(await found({ agency: 'HPD', from: '2026-11-23', to: '2026-11-23' })).toEqual([late]);
    expect(await found({ agency: 'HPD', from: '2026-11-24' })).toEqual([next]);
    expect(await found({ agency: 'HPD' })).toHaveLength(3);
    expect(await lines(central, 'inspections', { from: '2026-01-01' })).toEqual([]);
  });

  test('hand-outs count a chain once, as its last review says, and a joint one for each agency', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const es = { preferredLanguage: 'es' };
    const firsts = await sent(device, ...many(6, { ...es, ...deferred }));
    const seconds = await sent(device, ...firsts.map((supersedes) => ({ ...es, ...deferred, supersedes })));
    await sent(
      device,
      ...seconds.map((supersedes) => ({ ...es, ...paper, supersedes, jointWith: [{ agency: 'FDNY' }] })),
    );
    // A second one that follows the same review takes the place of the first, and counts no second time.
    await sent(device, { ...es, ...paper, supersedes: seconds[0], jointWith: [{ agency: 'FDNY' }] });
    await sent(device, ...many(7, paper), ...many(9, { ...es, ...paper }), ...many(3, { practice: true }));
    const cell = (agency: string, preferredLanguage: string | null, deferredFirst: boolean, reviews: number) => ({
      agency,
      preferredLanguage,
      how: 'paper',
      exception: null,
      deferredFirst,
      reviews,
    });
    expect(await lines(central, 'hand-outs')).toEqual([
      cell('DSNY', 'es', false, 9),
      cell('DSNY', 'es', true, 6),
      cell('DSNY', null, false, 7),
      cell('FDNY', 'es', true, 6),
    ]);
    expect(await lines(central, 'hand-outs', { agency: 'FDNY', from: '2026-11-23', to: '2026-11-23' })).toHaveLength(1);
    expect(await lines(central, 'hand-outs', { to: '2026-11-22' })).toEqual([]);
  });

  test('a count of five or fewer reviews is suppressed, and another of its agency with it', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    await sent(
      device,
      ...many(8, paper),
      ...many(2, { copy: { how: 'electronic' } }),
      ...many(20, { copy: { how: 'left_on_site' } }),
    );
    await sent(device, ...many(4, { ...paper, agency: 'HPD', preferredLanguage: 'ur' }));
    expect((await exported(central, 'hand-outs', {}, 'csv')).split('\r\n')).toEqual([
      'agency,preferredLanguage,how,exception,deferredFirst,reviews',
      'DSNY,,electronic,,false,*',
      'DSNY,,left_on_site,,false,20',
      'DSNY,,paper,,false,*',
      // Where nothing can be published, not even which language it was.
      'HPD,,,,,*',
      '',
    ]);
    expect((await lines(central, 'hand-outs')).at(-1)).toMatchObject({
      agency: 'HPD',
      reviews: null,
      suppressed: true,
    });
  });

  test('waits for interpreters are told where six or more are known, with none of a suppressed cell', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const interpreter = (more: Line) => ({ interpreter: more });
    for (const waitMinutes of [0, 2, 4, 6, 8, 90]) {
      await sent(device, interpreter({ mode: 'phone', language: 'ur', waitMinutes }));
    }
    await sent(
      device,
      ...many(6, interpreter({ mode: 'companion', language: 'ur', companionUnder18: true })),
      ...many(6, interpreter({ mode: 'companion', language: 'ur', companionUnder18: false })),
      ...many(7, interpreter({ mode: 'none_available', language: 'ht', waitMinutes: 30 })),
      ...many(2, interpreter({ mode: 'declined', language: 'ht', waitMinutes: 7 })),
      ...many(4, interpreter({ mode: 'in_person', language: 'ht', waitMinutes: 5 })),
    );
    const row = (
      language: string,
      mode: string,
      reviews: number | null,
      median: number | null,
      longest: number | null,
    ): unknown =>
      expect.objectContaining({
        agency: 'DSNY',
        language,
        mode,
        reviews,
        medianWaitMinutes: median,
        longestWaitMinutes: longest,
      });
    expect(await lines(central, 'interpreter-waits')).toEqual([
      row('ht', 'declined', null, null, null),
      row('ht', 'in_person', null, null, null),
      row('ht', 'none_available', 7, 30, 30),
      expect.objectContaining({ mode: 'companion', companionUnder18: false, reviews: 6, medianWaitMinutes: null }),
      expect.objectContaining({ mode: 'companion', companionUnder18: true, reviews: 6 }),
      row('ur', 'phone', 6, 5, 90),
    ]);
  });

  test('every review leaves its trail with it, once, and so does everyone who reads them', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const [first] = await sent(device, {});
    const event = await device.event({ ...rightsReview, supersedes: first, practice: true });
    await device.results([event, event]);
    await device.results([event]);
    vi.stubEnv('DATABASE_URL', central.databaseUrl);
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    await exportResults([
      '--kind',
      'rights-reviews',
      '--agency',
      'DSNY',
      '--from',
      '2026-11-23',
      '--data',
      central.folder,
    ]);
    await exportResults(['--kind', 'hand-outs', '--data', central.folder]);
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    const trail = await lines(central, 'review-log');
    const received = { what: 'received', who: 'inspector-7', device: device.id };
    expect(trail).toHaveLength(3);
    expect(trail).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...received, report: first, supersedes: null, practice: false }),
        expect.objectContaining({ ...received, report: event.id, supersedes: first, practice: true }),
        expect.objectContaining({ what: 'exported', agency: 'DSNY', from: '2026-11-23' }),
      ]),
    );
  });
});
