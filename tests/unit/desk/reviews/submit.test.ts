import { createDecipheriv } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Store } from '../../../../src/desk/store/store.ts';
import { events } from '../reports/kit.ts';
import { LEASE, NO_LIMIT, temporaryFolder } from '../store/kit.ts';
import { finished, good, inspector, newKeys, reviewRoom, RIGHTS, submit, written, type ReviewRoom } from './kit.ts';

const DEFERRED = { copy: { how: 'deferred', exception: 'undercover' }, rightsShown: [] } as const;
const deferred = () => finished({ ...DEFERRED, rightsShown: [] });

async function payloads(room: ReviewRoom): Promise<Record<string, unknown>[]> {
  return Promise.all(events(room.store.outbox).map(({ data }) => room.central.open(data)));
}

test('a review becomes a report as the contract says it: who, where, to the second, with the signature beside it', async () => {
  const folder = temporaryFolder();
  const room = await reviewRoom(folder);
  const open = await written(room);
  room.clock.pass(61_234);
  const { reference, owed } = await good(submit(room, open));
  expect([reference, owed]).toEqual([expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/), null]);

  const [event] = events(room.store.outbox);
  const wall = '2026-11-23T15:21:01.234Z';
  expect(event).toMatchObject({ type: 'org.fairdesk.rights-review.v1', time: wall });
  const [payload = {}] = await payloads(room);
  const [attached] = payload['attachments'] as { sha256: string; mediaType: string; key: string }[];
  expect(payload).toMatchObject({
    schema: 'org.fairdesk.rights-review.v1',
    locale: 'en',
    centerId: 'oath-brooklyn',
    inspectorId: 'amina',
    agency: 'dcwp',
    supersedes: null,
    recorded: { wall, utcOffsetMinutes: expect.any(Number) as number, monotonicMs: 62_234 },
    rightsShown: RIGHTS,
    interpreter: { mode: 'phone', language: 'ur', waitMinutes: 4 },
    acknowledgement: { kind: 'signed', signature: attached?.sha256 },
  });
  expect(payload).not.toHaveProperty('practice');

  const blob = readFileSync(join(folder, 'attachments', attached?.sha256 ?? ''));
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(attached?.key ?? '', 'base64url'), blob.subarray(0, 12));
  decipher.setAuthTag(blob.subarray(-16));
  const svg = Buffer.concat([decipher.update(blob.subarray(12, -16)), decipher.final()]).toString('utf8');
  expect([attached?.mediaType, svg]).toEqual(['image/svg+xml', expect.stringContaining('M1 1L20 30')]);
});

test('what a full disk did not take is sent once there is room, though it is written down meanwhile', async () => {
  let full = false;
  const room = await reviewRoom(temporaryFolder(), { admits: () => !full });
  const { id, revision, draft } = await written(room);
  full = true;
  await room.call['review.save']({ id, revision, draft: { ...draft, recipientRole: 'manager' } });
  full = false;
  const sending = submit(room, { id });
  room.unsaved.settle();
  expect(await sending).toMatchObject({ ok: true });
  expect(await payloads(room)).toMatchObject([{ recipientRole: 'manager' }]);
});

test('an owner gets no draft that is being sent', async () => {
  const room = await reviewRoom(temporaryFolder());
  const open = await written(room);
  const [sent, begun] = await Promise.all([
    submit(room, open),
    room.call['owner.begin']({ id: open.id, turn: 'rights' }),
  ]);
  expect([sent.ok, begun]).toEqual([true, { ok: false, error: { type: 'not-there' } }]);
  expect(room.door.owners).toBeNull();
});

test('sent twice, and while it is being sent, it is one report and one answer', async () => {
  const room = await reviewRoom(temporaryFolder());
  const open = await written(room);
  const [first, second] = await Promise.all([submit(room, open), submit(room, open)]);
  const third = await submit(room, open);
  expect([second, third]).toEqual([first, first]);
  expect(events(room.store.outbox)).toHaveLength(1);
  expect(room.store.work.of('amina', 'draft')).toEqual([]);
});

test('what is saved while it is being sent is told that it is gone, never lost in silence', async () => {
  const room = await reviewRoom(temporaryFolder());
  const { id, revision, draft } = await written(room);
  const sending = submit(room, { id });
  const late = await room.call['review.save']({ id, revision, draft });
  expect(late).toEqual({ ok: false, error: { type: 'not-there' } });
  expect(await sending).toMatchObject({ ok: true });
});

test('what is missing is named with its step, and nothing is sent', async () => {
  const room = await reviewRoom(temporaryFolder());
  const open = await written(room, finished({ rightsShown: ['not-a-right'], recipientRole: null }));
  expect(await submit(room, open)).toEqual({
    ok: false,
    error: {
      type: 'faults',
      faults: [
        { step: 'copy', field: 'recipientRole', fault: 'missing' },
        { step: 'rights', field: 'rightsShown', fault: 'wrong' },
      ],
    },
  });
  room.door.work = inspector({ agency: null });
  const mine = await written(room);
  expect(await submit(room, mine)).toEqual({ ok: false, error: { type: 'no-agency' } });
  expect(events(room.store.outbox)).toEqual([]);
});

test('a deferred copy is owed until a review that follows the first one gives it; deferred again it stays owed', async () => {
  const room = await reviewRoom(temporaryFolder());
  const { owed } = await good(submit(room, await written(room, deferred())));
  const today = () => Promise.resolve(room.call['inspector.today']({})).then(good);
  const since = '2026-11-23T15:20:00.000Z';
  const line = { id: owed, business: 'Lahore Kebab House', exception: 'undercover', since };
  expect((await today()).owed).toEqual([{ ...line, draft: null }]);

  const follow = await good(room.call['review.start']({ business: null, owed }));
  expect(follow.draft).toMatchObject({ business: finished().business, preferredLanguage: 'ur', recipientRole: null });
  expect(await good(room.call['review.start']({ business: null, owed }))).toMatchObject({ id: follow.id });
  expect((await today()).owed).toEqual([{ ...line, draft: follow.id }]);

  room.clock.pass(86_400_000);
  const again = {
    ...follow.draft,
    ...deferred(),
    copy: { how: 'deferred' as const, exception: 'urgent_safety' as const },
  };
  // Which report it follows the desk knows, whatever a face says.
  const said = { ...again, supersedes: null };
  const { id, revision } = follow;
  await good(room.call['review.save']({ id, revision, draft: said }));
  expect((await good(submit(room, follow))).owed).toBe(owed);
  expect((await today()).owed).toEqual([{ ...line, exception: 'urgent_safety', draft: null }]);

  const last = await good(room.call['review.start']({ business: null, owed }));
  const given = { id: last.id, revision: last.revision, draft: { ...finished(), supersedes: last.draft.supersedes } };
  await good(room.call['review.save'](given));
  expect((await good(submit(room, last))).owed).toBeNull();
  expect((await today()).owed).toEqual([]);
  const [first, second, third] = events(room.store.outbox).map(({ id: report }) => report);
  expect((await payloads(room)).map(({ supersedes }) => supersedes)).toEqual([null, first, second]);
  expect(third).toBeDefined();
});

test('where the commit fails nothing has happened: the draft is a draft, nothing is owed, no business is known', async () => {
  let fails = true;
  const broken = Object.assign(new Error('the disk is gone'), { code: 'ENOSPC' });
  const at = (store: Store): Store => ({
    ...store,
    businesses: {
      ...store.businesses,
      put(row) {
        store.businesses.put(row);
        if (fails) throw broken;
      },
    },
  });
  const folder = temporaryFolder();
  const room = await reviewRoom(folder, { at });
  const open = await written(room, deferred());
  for (let tries = 0; tries < 3; tries += 1) {
    expect(await submit(room, open)).toEqual({ ok: false, error: { type: 'disk-full' } });
  }
  // However often it is tried, a full disk is not filled with pictures of one signature.
  expect(readdirSync(join(folder, 'attachments'))).toHaveLength(1);
  expect((await good(room.call['review.read']({ id: open.id }))).draft).toEqual(open.draft);
  expect(await good(room.call['inspector.today']({}))).toMatchObject({ owed: [], waiting: [] });
  expect(room.store.businesses.all()).toEqual([]);
  expect(events(room.store.outbox)).toEqual([]);
  fails = false;
  expect(await submit(room, open)).toMatchObject({ ok: true, value: { owed: expect.any(String) as string } });
});

test('practice is kept apart: the report says so, no business is remembered, and whoever sends it later changes nothing of that', async () => {
  const keys = newKeys();
  const room = await reviewRoom(temporaryFolder(), { work: inspector({ keys, practice: true }) });
  const practised = await written(room);
  room.door.work = inspector({ keys });
  expect((await good(room.call['review.read']({ id: practised.id }))).practice).toBe(true);
  await good(submit(room, practised));
  await good(
    submit(room, await written(room, finished({ business: { ...finished().business, name: 'Corner Deli' } }))),
  );
  expect((await payloads(room)).map(({ practice }) => practice)).toEqual([true, undefined]);
  expect((await good(room.call['business.find']({ text: '' }))).map(({ name }) => name)).toEqual(['Corner Deli']);
  const { sent } = await good(room.call['inspector.outbox']({ before: null }));
  expect(sent.map(({ practice }) => practice)).toEqual([false, true]);
});

test('a business that is visited again is the same one, with what was said of it last', async () => {
  const room = await reviewRoom(temporaryFolder());
  await good(submit(room, await written(room)));
  // Typed anew, as somebody does who does not look it up.
  await good(submit(room, await written(room, finished({ preferredLanguage: null }))));
  const [known, ...others] = await good(room.call['business.find']({ text: '' }));
  expect([known?.preferredLanguage, others]).toEqual(['ur', []]);
  room.clock.pass(2 * 86_400_000);
  const open = await good(room.call['review.start']({ business: known?.id ?? null, owed: null }));
  const { id, revision, draft } = open;
  const moved = { ...draft.business, address: '99 Court St' };
  await good(
    room.call['review.save']({
      id,
      revision,
      draft: { ...finished(), businessId: known?.id ?? null, business: moved },
    }),
  );
  await good(submit(room, open));
  expect(await good(room.call['business.find']({ text: '' }))).toMatchObject([
    { id: known?.id, address: '99 Court St', lastSeen: '2026-11-25' },
  ]);
});

test('what waits in the vault goes first, so that the review has a number; without one it is found once it has', async () => {
  const folder = temporaryFolder();
  const room = await reviewRoom(folder, { enrolled: false });
  await good(submit(room, await written(room)));
  expect(await good(room.call['inspector.today']({}))).toMatchObject({ waiting: [{ state: 'waiting' }], refused: [] });
  await room.enroll(room.central);
  await good(submit(room, await written(room)));
  const numbers = room.store.work.of('amina', 'sent').map(({ sequence }) => Number(sequence));
  expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2]);
  const claimed = room.store.outbox.claim(0, NO_LIMIT, LEASE);
  room.store.outbox.settle(claimed.map(({ id }) => ({ kind: 'delivered', id, receipt: 'a.b.c' })));
  expect((await good(room.call['inspector.today']({}))).waiting).toEqual([]);
});

test('a draft that a rebuilt database shows again is not sent again', async () => {
  const room = await reviewRoom(temporaryFolder());
  const open = await written(room, deferred());
  const before = room.store.work.read(open.id);
  const first = await good(submit(room, open));
  const sent = room.store.work.read(open.id);
  if (before === null || sent === null) throw new Error('no row');
  room.store.work.replace(before, sent.revision);
  for (const { id } of room.store.work.of('amina', 'owed')) room.store.work.remove(id);
  const second = await good(submit(room, open));
  expect(second.reference).toBe(first.reference);
  expect(second.owed).toEqual(expect.any(String));
  expect(events(room.store.outbox)).toHaveLength(1);
  expect(room.store.work.read(open.id)).toMatchObject({ state: 'sent', report: sent.report, sequence: sent.sequence });
});

test('nothing that was typed is in a file of the data folder but under a seal', async () => {
  const folder = temporaryFolder();
  const canary = 'Zanzibar-Canary';
  const room = await reviewRoom(folder);
  const business = { name: canary, address: canary, licence: canary, bin: '' };
  const typed = { kind: 'typed', name: canary, signature: null } as const;
  await written(room, finished({ business, acknowledgement: typed }));
  await good(submit(room, await written(room, { ...deferred(), business, acknowledgement: typed })));
  const files = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const holding = () =>
    files()
      .filter(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes(canary))
      .map(({ name }) => name);
  expect(holding()).toEqual([]);
  expect(room.store.checkpoint()).toBe(true);
  expect(holding()).toEqual([]);
  expect(JSON.stringify(room.logged)).not.toContain(canary);
});
