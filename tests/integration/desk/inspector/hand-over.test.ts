/** Drafts change hands: a laptop that is asked over HTTP as its page asks, and its central endpoint. */
import { randomBytes } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CallAnswer, CallInput, CallName } from '../../../../src/shared/bridge.ts';
import { serve } from '../../../../src/web/server.ts';
import { mintToken, TOKEN_HEADER } from '../../../../src/web/token.ts';
import { finished } from '../../../unit/desk/reviews/who.ts';
import { temporaryFolder } from '../../../unit/desk/store/kit.ts';
import { PASSPHRASE, useAccountCommands } from '../../central/account-commands.ts';
import { useCentral } from '../../central/harness.ts';
import { deskIn, type Place } from '../staff/kit.ts';

const SOON = { timeout: 60_000, interval: 50 };
const SLOW = 180_000;
const ANOTHER = 'another long secret';
const CANARY = 'canary of a bakery';

interface Laptop {
  readonly call: Place['call'];
  readonly deviceId: string;
  readonly logged: readonly object[];
  off(): Promise<void>;
}

describe('drafts of an inspector who is not there any more', () => {
  const { server, ran, typed } = useAccountCommands(useCentral('embedded'));

  /** The laptop of this folder, served to a page; enrolled where it is not. */
  async function on(folder: string): Promise<Laptop> {
    const logged: object[] = [];
    const { desk } = await deskIn(folder, { log: (event) => logged.push(event) });
    const token = mintToken(randomBytes);
    const host = await serve({ desk, files: new Map(), port: 0, token, log: () => undefined });
    if (!host.ok) throw new Error(host.error.detail);
    onTestFinished(() => host.value.close());
    const enrolled = desk.status().enrolled ? null : await desk.enroll(server().url, await server().code('inspector'));
    if (enrolled?.ok === false) throw new Error(enrolled.error.type);
    const [device] = await server().query<{ id: string }>('SELECT id FROM devices');
    return {
      logged,
      deviceId: device?.id ?? '',
      async call<C extends CallName>(name: C, input: CallInput<C>) {
        const answer = await fetch(`http://127.0.0.1:${host.value.port}/api/call`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', [TOKEN_HEADER]: token },
          body: JSON.stringify({ name, input }),
        });
        const reply = (await answer.json()) as { ok: boolean; value: CallAnswer<C> };
        if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply)}`);
        return reply.value;
      },
      async off() {
        await host.value.close();
        await desk.close();
      },
    };
  }
  const knows = ({ call }: Laptop, accounts: number) =>
    expect.poll(async () => call('inspector.standing', {}), SOON).toMatchObject({ at: 'door', accounts });
  const signIn = async ({ call }: Laptop, account: string, passphrase = PASSPHRASE) =>
    expect(await call('inspector.signIn', { account, passphrase, practice: false })).toEqual({ ok: true, value: null });
  const lock = ({ call }: Laptop) => call('inspector.lock', { why: 'asked' });
  const business = async ({ call }: Laptop, id: string) => {
    const read = await call('review.read', { id });
    return read.ok ? read.value.draft.business.name : read.error.type;
  };
  const state = async () => (await ran('hand-overs')).at(-1)?.['state'];
  /** @returns its id */
  async function draftOf({ call }: Laptop): Promise<string> {
    const begun = await call('review.start', { business: null, owed: null });
    if (!begun.ok) throw new Error(begun.error.type);
    const { id, revision } = begun.value;
    const draft = finished();
    draft.business.name = CANARY;
    expect(await call('review.save', { id, revision, draft })).toMatchObject({ ok: true });
    return id;
  }

  test('go to a colleague, who finishes and sends them; nobody else reads any of it', { timeout: SLOW }, async () => {
    await ran('add', 'ada', '--agency', 'dcwp');
    await typed(ANOTHER, 'add', 'bo', '--agency', 'dohmh');
    const laptop = await on(temporaryFolder());
    await knows(laptop, 2);
    await signIn(laptop, 'ada');
    const id = await draftOf(laptop);
    await ran('revoke', 'ada');
    await ran('hand-over', 'ada', '--to', 'bo', '--device', laptop.deviceId);
    await lock(laptop);
    await knows(laptop, 1);

    await signIn(laptop, 'bo', ANOTHER);
    await expect.poll(() => business(laptop, id), SOON).toBe(CANARY);
    await expect.poll(state, SOON).toBe('done');
    expect(await laptop.call('inspector.today', {})).toMatchObject({
      value: { drafts: [{ id, business: CANARY }], underEarlier: 0, unreadable: 0 },
    });
    expect(await laptop.call('review.submit', { id })).toMatchObject({ ok: true });
    const stored = () => server().query<{ payload: object }>('SELECT payload FROM inspector_reports');
    await expect.poll(async () => (await stored()).length, SOON).toBe(1);
    expect((await stored())[0]?.payload).toMatchObject({
      inspectorId: 'bo',
      agency: 'dohmh',
      business: { name: CANARY },
    });
    const told = JSON.stringify([
      laptop.logged,
      server().events,
      await server().query('SELECT * FROM handover_orders'),
      await server().query('SELECT * FROM audit'),
      await server().query('SELECT heartbeat FROM device_status'),
    ]);
    for (const secret of [CANARY, PASSPHRASE, ANOTHER]) expect(told).not.toContain(secret);
  });

  test('come through a laptop that is switched off after every step', { timeout: SLOW }, async () => {
    await ran('add', 'ada');
    await ran('add', 'bo');
    const folder = temporaryFolder();
    let laptop = await on(folder);
    await knows(laptop, 2);
    await signIn(laptop, 'ada');
    const id = await draftOf(laptop);
    await laptop.off();
    await ran('revoke', 'ada');
    await ran('hand-over', 'ada', '--to', 'bo', '--device', laptop.deviceId);
    for (const reached of [/^(offered|keys sent|done)$/, /^(keys sent|done)$/, /^done$/]) {
      laptop = await on(folder);
      await knows(laptop, 1);
      await signIn(laptop, 'bo');
      await expect.poll(state, SOON).toMatch(reached);
      await laptop.off();
    }
    laptop = await on(folder);
    await signIn(laptop, 'bo');
    expect(await business(laptop, id)).toBe(CANARY);
    expect(await laptop.call('inspector.today', {})).toMatchObject({ value: { drafts: [{ id }], unreadable: 0 } });
  });

  test('wait for whoever gets another passphrase when the keys are there already', { timeout: SLOW }, async () => {
    await ran('add', 'ada');
    await ran('add', 'bo');
    const laptop = await on(temporaryFolder());
    await knows(laptop, 2);
    await signIn(laptop, 'bo');
    await signIn(laptop, 'ada');
    const id = await draftOf(laptop);
    await ran('hand-over', 'ada', '--to', 'bo', '--device', laptop.deviceId);
    await lock(laptop);
    await expect.poll(state, SOON).toBe('keys sent');
    const taken = () => laptop.logged.filter((line) => 'event' in line && line.event === 'configuration-taken').length;
    await typed(ANOTHER, 'passphrase', 'bo');
    const before = taken();
    await signIn(laptop, 'ada');
    await lock(laptop);
    await expect.poll(taken, SOON).toBeGreaterThan(before);
    await expect.poll(async () => (await laptop.call('inspector.standing', {})).at, SOON).toBe('door');
    await signIn(laptop, 'bo', ANOTHER);
    await expect.poll(() => business(laptop, id), SOON).toBe(CANARY);
    await expect.poll(state, SOON).toBe('done');
  });
});
