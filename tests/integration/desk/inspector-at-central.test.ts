/** A laptop that reaches its central endpoint: accounts come and go, drafts change hands. */
import { describe, expect, test } from 'vitest';
import { emptyReview } from '../../../src/shared/reviews/draft.ts';
import { temporaryFolder } from '../../unit/desk/store/kit.ts';
import { PASSPHRASE, useAccountCommands } from '../central/account-commands.ts';
import { useCentral } from '../central/harness.ts';
import { deskIn, type Place } from './staff/kit.ts';

const SOON = { timeout: 20_000, interval: 50 };

describe('a laptop at its central endpoint', () => {
  const { server, ran, typed } = useAccountCommands(useCentral('embedded'));

  async function laptop(...accounts: string[]): Promise<Place & { deviceId: string }> {
    for (const name of accounts) await ran('add', name);
    const place = await deskIn(temporaryFolder());
    const enrolled = await place.desk.enroll(server().url, await server().code('inspector'));
    if (!enrolled.ok) throw new Error(enrolled.error.type);
    await expect
      .poll(() => place.call('inspector.standing', {}), SOON)
      .toMatchObject({ at: 'door', accounts: accounts.length });
    return { ...place, deviceId: enrolled.value.deviceId };
  }
  const signIn = ({ call }: Place, account: string, passphrase = PASSPHRASE) =>
    call('inspector.signIn', { account, passphrase, practice: false });
  async function draftOf({ call }: Place, name: string): Promise<string> {
    const begun = await call('review.start', { business: null, owed: null });
    if (!begun.ok) throw new Error(begun.error.type);
    const { id, revision } = begun.value;
    const draft = { ...emptyReview(), business: { ...emptyReview().business, name } };
    expect(await call('review.save', { id, revision, draft })).toMatchObject({ ok: true });
    return id;
  }
  const nameIn = async ({ call }: Place, id: string) => {
    const read = await call('review.read', { id });
    return read.ok ? read.value.draft.business.name : read.error.type;
  };

  test('lets in whoever has an account, and locks out whoever has none any more', async () => {
    const place = await laptop('ana');
    expect(await signIn(place, 'ana')).toEqual({ ok: true, value: null });
    await ran('revoke', 'ana');
    // The next contact: the owner gets the laptop.
    await place.call('owner.begin', { id: null, turn: 'survey' });
    await expect
      .poll(() => place.call('inspector.standing', {}), SOON)
      .toMatchObject({ at: 'door', why: 'revoked', accounts: 0, locked: null });
    expect(await signIn(place, 'ana')).toMatchObject({ ok: false, error: { type: 'wrong' } });
  });

  test('hands a draft over to another account', async () => {
    const place = await laptop('ana', 'ben');
    await signIn(place, 'ana');
    const id = await draftOf(place, 'a bakery');
    await ran('hand-over', 'ana', '--to', 'ben', '--device', place.deviceId);
    await signIn(place, 'ben');
    await expect.poll(() => nameIn(place, id), SOON).toBe('a bakery');
    await expect.poll(async () => (await ran('hand-overs')).map(({ state }) => state), SOON).toEqual(['done']);
    await signIn(place, 'ana');
    expect(await nameIn(place, id)).toBe('not-there');
  });

  test('gives an inspector back their own drafts after their passphrase was lost', async () => {
    const place = await laptop('ana');
    await signIn(place, 'ana');
    const id = await draftOf(place, 'a bakery');
    await typed('another long secret', 'passphrase', 'ana');
    await place.call('inspector.lock', { why: 'asked' });
    await expect
      .poll(async () => (await signIn(place, 'ana', 'another long secret')).ok, { timeout: 20_000, interval: 500 })
      .toBe(true);
    expect(await place.call('inspector.today', {})).toMatchObject({ value: { underEarlier: 1 } });
    await ran('hand-over', 'ana', '--to', 'ana', '--device', place.deviceId);
    await place.call('inspector.lock', { why: 'asked' });
    await signIn(place, 'ana', 'another long secret');
    await expect.poll(() => nameIn(place, id), SOON).toBe('a bakery');
    expect(await place.call('inspector.today', {})).toMatchObject({ value: { underEarlier: 0 } });
  });
});
