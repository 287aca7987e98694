/** The laptop's part when drafts go to another account; the test is the central endpoint. */
import { randomBytes, randomUUID } from 'node:crypto';
import { compactDecrypt, CompactEncrypt, importJWK } from 'jose';
import { expect, test, vi } from 'vitest';
import { openHandovers } from '../../../../src/desk/inspector/handover.ts';
import type { DeskLogEvent } from '../../../../src/desk/log-events.ts';
import { takeOver } from '../../../../src/desk/reviews/take-over.ts';
import type { WorkState } from '../../../../src/desk/store/work-table.ts';
import { handoverOfferSchema, type HandoverKey, type HandoverOrder } from '../../../../src/shared/wire/handover.ts';
import { account, configured, laptop, type Laptop } from './kit.ts';

const accounts = { ana: account('one'), ben: account('two') };
const ORDER = '0193575a-0000-7000-8000-00000000000a';

function place() {
  const one = laptop({ accounts });
  const { store, door, keys } = one;
  const logged: DeskLogEvent[] = [];
  const handovers = openHandovers({
    records: store.records,
    work: store.work,
    keys,
    door,
    takeOver: (former, to, which) => takeOver(store.work, former, to, which),
    changed: () => undefined,
    log: (event) => logged.push(event),
  });
  const inForce: Record<string, unknown> = { ...accounts };
  return {
    ...one,
    logged,
    handovers,
    async enter(name: string, passphrase: string, seals = true) {
      expect(await door.signIn(name, passphrase, false)).toMatchObject({ ok: true });
      const held = door.held();
      if (held !== null && seals) await keys.sealRecovery(held.keys);
    },
    /** A configuration with these orders comes. */
    async order(...orders: HandoverOrder[]) {
      const named = Object.entries(inForce).map(([name, value]) => [`staffAccount.${name}`, value] as const);
      configured(store, { ...Object.fromEntries(named), handovers: orders });
      door.reload();
      await handovers.run();
    },
    give: (name: string, value: unknown) => void (inForce[name] = value),
  };
}

/** Whoever is at work writes a row. @returns its id */
function write({ store, door }: Laptop, state: WorkState, text: string): string {
  const who = door.atWork();
  if (who === null) throw new Error('nobody is at work');
  const id = randomUUID();
  store.work.add({
    id,
    account: who.account,
    kind: 'rights-review',
    state,
    practice: false,
    revision: 1,
    changed: 1,
    report: null,
    sequence: null,
    ...who.encrypt(Buffer.from(text)),
  });
  return id;
}

const readBack = ({ store, door }: Laptop, id: string) => {
  const row = store.work.read(id);
  const plain = row === null ? null : (door.atWork()?.decrypt(row.generation, row.sealed) ?? null);
  return { account: row?.account, text: plain === null ? null : Buffer.from(plain).toString() };
};

/** As the central endpoint answers an offer: keys opened and sealed anew, to whom it offered. */
async function answered(
  one: Laptop,
  order: HandoverOrder,
  offers: readonly unknown[],
  change: (key: HandoverKey) => object = (key) => key,
): Promise<HandoverOrder> {
  const offer = handoverOfferSchema.parse(offers[0]);
  expect(offer.publicKey).not.toBeNull();
  const to = await importJWK({ ...offer.publicKey }, 'ECDH-ES');
  const keys = await Promise.all(
    offer.recovery.map(async ({ generation, sealed }) => {
      const { plaintext } = await compactDecrypt(sealed, one.sealing.privateKey);
      const key = change(JSON.parse(Buffer.from(plaintext).toString()) as HandoverKey);
      const again = await new CompactEncrypt(Buffer.from(JSON.stringify(key)))
        .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
        .encrypt(to);
      return { generation, sealed: again };
    }),
  );
  return { ...order, keys };
}

const toBen: HandoverOrder = { id: ORDER, from: 'ana', to: 'ben', keys: [] };

test('open drafts and owed copies go to the other account once it has signed in; what was sent stays', async () => {
  const one = place();
  await one.enter('ana', 'one');
  const [draft, owed, sent] = [write(one, 'draft', 'a draft'), write(one, 'owed', 'a copy'), write(one, 'sent', 'old')];
  one.door.lock('asked');
  await one.order(toBen);
  expect(one.handovers.offers()).toMatchObject([
    { id: ORDER, done: false, publicKey: null, recovery: [{ generation: 1 }] },
  ]);

  await one.enter('ben', 'two');
  await one.order(await answered(one, toBen, one.handovers.offers()));
  expect([draft, owed].map((id) => readBack(one, id))).toEqual([
    { account: 'ben', text: 'a draft' },
    { account: 'ben', text: 'a copy' },
  ]);
  expect(readBack(one, sent)).toEqual({ account: 'ana', text: null });
  expect(one.handovers.offers()).toMatchObject([{ id: ORDER, done: true }]);
  expect(one.logged).toEqual([{ event: 'handover-done', order: ORDER, rows: 2 }]);
  await one.order();
  expect(one.handovers.offers()).toEqual([]);
});

test('keys that came before the other account signed in open when it does', async () => {
  const one = place();
  await one.enter('ben', 'two');
  await one.enter('ana', 'one');
  const draft = write(one, 'draft', 'a draft');
  await one.order(toBen);
  await one.order(await answered(one, toBen, one.handovers.offers()));
  expect(one.handovers.offers()).toMatchObject([{ done: false }]);
  await one.enter('ben', 'two');
  await one.handovers.run();
  expect(readBack(one, draft)).toEqual({ account: 'ben', text: 'a draft' });
});

test('whose passphrase was lost gets all of their own back, and the key under it is dropped', async () => {
  const one = place();
  await one.enter('ana', 'one');
  const ids = [write(one, 'draft', 'a draft'), write(one, 'sent', 'old')];
  one.give('ana', account('three'));
  const toAna: HandoverOrder = { id: ORDER, from: 'ana', to: 'ana', keys: [] };
  await one.order(toAna);
  await one.enter('ana', 'three');
  expect(ids.map((id) => readBack(one, id).text)).toEqual([null, null]);
  const newer = write(one, 'draft', 'newer');
  expect(one.handovers.offers()).toMatchObject([{ done: false }]);
  await one.order(await answered(one, toAna, one.handovers.offers()));
  expect([...ids, newer].map((id) => readBack(one, id).text)).toEqual(['a draft', 'old', 'newer']);
  expect(one.keys.generations('ana').map(({ generation }) => generation)).toEqual([2]);
  expect(one.handovers.offers()).toMatchObject([{ done: true }]);
});

test.each<[string, string, (key: HandoverKey) => object]>([
  ['of another device', 'not-for-us', (key) => ({ ...key, device: randomUUID() })],
  ['of another account', 'not-for-us', (key) => ({ ...key, account: 'cyd' })],
  ['of another generation', 'not-for-us', (key) => ({ ...key, generation: 9 })],
  ['that are no keys', 'unreadable', (key) => ({ ...key, key: 'short' })],
  ['that open nothing', 'unreadable', (key) => ({ ...key, key: randomBytes(32).toString('base64url') })],
])('keys %s change nothing', async (_, reason, change) => {
  const one = place();
  await one.enter('ana', 'one');
  const draft = write(one, 'draft', 'a draft');
  await one.enter('ben', 'two');
  await one.order(toBen);
  const before = one.store.work.read(draft);
  await one.order(await answered(one, toBen, one.handovers.offers(), change));
  await one.handovers.run();
  expect(one.store.work.read(draft)).toEqual(before);
  expect(one.handovers.offers()).toMatchObject([{ done: false }]);
  expect(one.logged).toEqual([{ event: 'handover-refused', order: ORDER, reason }]);
});

test('keys sealed to somebody else, or too few, change nothing until the right ones come', async () => {
  const one = place();
  await one.enter('ana', 'one');
  const draft = write(one, 'draft', 'a draft');
  await one.enter('ben', 'two');
  const order = toBen;
  await one.order(order);
  const [offer] = one.handovers.offers();
  const toAna = { ...offer, publicKey: one.keys.generations('ana')[0]?.publicKey };
  await one.order(await answered(one, order, [toAna]));
  await one.order({ ...order, keys: [{ generation: 7, sealed: 'a.b.c.d.e' }] });
  expect(readBack(one, draft)).toEqual({ account: 'ana', text: null });
  expect(one.logged).toEqual([
    { event: 'handover-refused', order: ORDER, reason: 'unreadable' },
    { event: 'handover-refused', order: ORDER, reason: 'no-key' },
  ]);
  await one.order(await answered(one, order, one.handovers.offers()));
  expect(readBack(one, draft)).toEqual({ account: 'ben', text: 'a draft' });
});

test('what a key has come for goes over, though another key cannot be had', async () => {
  const one = place();
  // Killed before its recovery was sealed.
  await one.enter('ana', 'one', false);
  const lost = write(one, 'draft', 'under the first');
  one.give('ana', account('three'));
  await one.order();
  await one.enter('ana', 'three');
  const draft = write(one, 'draft', 'under the second');
  await one.enter('ben', 'two');
  await one.order(toBen);
  await one.order(await answered(one, toBen, one.handovers.offers()));
  expect([draft, lost].map((id) => readBack(one, id))).toEqual([
    { account: 'ben', text: 'under the second' },
    { account: 'ana', text: null },
  ]);
  expect(one.handovers.offers()).toMatchObject([{ done: false }]);
});

test('keys are asked for under one that whoever gets them can open', async () => {
  const one = place();
  const toAna: HandoverOrder = { ...toBen, to: 'ana' };
  await one.enter('ana', 'one');
  write(one, 'draft', 'under the first');
  one.give('ana', account('three'));
  await one.order();
  await one.enter('ana', 'three');
  const draft = write(one, 'draft', 'under the second');
  // Forgotten, and the City gives the first one back.
  one.give('ana', account('one'));
  await one.order(toAna);
  await one.enter('ana', 'one');
  await one.order(await answered(one, toAna, one.handovers.offers()));
  expect(readBack(one, draft)).toEqual({ account: 'ana', text: 'under the second' });
});

test('what a fault cut short is done the next time', async () => {
  const one = place();
  await one.enter('ana', 'one');
  const draft = write(one, 'draft', 'a draft');
  await one.enter('ben', 'two');
  await one.order(toBen);
  const order = await answered(one, toBen, one.handovers.offers());
  const { records } = one.store;
  const faulty = vi.spyOn(records, 'read').mockImplementation(() => {
    throw new Error('a fault');
  });
  await expect(one.handovers.run()).rejects.toThrow('a fault');
  faulty.mockRestore();
  await one.order(order);
  expect(readBack(one, draft)).toEqual({ account: 'ben', text: 'a draft' });
});

test('an order about somebody who has nothing here is done, and what is no order is let be', async () => {
  const one = place();
  await one.order(toBen);
  expect(one.handovers.offers()).toEqual([{ id: ORDER, done: true, recovery: [], publicKey: null }]);
  configured(one.store, { handovers: [{ id: 'x' }, 7, null] });
  expect(one.handovers.offers()).toEqual([]);
  configured(one.store, { handovers: 'none' });
  expect(one.handovers.offers()).toEqual([]);
});
