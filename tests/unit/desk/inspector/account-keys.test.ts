/** What an account wrote opens with its passphrase, and with nothing else that is on the laptop. */
import { compactDecrypt } from 'jose';
import { expect, test } from 'vitest';
import { openAccountKeys, type HeldKeys } from '../../../../src/desk/inspector/account-keys.ts';
import { handoverKeySchema } from '../../../../src/shared/wire/handover.ts';
import { DEVICE, random, storeIn, temporaryFolder } from '../store/kit.ts';
import { enrolled, sealingPair } from './kit.ts';

const text = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString());

function place() {
  const store = storeIn(temporaryFolder());
  const sealing = sealingPair();
  enrolled(store, sealing);
  let minted = 0;
  const keys = openAccountKeys(store.records, random, () => void (minted += 1));
  const all = (account: string) => keys.generations(account).map(({ generation }) => generation);
  const open = (account: string, passphrase: string, inUse = all(account)) =>
    keys.open(account, 'Ana', passphrase, inUse);
  return { store, sealing, keys, open, minted: () => minted };
}

test('an account opens what it wrote with the same passphrase, typed on any keyboard', async () => {
  const { open } = place();
  const written = (await open('ana', 'café à la carte'.normalize('NFC'))).encrypt(Buffer.from('a draft'));
  expect(written.generation).toBe(1);
  const again = await open('ana', 'café à la carte'.normalize('NFD'));
  expect(text(again.decrypt(1, written.sealed))).toBe('a draft');
});

test('neither another account nor changed bytes open', async () => {
  const { open } = place();
  const { sealed } = (await open('ana', 'one')).encrypt(Buffer.from('a draft'));
  const ben = await open('ben', 'one');
  expect(ben.decrypt(1, sealed)).toBeNull();
  const ana = await open('ana', 'one');
  const altered = Buffer.from(sealed);
  altered[14] = (altered[14] ?? 0) ^ 1;
  expect(ana.decrypt(1, altered)).toBeNull();
  expect(ana.decrypt(2, sealed)).toBeNull();
  expect(ana.decrypt(1, Buffer.alloc(3))).toBeNull();
});

test('a new passphrase has a key of its own, and the earlier one opens what was written before', async () => {
  const { keys, open } = place();
  const { sealed } = (await open('ana', 'one')).encrypt(Buffer.from('before'));
  const held = await open('ana', 'two');
  expect(held.encrypt(Buffer.from('x')).generation).toBe(2);
  expect([held.holds(1), held.decrypt(1, sealed)]).toEqual([false, null]);
  expect(await keys.openEarlier(held, 'three')).toBeNull();
  const earlier = await keys.openEarlier(held, 'one');
  expect(text(earlier?.decrypt(1, sealed) ?? null)).toBe('before');
  // Back to the first passphrase: its key is still there, and no third one is made.
  const back = await open('ana', 'one');
  expect([back.holds(1), back.holds(2), back.encrypt(Buffer.from('x')).generation]).toEqual([true, false, 1]);
  expect(keys.generations('ana').map(({ generation }) => generation)).toEqual([1, 2]);
});

test('a key under which nothing lies is dropped with its passphrase', async () => {
  const { keys, open } = place();
  await open('ana', 'one', []);
  await open('ana', 'two', []);
  expect(keys.generations('ana').map(({ generation }) => generation)).toEqual([2]);
});

test('a key that is made is told, and never has the number of one that was lost with its record', async () => {
  const { keys, open, minted } = place();
  await open('ana', 'one', [1]);
  await open('ana', 'one', [1]);
  expect([minted(), keys.generations('ana').map(({ generation }) => generation)]).toEqual([1, [2]]);
});

test('what a rebuilt database has lost of a key that is held is written down anew', async () => {
  const { store, keys, open } = place();
  const held = await open('ana', 'one');
  const before = keys.generations('ana');
  store.records.remove('inspector-account.ana');
  keys.keep(held);
  expect(keys.generations('ana')).toEqual(before);
  const { sealed } = held.encrypt(Buffer.from('a draft'));
  held.letGo();
  keys.keep(held);
  expect(text((await open('ana', 'one')).decrypt(1, sealed))).toBe('a draft');
});

test('what was let go opens nothing and encrypts nothing', async () => {
  const { open } = place();
  const held = await open('ana', 'one');
  const { sealed } = held.encrypt(Buffer.from('a draft'));
  held.letGo();
  expect([held.holds(1), held.decrypt(1, sealed), held.privateKeys()]).toEqual([false, null, []]);
  expect(() => held.encrypt(Buffer.from('x'))).toThrow('let go');
});

test('the central endpoint, and nobody else, can open the recovery; a new sealing key gets one of its own', async () => {
  const { store, sealing, keys, open } = place();
  const held: HeldKeys = await open('ana', 'one');
  await keys.sealRecovery(held);
  const [first] = keys.generations('ana');
  const opened = async (sealed: string, key = sealing.privateKey) =>
    handoverKeySchema.parse(JSON.parse(Buffer.from((await compactDecrypt(sealed, key)).plaintext).toString()));
  const recovery = await opened(first?.recovery?.sealed ?? '');
  expect(recovery).toMatchObject({ device: DEVICE, account: 'ana', generation: 1 });
  await keys.sealRecovery(held);
  expect(keys.generations('ana')[0]).toEqual(first);

  const next = sealingPair('sealing-2');
  enrolled(store, next);
  await keys.sealRecovery(held);
  const [again] = keys.generations('ana');
  expect(again?.recovery?.kid).toBe('sealing-2');
  expect(await opened(again?.recovery?.sealed ?? '', next.privateKey)).toEqual(recovery);
});

test('no record of the laptop holds a key or a passphrase as it is', async () => {
  const { store, sealing, keys, open } = place();
  const held = await open('ana', 'the passphrase of ana');
  await keys.sealRecovery(held);
  const { plaintext } = await compactDecrypt(keys.generations('ana')[0]?.recovery?.sealed ?? '', sealing.privateKey);
  const { key } = handoverKeySchema.parse(JSON.parse(Buffer.from(plaintext).toString()));
  const kept = JSON.stringify(keys.generations('ana'));
  expect(kept).not.toContain(key);
  expect(kept).not.toContain(Buffer.from(key, 'base64url').toString('base64'));
  expect(kept).not.toContain('the passphrase');
  expect(store.records.readBytes('inspector-account.ana')).toBeNull();
});
