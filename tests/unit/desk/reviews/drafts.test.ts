import { expect, test } from 'vitest';
import { takeOver } from '../../../../src/desk/reviews/take-over.ts';
import { temporaryFolder } from '../store/kit.ts';
import { finished, good, inspector, newKeys, reviewRoom, saved, submit, written } from './kit.ts';

test('what was saved is read again, by the next start too', async () => {
  const [folder, work] = [temporaryFolder(), inspector()];
  const room = await reviewRoom(folder, { work });
  const draft = finished({ at: { step: 'sign', field: 'name' } });
  const open = await written(room, draft);
  expect(room.door.opened.at(-1)).toBe(open.id);
  await room.close();
  const again = await reviewRoom(folder, { work });
  expect(await good(again.call['review.read']({ id: open.id }))).toEqual(open);
  expect((await good(again.call['inspector.today']({}))).drafts).toEqual([
    { id: open.id, business: draft.business.name, changedAt: open.savedAt, readable: true },
  ]);
});

test('a save that was made from an older one changes nothing and says which is there', async () => {
  const room = await reviewRoom(temporaryFolder());
  const open = await written(room);
  const old = { id: open.id, revision: open.revision - 1, draft: finished({ rightsShown: [] }) };
  expect(await room.call['review.save'](old)).toEqual({ ok: false, error: { type: 'stale', revision: open.revision } });
  expect((await good(room.call['review.read']({ id: open.id }))).draft).toEqual(open.draft);
});

test('with the door shut, in the owner’s turn and to another account, a draft is not there', async () => {
  const room = await reviewRoom(temporaryFolder());
  const { id, revision, draft } = await written(room);
  const answers = async () => [
    await room.call['review.read']({ id }),
    await room.call['review.save']({ id, revision, draft }),
    await room.call['review.drop']({ id }),
    await room.call['review.submit']({ id }),
    await room.call['owner.begin']({ id, turn: 'rights' }),
  ];
  const { work } = room.door;
  room.door.work = inspector({ account: 'boris' });
  const refused = (type: string) => Array.from({ length: 5 }, () => ({ ok: false, error: { type } }));
  expect(await answers()).toEqual(refused('not-there'));
  expect((await good(room.call['inspector.today']({}))).drafts).toEqual([]);
  room.door.work = null;
  expect(await answers()).toEqual(refused('closed'));
  room.door.work = work;
  expect((await good(room.call['review.read']({ id }))).draft).toEqual(draft);
});

test('a draft that a newer version wrote is listed and kept, never read, written over, dropped or sent', async () => {
  const work = inspector();
  const room = await reviewRoom(temporaryFolder(), { work });
  const { id } = await written(room);
  const row = room.store.work.read(id);
  if (row === null) throw new Error('no row');
  const newer = { draft: { ...finished(), copy: { how: 'by_drone', exception: null } } };
  const sealed = work.encrypt(Buffer.from(JSON.stringify(newer)));
  room.store.work.replace({ ...row, ...sealed }, row.revision);

  const refused = { ok: false, error: { type: 'not-there' } };
  expect(await room.call['review.read']({ id })).toEqual(refused);
  expect(await room.call['review.save']({ id, revision: row.revision, draft: finished() })).toEqual(refused);
  expect(await room.call['review.drop']({ id })).toEqual(refused);
  expect(await submit(room, { id })).toEqual(refused);
  const today = await good(room.call['inspector.today']({}));
  expect(today).toMatchObject({ drafts: [{ id, readable: false, business: '' }], unreadable: 0 });
  expect(room.store.work.read(id)?.sealed).toEqual(Buffer.from(sealed.sealed));
});

test('what a newer version added beside what is known is still there after a save', async () => {
  const work = inspector();
  const room = await reviewRoom(temporaryFolder(), { work });
  const open = await written(room, finished({ weather: 'rain' }));
  await saved(room, open, finished());
  expect((await good(room.call['review.read']({ id: open.id }))).draft['weather']).toBe('rain');
});

test('rows under an earlier passphrase and rows that the disk has changed are counted, each as what it is, and kept', async () => {
  const keys = newKeys(1, 2);
  const room = await reviewRoom(temporaryFolder(), { work: inspector({ keys: new Map([...keys].slice(0, 1)) }) });
  await written(room);
  room.door.work = inspector({ keys: new Map([...keys].slice(1)) });
  const { id } = await written(room);
  const row = room.store.work.read(id);
  if (row === null) throw new Error('no row');
  room.store.work.replace(
    { ...row, sealed: row.sealed.map((byte, at) => (at === 40 ? byte ^ 1 : byte)) },
    row.revision,
  );
  expect(await good(room.call['inspector.today']({}))).toMatchObject({ drafts: [], underEarlier: 1, unreadable: 1 });
  expect(room.store.work.of('amina', 'draft')).toHaveLength(2);
});

test('a review of a known business begins with what is known of it, in its language beside English', async () => {
  const room = await reviewRoom(temporaryFolder());
  await good(submit(room, await written(room)));
  const [known] = await good(room.call['business.find']({ text: 'lahore 2041234' }));
  expect(known).toMatchObject({ name: 'Lahore Kebab House', preferredLanguage: 'ur', lastSeen: '2026-11-23' });
  const { draft } = await good(room.call['review.start']({ business: known?.id ?? null, owed: null }));
  expect(draft).toMatchObject({
    business: finished().business,
    businessId: known?.id,
    preferredLanguage: 'ur',
    languages: ['ur', 'en'],
    recipientRole: null,
    rightsShown: [],
    acknowledgement: { kind: null, signature: null },
  });
});

test('an account that has expired begins nothing new, finishes what is open, and can give a copy it owes', async () => {
  const keys = newKeys();
  const room = await reviewRoom(temporaryFolder(), { work: inspector({ keys }) });
  const open = await written(room);
  const deferred = finished({ copy: { how: 'deferred', exception: 'undercover' }, rightsShown: [] });
  const { owed } = await good(submit(room, await written(room, deferred)));
  room.door.work = inspector({ keys, expired: true });
  expect(await room.call['review.start']({ business: null, owed: null })).toEqual({
    ok: false,
    error: { type: 'expired' },
  });
  expect(await room.call['review.start']({ business: null, owed })).toMatchObject({ ok: true });
  expect(await submit(room, open)).toMatchObject({ ok: true });
});

test('a full disk is told plainly, and what was saved before stays on it', async () => {
  let full = false;
  const [folder, work] = [temporaryFolder(), inspector()];
  const room = await reviewRoom(folder, { work, admits: () => !full });
  const { id, revision, draft } = await written(room);
  full = true;
  const disk = { ok: false, error: { type: 'disk-full' } };
  expect(await room.call['review.save']({ id, revision, draft: finished({ rightsShown: [] }) })).toEqual(disk);
  expect(await room.call['review.start']({ business: null, owed: null })).toEqual(disk);
  await room.close();
  const again = await reviewRoom(folder, { work });
  expect(await good(again.call['review.read']({ id }))).toMatchObject({ revision, draft });
});

test('a draft that is dropped is gone, and the next one is not opened by itself', async () => {
  const room = await reviewRoom(temporaryFolder());
  const { id } = await written(room);
  await good(room.call['review.drop']({ id }));
  expect(room.store.work.read(id)).toBeNull();
  expect(room.door.opened.at(-1)).toBeNull();
});

test('in the owner’s turn the one draft is seen and signed, and nothing else of the laptop', async () => {
  const room = await reviewRoom(temporaryFolder());
  const open = await written(
    room,
    finished({ acknowledgement: { kind: null, name: '', signature: null }, rightsShown: [] }),
  );
  expect(await room.call['owner.read']({})).toEqual({ ok: false, error: { type: 'closed' } });
  await good(room.call['owner.begin']({ id: open.id, turn: 'rights' }));
  expect(await good(room.call['owner.read']({}))).toEqual({
    turn: 'rights',
    practice: false,
    business: 'Lahore Kebab House',
    languages: ['ur', 'en'],
    languagesShown: ['ur', 'en'],
    rightsShown: [],
    acknowledgement: { kind: null, name: '', signature: null },
  });
  const said = {
    languages: ['ur', null] as [string, string | null],
    languagesShown: ['ur', 'en'],
    rightsShown: ['courtesy'],
    acknowledgement: { kind: 'typed' as const, name: 'A. Khan', signature: null },
  };
  await good(room.call['owner.save'](said));
  const closed = { ok: false, error: { type: 'closed' } };
  expect(await room.call['inspector.today']({})).toEqual(closed);
  expect(await room.call['business.find']({ text: '' })).toEqual(closed);
  const by = room.door.owners?.by ?? null;
  [room.door.work, room.door.owners] = [by, null];
  const after = await good(room.call['review.read']({ id: open.id }));
  const at = { step: 'sign', field: null };
  expect(after).toMatchObject({ revision: open.revision + 1, draft: { ...open.draft, ...said, at } });

  await good(room.call['owner.begin']({ id: null, turn: 'survey' }));
  expect(await good(room.call['owner.read']({}))).toMatchObject({
    business: '',
    rightsShown: [],
    acknowledgement: null,
  });
  expect(await room.call['owner.save'](said)).toEqual(closed);
});

test('open work goes over to another account, history stays, and what cannot be opened stays where it is', async () => {
  const [mine, theirs] = [newKeys(1, 2), newKeys(7)];
  const amina = inspector({ keys: mine });
  const room = await reviewRoom(temporaryFolder(), { work: amina });
  const deferred = finished({ copy: { how: 'deferred', exception: 'undercover' }, rightsShown: [] });
  await good(submit(room, await written(room, deferred)));
  const open = await written(room);
  room.door.work = inspector({ keys: new Map([[9, newKeys(9).get(9) ?? new Uint8Array(32)]]) });
  await written(room);

  const boris = inspector({ account: 'boris', keys: theirs });
  expect(takeOver(room.store.work, amina, boris, 'open')).toBe(2);
  expect(takeOver(room.store.work, amina, boris, 'open')).toBe(0);
  room.door.work = boris;
  expect((await good(room.call['review.read']({ id: open.id }))).draft).toEqual(open.draft);
  expect((await good(room.call['inspector.today']({}))).owed).toHaveLength(1);
  room.door.work = amina;
  expect((await good(room.call['inspector.outbox']({ before: null }))).sent).toHaveLength(1);
  expect(room.store.work.of('amina', 'draft')).toHaveLength(1);
});

test('what a full disk did not take of a draft goes over with it', async () => {
  let full = false;
  const room = await reviewRoom(temporaryFolder(), { admits: () => !full });
  const amina = room.door.work ?? inspector();
  const { id, revision, draft } = await written(room);
  full = true;
  const latest = { ...draft, recipientRole: 'manager' } as const;
  expect(await room.call['review.save']({ id, revision, draft: latest })).toMatchObject({ ok: false });
  full = false;
  const boris = inspector({ account: 'boris' });
  expect(takeOver(room.store.work, amina, boris, 'open', room.unsaved.of)).toBe(1);
  room.unsaved.settle();
  room.door.work = boris;
  expect((await good(room.call['review.read']({ id }))).draft).toEqual(latest);
});

test('after a new passphrase all that lay under the earlier one, history too, is read again', async () => {
  const keys = newKeys(1, 2);
  const before = inspector({ keys: new Map([...keys].slice(0, 1)) });
  const room = await reviewRoom(temporaryFolder(), { work: before });
  await good(submit(room, await written(room)));
  await written(room);
  const now = inspector({ keys: new Map([...keys].slice(1)) });
  room.door.work = now;
  expect((await good(room.call['inspector.today']({}))).underEarlier).toBe(2);
  expect(takeOver(room.store.work, before, now, 'all')).toBe(2);
  const today = await good(room.call['inspector.today']({}));
  expect([today.underEarlier, today.drafts.length]).toEqual([0, 1]);
  const [line] = (await good(room.call['inspector.outbox']({ before: null }))).sent;
  expect(line?.business).toBe('Lahore Kebab House');
});

test('what a full disk did not take outlives a lock, goes with what is sent, and is written when there is room', async () => {
  let full = false;
  const work = inspector();
  const folder = temporaryFolder();
  const room = await reviewRoom(folder, { work, admits: () => !full });
  const open = await written(room);
  full = true;
  const draft = finished({ acknowledgement: { kind: 'typed', name: 'Said in vain', signature: null } });
  const disk = { ok: false, error: { type: 'disk-full' } };
  expect(await room.call['review.save']({ id: open.id, revision: open.revision, draft })).toEqual(disk);

  // Locked, and opened again with the same keys by another sign-in.
  room.door.work = null;
  room.door.work = { ...work };
  const { revision, ...read } = await good(room.call['review.read']({ id: open.id }));
  expect([revision, read.draft]).toEqual([open.revision, draft]);
  room.door.work = inspector({ account: 'boris' });
  expect(await room.call['review.read']({ id: open.id })).toEqual({ ok: false, error: { type: 'not-there' } });

  full = false;
  room.door.work = work;
  expect((await good(room.call['review.read']({ id: open.id }))).revision).toBe(open.revision + 1);
  await room.close();
  const again = await reviewRoom(folder, { work });
  expect((await good(again.call['review.read']({ id: open.id }))).draft).toEqual(draft);
  await good(submit(again, open));
  expect((await good(again.call['inspector.sent']({ id: open.id }))).draft.acknowledgement.name).toBe('Said in vain');
});
