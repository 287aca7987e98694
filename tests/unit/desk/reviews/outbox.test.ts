import { expect, test } from 'vitest';
import { problem } from '../../../../src/shared/wire/problems.ts';
import { events } from '../reports/kit.ts';
import { LEASE, NO_LIMIT, temporaryFolder } from '../store/kit.ts';
import { finished, good, inspector, reviewRoom, RIGHTS, submit, written } from './kit.ts';

test('how far each has come is told from its report, and what was received says so after its report is gone', async () => {
  const room = await reviewRoom(temporaryFolder());
  const sent: string[] = [];
  for (const name of ['one', 'two', 'three', 'four']) {
    const open = await written(room, finished({ business: { ...finished().business, name } }));
    await good(submit(room, open));
    sent.push(open.id);
    room.clock.pass(1_000);
  }
  const { outbox, kept } = room.store;
  const [one, two, three] = outbox.claim(0, NO_LIMIT, LEASE);
  if (one === undefined || two === undefined || three === undefined) throw new Error('nothing was claimed');
  outbox.settle([
    { kind: 'delivered', id: one.id, receipt: 'a.b.c' },
    { kind: 'dead', id: two.id, problem: problem('schema', 'business.name: too short') },
    { kind: 'parked', id: three.id, problem: problem('unknown-type', 'not known yet'), notBefore: 0 },
  ]);
  const states = async () =>
    (await good(room.call['inspector.outbox']({ before: null }))).sent.map(
      ({ business, state }) => `${business} ${state}`,
    );
  expect(await states()).toEqual(['four waiting', 'three parked', 'two refused', 'one received']);
  const today = await good(room.call['inspector.today']({}));
  expect(today.waiting.map(({ business }) => business)).toEqual(['four', 'three']);
  expect(today.refused).toMatchObject([{ business: 'two', reason: 'schema', detail: 'business.name: too short' }]);

  room.clock.pass(31 * 86_400_000);
  const page = kept.page(0, 10);
  kept.compared({ reports: page.reports, missing: new Set(), missingAttachments: [], before: room.clock.wall() });
  expect(room.store.desk.fate(one.sequence)).toBeNull();
  expect((await states()).at(-1)).toBe('one received');
  const read = await good(room.call['inspector.sent']({ id: sent[0] ?? '' }));
  expect(read).toMatchObject({
    line: { state: 'received' },
    draft: { business: { name: 'one' }, rightsShown: RIGHTS },
  });
  expect(read.draft.acknowledgement.signature).toEqual(finished().acknowledgement.signature);

  expect(await good(room.call['inspector.retry']({ id: sent[1] ?? '' }))).toEqual({ retried: true });
  expect(await good(room.call['inspector.retry']({ id: sent[0] ?? '' }))).toEqual({ retried: false });
  expect((await good(room.call['inspector.today']({}))).refused).toEqual([]);
});

test('a report that a damaged database lost is never called received; it is read again, and sent again as what it was', async () => {
  const [folder, work] = [temporaryFolder(), inspector()];
  const room = await reviewRoom(folder, { work });
  const { id } = await written(room);
  await good(submit(room, { id }));
  const row = room.store.work.read(id);
  const [lost] = events(room.store.outbox);
  if (row?.sequence === null || row === null) throw new Error('no number');
  // As where its page did not answer, and the sequence goes on above it.
  room.store.work.replace({ ...row, sequence: row.sequence + 7 }, row.revision);
  const today = () => Promise.resolve(room.call['inspector.today']({})).then(good);
  expect((await today()).refused).toMatchObject([{ id, state: 'refused', reason: 'lost' }]);
  expect(await good(room.call['inspector.sent']({ id }))).toMatchObject({ draft: { recipientRole: 'owner' } });

  room.clock.pass(3 * 86_400_000);
  const [first, second] = await Promise.all([
    room.call['inspector.retry']({ id }),
    room.call['inspector.retry']({ id }),
  ]);
  expect([await good(first), await good(second)]).toEqual([{ retried: true }, { retried: true }]);
  expect(await today()).toMatchObject({ refused: [], waiting: [{ id, state: 'waiting' }] });
  const [, again, ...more] = events(room.store.outbox);
  expect([again?.id, more]).toEqual([room.store.work.read(id)?.report, []]);
  const payload = await room.central.open(again?.data ?? '');
  expect(payload).toMatchObject({
    supersedes: lost?.id,
    recorded: { wall: '2026-11-23T15:20:00.000Z' },
    acknowledgement: { kind: 'signed', signature: expect.any(String) as string },
  });
  expect(room.store.work.of('amina', 'sent')).toHaveLength(1);
});

test('a history longer than a page is read page by page, the newest first, whatever the clock did', async () => {
  const room = await reviewRoom(temporaryFolder());
  const row = { account: 'amina', kind: 'rights-review', state: 'sent', practice: false, revision: 1 } as const;
  const work = room.door.work ?? inspector();
  for (let at = 0; at < 120; at += 1) {
    const body = {
      draft: finished({ business: { ...finished().business, name: `no. ${at}` } }),
      sentAt: '2026-11-23T15:20:00.000Z',
    };
    const id = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
    room.clock.setWall(Date.parse('2026-11-23T15:20:00Z') - (at % 7) * 1e9);
    const changed = room.store.work.nextSent('amina', room.clock.wall());
    room.store.work.add({
      ...row,
      id,
      changed,
      report: null,
      sequence: null,
      ...work.encrypt(Buffer.from(JSON.stringify(body))),
    });
  }
  const names: string[] = [];
  for (let before: number | null = null; ;) {
    const { sent, next }: { sent: readonly { business: string }[]; next: number | null } = await good(
      room.call['inspector.outbox']({ before }),
    );
    names.push(...sent.map(({ business }) => business));
    if (next === null) break;
    before = next;
  }
  expect(names).toEqual(Array.from({ length: 120 }, (_, at) => `no. ${119 - at}`));
});
