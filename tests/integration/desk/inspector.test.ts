/** Inspectors at a real desk, through the bridge as a face calls, without a network. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { compactDecrypt } from 'jose';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../../src/desk/store/store.ts';
import { callSchemas, type CallName } from '../../../src/shared/bridge.ts';
import { emptyReview } from '../../../src/shared/reviews/draft.ts';
import { account, configured, enrolled, sealingPair } from '../../unit/desk/inspector/kit.ts';
import { events } from '../../unit/desk/reports/kit.ts';
import { movedClock, random, temporaryFolder, type MovedClock } from '../../unit/desk/store/kit.ts';
import { valid } from '../fuzz/generate.ts';
import { deskIn, type Place } from './staff/kit.ts';

const ANA = 'correct horse battery';
const BEN = 'staple of another';
const accounts = { 'staffAccount.ana': account(ANA, { agency: 'dcwp' }), 'staffAccount.ben': account(BEN) };
const CANARY = 'canary-of-a-bakery';

/** A folder of a laptop that was enrolled and configured, and has no network since. */
function laptopFolder(profile: 'inspector' | 'kiosk' = 'inspector', sealing = sealingPair()) {
  const folder = temporaryFolder();
  const store = openStore({ folder, clock: movedClock(), random });
  enrolled(store, sealing, profile);
  configured(store, accounts);
  store.close();
  return folder;
}

const at = (folder: string, clock: MovedClock = movedClock(Date.now())): Promise<Place> =>
  // What asks for a network would ask by these clocks, which stand.
  deskIn(folder, { clock, sticks: () => Promise.resolve([]) });

async function signedIn(place: Place, name = 'ana', passphrase = ANA, practice = false): Promise<Place> {
  const answer = await place.call('inspector.signIn', { account: name, passphrase, practice });
  expect(answer).toEqual({ ok: true, value: null });
  return place;
}

/** A review of a business of this name, saved. @returns its id */
async function draftOf({ call }: Place, name: string): Promise<string> {
  const begun = await call('review.start', { business: null, owed: null });
  if (!begun.ok) throw new Error(begun.error.type);
  const { id, revision } = begun.value;
  const draft = { ...emptyReview(), business: { ...emptyReview().business, name } };
  expect(await call('review.save', { id, revision, draft })).toMatchObject({ ok: true });
  return id;
}

const ownersForm = {
  key: 'c0a80101-0000-4000-8000-000000000001',
  surveyId: 'business-owner',
  surveyVersion: 1,
  locale: 'es',
  partial: false,
  answers: {},
};

describe('an inspector', () => {
  test('signs in without a network and finds the draft of before the restart', async () => {
    const folder = laptopFolder();
    const first = await signedIn(await at(folder));
    expect(first.desk.inSession()).toBe(true);
    const id = await draftOf(first, CANARY);
    await first.desk.close();

    const again = await at(folder);
    expect(await again.call('inspector.standing', {})).toMatchObject({
      at: 'door',
      why: 'reloaded',
      locked: { account: 'ana', draft: true },
    });
    expect(await again.call('review.read', { id })).toEqual({ ok: false, error: { type: 'closed' } });
    await signedIn(again);
    expect(await again.call('inspector.standing', {})).toMatchObject({ at: 'work', draft: id });
    expect(await again.call('review.read', { id })).toMatchObject({
      value: { draft: { business: { name: CANARY } } },
    });
    expect(again.told).toContain('standing-changed');
  });

  test('waits after wrong passphrases, and a restart makes it no shorter', async () => {
    const folder = laptopFolder();
    const clock = movedClock(Date.now());
    const first = await at(folder, clock);
    const wrong = { account: 'ana', passphrase: 'wrong', practice: false };
    for (const waitSeconds of [0, 0, 30]) {
      expect(await first.call('inspector.signIn', wrong)).toMatchObject({ error: { type: 'wrong', waitSeconds } });
    }
    await first.desk.close();
    const again = await at(folder, clock);
    const right = { account: 'ana', passphrase: ANA, practice: false };
    expect(await again.call('inspector.signIn', right)).toMatchObject({ error: { type: 'wait', waitSeconds: 30 } });
    clock.pass(30_000);
    expect(await again.call('inspector.signIn', right)).toMatchObject({ ok: true });
  });

  test('reads nothing of another one at the same laptop', async () => {
    const place = await signedIn(await at(laptopFolder()));
    const id = await draftOf(place, CANARY);
    await signedIn(place, 'ben', BEN);
    expect(await place.call('review.read', { id })).toEqual({ ok: false, error: { type: 'not-there' } });
    const answers = [
      await place.call('inspector.today', {}),
      await place.call('inspector.outbox', { before: null }),
      await place.call('inspector.standing', {}),
    ];
    expect(JSON.stringify(answers)).not.toContain(CANARY);
    expect(answers[0]).toMatchObject({ value: { drafts: [] } });
  });

  test('leaves nothing readable of a draft in the data folder', async () => {
    const folder = laptopFolder();
    const place = await signedIn(await at(folder));
    await draftOf(place, CANARY);
    await place.desk.close();
    for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const bytes = readFileSync(join(file.parentPath, file.name));
      expect([file.name, bytes.includes(CANARY), bytes.includes(ANA)]).toEqual([file.name, false, false]);
    }
  });

  test('whose passphrase was changed opens the drafts of before with the earlier one', async () => {
    const folder = laptopFolder();
    const first = await signedIn(await at(folder));
    const id = await draftOf(first, CANARY);
    await first.desk.close();
    const store = openStore({ folder, clock: movedClock(), random });
    configured(store, { 'staffAccount.ana': account('a new passphrase') });
    store.close();

    const clock = movedClock(Date.now());
    const place = await signedIn(await at(folder, clock), 'ana', 'a new passphrase');
    const { call } = place;
    expect(await call('inspector.today', {})).toMatchObject({ value: { underEarlier: 1, drafts: [] } });
    for (let each = 0; each < 3; each += 1) await call('inspector.recover', { passphrase: 'wrong' });
    expect(await call('inspector.recover', { passphrase: ANA })).toMatchObject({ error: { type: 'wait' } });
    clock.pass(30_000);
    expect(await call('inspector.recover', { passphrase: ANA })).toEqual({ ok: true, value: { recovered: 1 } });
    expect(await call('inspector.today', {})).toMatchObject({ value: { underEarlier: 0, drafts: [{ id }] } });
    await place.desk.close();
    // The earlier passphrase is of no use any more: nothing lies under it.
    const kept = openStore({ folder, clock: movedClock(), random });
    expect(kept.work.generations('ana', 'all')).toEqual([2]);
    expect(JSON.stringify(kept.records.read('inspector-account.ana', callSchemas['face.open'].loose()))).not.toContain(
      '"generation":1',
    );
    kept.close();
  });

  test('is locked out when the machine goes to sleep, also out of the owner’s turn', async () => {
    const place = await signedIn(await at(laptopFolder()));
    const id = await draftOf(place, CANARY);
    expect(await place.call('owner.begin', { id, turn: 'rights' })).toEqual({ ok: true, value: null });
    place.desk.sleeps();
    expect(await place.call('inspector.standing', {})).toMatchObject({ at: 'door', why: 'asleep' });
    expect(place.desk.inSession()).toBe(false);
    await signedIn(place);
    expect(await place.call('inspector.standing', {})).toMatchObject({ at: 'work', draft: id });
  });
});

describe('the owner of a business', () => {
  /** What a page asks without any business in its answer. */
  const FREE: readonly CallName[] = [
    'face.open',
    'content.read',
    'session.set',
    'panel.stuck',
    'contest.calendar',
    'delivery.status',
    'staff.standing',
    'staff.close',
    'selftest.note',
    'inspector.standing',
    'inspector.lock',
    'inspector.active',
    'owner.read',
    'owner.save',
  ];
  const names = (Object.keys(callSchemas) as CallName[])
    .filter((name) => !/^(speech|media)[.]/.test(name))
    // Last: it must not be what shuts the panel.
    .sort((one, other) => Number(one === 'staff.close') - Number(other === 'staff.close'));

  test('reaches the rights and the signature, and nothing else there is to call', { timeout: 60_000 }, async () => {
    const place = await signedIn(await at(laptopFolder()));
    await draftOf(place, CANARY);
    const id = await draftOf(place, 'the bakery that signs');
    // Somebody left the staff panel open.
    await place.call('staff.open', { pin: null });
    expect(await place.call('owner.begin', { id, turn: 'rights' })).toEqual({ ok: true, value: null });
    const turn = await place.call('inspector.standing', {});
    const refused = /^(closed|invalid|owner-turn|wrong|wait)$/;
    for (const name of names) {
      for (const input of fc.sample(valid(callSchemas[name]), 10)) {
        const reply = await place.desk.call(name, input);
        expect(JSON.stringify(reply)).not.toContain(CANARY);
        if (!reply.ok) expect(reply.error.type).toBe('bad-argument');
        else if (!FREE.includes(name)) {
          const type = (reply.value as { error?: { type?: string } }).error?.type;
          expect([name, type]).toEqual([name, expect.stringMatching(refused)]);
        }
      }
    }
    expect(await place.call('inspector.standing', {})).toMatchObject({
      ...turn,
      waitSeconds: expect.any(Number) as number,
    });
    expect(await place.call('owner.read', {})).toMatchObject({ value: { business: 'the bakery that signs' } });
  });

  test('says how the inspection went while asked, about the agency of whoever inspected', async () => {
    const sealing = sealingPair();
    const folder = laptopFolder('inspector', sealing);
    const place = await signedIn(await at(folder), 'ana', ANA, true);
    const { call } = place;
    const refused = { ok: false, error: { type: 'invalid', field: '(root)' } };
    expect(await call('feedback.submit', ownersForm)).toMatchObject(refused);
    expect(await call('owner.begin', { id: null, turn: 'survey' })).toEqual({ ok: true, value: null });
    expect(await call('feedback.submit', { ...ownersForm, surveyId: 'visit' })).toMatchObject(refused);
    expect(await call('feedback.submit', ownersForm)).toMatchObject({ ok: true });
    expect(await call('owner.takeBack', { passphrase: BEN })).toMatchObject({ error: { type: 'wrong' } });
    expect(await call('owner.takeBack', { passphrase: ANA })).toEqual({ ok: true, value: null });
    expect(await call('feedback.submit', ownersForm)).toMatchObject(refused);
    await place.desk.close();

    const store = openStore({ folder, clock: movedClock(), random });
    const sealed = events(store.outbox).map(({ data }) => data);
    store.close();
    const opened = await Promise.all(sealed.map((data) => compactDecrypt(data, sealing.privateKey)));
    const said = opened.map(({ plaintext }) => JSON.parse(new TextDecoder().decode(plaintext)) as unknown);
    expect(said).toEqual([
      expect.objectContaining({ surveyId: 'business-owner', agency: 'dcwp', practice: true, locale: 'es' }),
    ]);
    expect(JSON.stringify(said)).not.toContain('"ana"');
  });
});

test('a kiosk has no inspector, whatever accounts are published, and takes no owner’s survey', async () => {
  const { call } = await at(laptopFolder('kiosk'));
  expect(await call('inspector.standing', {})).toMatchObject({ at: 'door', accounts: 0 });
  expect(await call('inspector.signIn', { account: 'ana', passphrase: ANA, practice: false })).toMatchObject({
    error: { type: 'wrong' },
  });
  expect(await call('feedback.submit', ownersForm)).toMatchObject({ ok: false, error: { type: 'invalid' } });
});
