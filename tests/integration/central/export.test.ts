import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import {
  exportKind,
  waitingInIntake,
  type ExportFormat,
  type ExportKind,
} from '../../../src/central/results/export.ts';
import { shippedSurveys, surveyBook } from '../../../src/central/results/survey-book.ts';
import { openDatabase, openPool } from '../../../src/central/store/database.ts';
import { databaseKinds, useCentral, type TestCentral } from './harness.ts';
import {
  commendation,
  contactRequest,
  feedback,
  feedbackOf,
  inspection,
  languageComplaint,
  training,
} from './payloads.ts';

type Line = Record<string, unknown>;

async function exported(
  central: TestCentral,
  kind: ExportKind,
  format: ExportFormat = 'json',
  book = shippedSurveys(),
) {
  const pool = openPool(central.databaseUrl, () => {});
  let text = '';
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  const db = openDatabase(pool);
  await exportKind(db, book, kind, format, out);
  const waiting = await waitingInIntake(db, kind);
  await pool.end();
  const lines =
    format === 'json'
      ? text
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line) as Line)
      : [];
  return { text, lines, waiting };
}

const cell = (value: unknown, answers: number | null): unknown =>
  expect.objectContaining(answers === null ? { value, answers: null, suppressed: true } : { value, answers });

describe.each(databaseKinds)('what is exported, on %s', (kind) => {
  const place = useCentral(kind);

  test('a count of five or fewer is suppressed, and another with it so that it cannot be computed', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const given = [...Array<number>(20).fill(5), ...Array<number>(9).fill(4), ...Array<number>(3).fill(1)];
    await device.results(await device.events(given.length, (at) => feedbackOf(given[at] ?? 0)));
    const { lines } = await exported(central, 'feedback');
    expect(lines).toEqual([cell(1, null), cell(4, null), cell(5, 20)]);
    const { text } = await exported(central, 'feedback', 'csv');
    expect(text.split('\r\n')).toEqual([
      'center,agency,survey,surveyVersion,question,value,answers',
      'bronx-business,DCWP,visit,1,satisfaction,1,*',
      'bronx-business,DCWP,visit,1,satisfaction,4,*',
      'bronx-business,DCWP,visit,1,satisfaction,5,20',
      '',
    ]);
  });

  test('an answer counts the same in intake and after it, once, and in practice not at all', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    await device.results(await device.events(10, () => feedbackOf(5)));
    await device.results(await device.events(10, () => feedbackOf(5, { practice: true })));
    const before = await exported(central, 'feedback');
    expect(before.lines).toEqual([cell(5, 10)]);
    await central.central.releaseIntake();
    await device.results(await device.events(1, () => feedbackOf(5)));
    expect((await exported(central, 'feedback')).lines).toEqual([cell(5, 11)]);
  });

  test('what somebody wrote is in no cell, whatever survey it answers', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const answers = (surveyId: string, comment: string) => ({
      ...feedback,
      surveyId,
      answers: [
        { questionId: 'comment', value: comment },
        { questionId: 'word', value: comment.toLowerCase() },
        { questionId: 'phone', value: 2125551234 },
        { questionId: 'help', value: 'offered' },
      ],
    });
    await device.results(await device.events(12, (at) => answers('another', at === 0 ? 'Smith' : 'Great Service!')));
    await device.results(await device.events(12, (at) => answers('visit', at === 0 ? 'smith' : 'fine')));
    const { text, lines } = await exported(central, 'feedback');
    for (const word of ['Smith', 'smith', 'Great', '2125551234']) expect(text).not.toContain(word);
    expect(lines).toContainEqual(
      expect.objectContaining({ survey: 'another', question: 'help', value: 'offered', answers: 12 }),
    );
    expect(lines.filter(({ question }) => question === 'comment')).toEqual([]);
  });

  test('a survey that this version knows has its options named, once a count of them can be published', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const book = surveyBook([
      {
        id: 'visit',
        version: 1,
        screens: [
          {
            id: 's',
            questions: [
              { id: 'drivers', kind: 'many', options: [{ id: 'staff' }, { id: 'speed' }] },
              { id: 'comment', kind: 'text', maxLength: 10 },
            ],
          },
        ],
      },
    ]);
    const answers = [
      { questionId: 'drivers', value: ['staff', 'speed', 'staff'] },
      { questionId: 'comment', value: 'ok' },
    ];
    await device.results(await device.events(2, () => ({ ...feedback, answers })));
    expect((await exported(central, 'feedback', 'json', book)).lines).toEqual([cell(null, null)]);
    for (let at = 0; at < 4; at++) await device.results(await device.events(2, () => ({ ...feedback, answers })));
    await central.central.releaseIntake();
    expect((await exported(central, 'feedback', 'json', book)).lines).toEqual([cell('speed', 10), cell('staff', 10)]);
    expect((await exported(central, 'comments', 'json', book)).lines).toHaveLength(10);
  });

  test('comments are listed once they have left intake, with center, agency and month alone', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    await device.results(await device.events(4, () => feedback));
    expect(await exported(central, 'comments')).toMatchObject({ lines: [], waiting: 4 });
    await device.results(await device.events(6, () => feedback));
    await central.central.releaseIntake();
    const { lines, waiting } = await exported(central, 'comments');
    expect(waiting).toBe(0);
    expect(lines).toEqual(
      Array.from({ length: 10 }, () => ({
        center: 'bronx-business',
        agency: 'DCWP',
        month: '2026-11',
        text: 'Everyone was kind to me.',
      })),
    );
  });

  test('a spreadsheet cannot be made to run what somebody wrote', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const attacks = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', 'a","=1', 'line\r\n=1'];
    await device.results(
      await device.events(10, (at) => ({
        ...commendation,
        story: attacks[at % attacks.length] ?? '',
        nominee: { kind: 'team', name: '=cmd' },
      })),
    );
    await central.central.releaseIntake();
    const { text } = await exported(central, 'commendations', 'csv');
    expect(text).toContain(`'=cmd`);
    // Outside quotes no field begins with what a spreadsheet reads as a formula.
    const fields = text.replaceAll(/"(?:[^"]|"")*"/g, (quoted) => quoted.slice(1, 2)).split(/[,\n]|\r\n/);
    for (const field of fields) expect(field).not.toMatch(/^[=+\-@\t]/);
  });

  test('messages and inspectors reports come out whole, practice does not', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    await device.results(await device.events(10, () => contactRequest));
    await device.results(await device.events(10, () => languageComplaint));
    await device.results(await device.events(2, () => inspection));
    await device.results(await device.events(1, () => ({ ...inspection, practice: true })));
    await device.results(await device.events(1, () => training));
    await central.central.releaseIntake();
    expect((await exported(central, 'contact-requests')).lines[0]).toEqual({
      center: 'bronx-business',
      recorded: '2026-11-23',
      name: 'Ana',
      email: 'ana@example.org',
      phone: null,
      message: 'Please write to me.',
      replyLanguage: 'es',
    });
    expect((await exported(central, 'language-complaints')).lines).toHaveLength(10);
    const inspections = await exported(central, 'inspections');
    expect(inspections.lines).toHaveLength(2);
    expect(inspections.lines[0]).toMatchObject({
      device: device.id,
      inspectorId: 'inspector-7',
      ratings: inspection.ratings,
      attachments: [],
    });
    expect((await exported(central, 'training', 'csv')).text.split('\r\n')).toHaveLength(3);
    expect((await exported(central, 'rights-reviews', 'csv')).text).toMatch(/^report,device,center,received,/);
  });

  test('more than one page streams out, each row once', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    for (let at = 0; at < 3; at++) await device.results(await device.events(400, () => training));
    const { lines } = await exported(central, 'training');
    expect(new Set(lines.map(({ report }) => report)).size).toBe(1200);
    expect(lines).toHaveLength(1200);
  });
});
