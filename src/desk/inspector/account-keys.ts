/**
 * The keys to what an account wrote on this laptop. Each passphrase it has had here has a generation: a key
 * of 32 random bytes that lies under that passphrase and, sealed to the central endpoint, as a recovery; and
 * a pair of keys to which other keys can be sealed, the private one under that key. What is open is held in
 * memory only, and overwritten when the laptop locks.
 */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { z } from 'zod';
import type { HandoverKey } from '../../shared/wire/handover.ts';
import { publicJwkSchema } from '../../shared/wire/jwk.ts';
import { decryptUnder, encryptUnder, KEY_BYTES } from '../keys/cipher.ts';
import { sealTo } from '../reports/seal.ts';
import { readEnrollment, type DeviceRecords } from '../store/device-records.ts';

const SALT_BYTES = 16;
/** OWASP Password Storage Cheat Sheet: argon2id (the library's default) with 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const recordOf = (account: string) => `inspector-account.${account}`;

const generationSchema = z.object({
  generation: z.number().int().min(1),
  salt: z.base64(),
  /** Kept, so that a later version may ask for more. */
  cost: z.object({ memoryCost: z.number().int(), timeCost: z.number().int(), parallelism: z.number().int() }),
  /** The key, under what the passphrase makes of the salt. */
  wrapped: z.base64(),
  publicKey: publicJwkSchema.extend({ crv: z.literal('X25519') }),
  /** PKCS #8, under the key. */
  privateKey: z.base64(),
  /** A `HandoverKey`, sealed to the central endpoint's key `kid`; null until it could be. */
  recovery: z.object({ kid: z.string(), sealed: z.string() }).nullable(),
});
export type Generation = z.infer<typeof generationSchema>;
const recordSchema = z.object({
  person: z.string(),
  generations: z.array(generationSchema),
  /** The newest of those that the last sign-in opened: what is sealed to another one may never be opened. */
  opened: z.number().int().nullable(),
});
type Kept = z.infer<typeof recordSchema>;
/** Names of those who have signed in here, in one record: a configuration may hold thousands who have not. */
const KNOWN = 'inspector-accounts';

/** Keys that are open. */
export interface HeldKeys {
  readonly account: string;
  holds(generation: number): boolean;
  /** Under the newest key that is open. @throws Error once they were let go */
  encrypt(plain: Uint8Array): { readonly generation: number; readonly sealed: Uint8Array };
  decrypt(generation: number, sealed: Uint8Array): Uint8Array | null;
  /** To open what was sealed to this account; the newest first. */
  privateKeys(): readonly KeyObject[];
  /** Overwrites them. */
  letGo(): void;
}

export interface AccountKeys {
  /** Whether this account has signed in here before. */
  knows(account: string): boolean;
  generations(account: string): readonly Generation[];
  /** To which what is for this account is to be sealed; null until it has signed in here. */
  publicKey(account: string): Generation['publicKey'] | null;
  /**
   * Opens what lies under this passphrase, which the verifier has accepted. Where nothing does, it is
   * another one than before: a new generation is on disk when this resolves.
   *
   * @param inUse generations under which anything lies: what is neither open nor in use is dropped, and a new one
   *   has another number, also where a damaged database has lost the record of its keys
   * @throws what SQLite throws where the disk takes nothing
   */
  open(account: string, person: string, passphrase: string, inUse: readonly number[]): Promise<HeldKeys>;
  /** Those generations that `held` lacks and an earlier passphrase opens. */
  openEarlier(held: HeldKeys, passphrase: string): Promise<HeldKeys | null>;
  /** Writes down anew what a database that was rebuilt may have lost of held keys. */
  keep(held: HeldKeys): void;
  /** Forgets what is neither held nor in use: nothing lies under it any more. */
  dropUnused(account: string, held: HeldKeys, inUse: readonly number[]): void;
  /** Seals the recovery of held keys to the key of the enrollment, where it is not yet. */
  sealRecovery(held: HeldKeys): Promise<void>;
}

/** @param minted a key was made, and is on disk: it must not hang on one file */
export function openAccountKeys(
  records: DeviceRecords,
  random: (length: number) => Uint8Array,
  minted: () => void,
): AccountKeys {
  /** The bytes of what is open, known here alone. */
  const bytesOf = new WeakMap<HeldKeys, ReadonlyMap<number, Uint8Array>>();
  /** How they lay on the disk when they were opened. */
  const recordsOf = new WeakMap<HeldKeys, Kept>();

  const known = new Set(records.read(KNOWN, z.array(z.string())) ?? []);

  const read = (account: string): Kept =>
    records.read(recordOf(account), recordSchema) ?? { person: '', generations: [], opened: null };
  const change = (
    account: string,
    by: (kept: Generation[]) => Generation[],
    now: Partial<Omit<Kept, 'generations'>> = {},
  ) =>
    records.together(() => {
      const before = read(account);
      const after = { ...before, ...now, generations: by(before.generations) };
      if (JSON.stringify(after) !== JSON.stringify(before)) records.write(recordOf(account), after);
    });

  const hold = (account: string, opened: Map<number, Uint8Array>): HeldKeys => {
    const keys = heldKeys(account, opened, () => read(account).generations, random);
    bytesOf.set(keys, opened);
    recordsOf.set(keys, read(account));
    return keys;
  };

  /** @returns the keys of `generations` that this passphrase opens */
  const tryAll = async (generations: readonly Generation[], passphrase: string) => {
    const opened = new Map<number, Uint8Array>();
    for (const { generation, salt, cost, wrapped } of generations) {
      const under = await underOf(passphrase, Buffer.from(salt, 'base64'), cost);
      const key = decryptUnder(under, Buffer.from(wrapped, 'base64'));
      under.fill(0);
      if (key?.length === KEY_BYTES) opened.set(generation, key);
    }
    return opened;
  };

  const mint = async (generation: number, passphrase: string, key: Uint8Array): Promise<Generation> => {
    const salt = Buffer.from(random(SALT_BYTES));
    const under = await underOf(passphrase, salt, COST);
    const wrapped = encryptUnder(under, key, random).toString('base64');
    under.fill(0);
    const pair = generateKeyPairSync('x25519');
    const secret = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
    const privateKey = encryptUnder(key, secret, random).toString('base64');
    secret.fill(0);
    const publicKey = generationSchema.shape.publicKey.parse(pair.publicKey.export({ format: 'jwk' }));
    return { generation, salt: salt.toString('base64'), cost: COST, wrapped, publicKey, privateKey, recovery: null };
  };

  return {
    knows: (account) => known.has(account),
    generations: (account) => read(account).generations,
    publicKey(account) {
      const { generations, opened } = read(account);
      return generations.find(({ generation }) => generation === opened)?.publicKey ?? null;
    },
    async open(account, person, passphrase, inUse) {
      const { generations } = read(account);
      const opened = await tryAll(generations, passphrase);
      const made: Generation[] = [];
      if (opened.size === 0) {
        const generation = Math.max(0, ...inUse, ...generations.map((each) => each.generation)) + 1;
        const key = random(KEY_BYTES);
        made.push(await mint(generation, passphrase, key));
        opened.set(generation, key);
      }
      change(
        account,
        (kept) => [...kept.filter(({ generation }) => opened.has(generation) || inUse.includes(generation)), ...made],
        { person, opened: Math.max(...opened.keys()) },
      );
      if (!known.has(account)) records.write(KNOWN, [...known, account]);
      known.add(account);
      if (made.length > 0) minted();
      return hold(account, opened);
    },
    async openEarlier(held, passphrase) {
      const lacking = read(held.account).generations.filter(({ generation }) => !held.holds(generation));
      const opened = await tryAll(lacking, passphrase);
      return opened.size === 0 ? null : hold(held.account, opened);
    },
    keep(held) {
      const before = recordsOf.get(held);
      if (before === undefined) return;
      const { person, opened } = before;
      change(
        held.account,
        (kept) => {
          const lost = before.generations.filter(
            ({ generation }) => held.holds(generation) && kept.every((each) => each.generation !== generation),
          );
          return [...kept, ...lost].sort((one, other) => one.generation - other.generation);
        },
        { person, opened },
      );
    },
    dropUnused: (account, held, inUse) =>
      change(account, (kept) => kept.filter(({ generation }) => held.holds(generation) || inUse.includes(generation))),
    async sealRecovery(held) {
      const enrollment = readEnrollment(records);
      if (enrollment === null) return;
      const { kid } = enrollment.sealingKey;
      const seal = sealTo(enrollment.sealingKey);
      for (const { generation, recovery } of read(held.account).generations) {
        const key = bytesOf.get(held)?.get(generation);
        if (recovery?.kid === kid || key === undefined) continue;
        const sealed = await seal({
          device: enrollment.deviceId,
          account: held.account,
          generation,
          key: Buffer.from(key).toString('base64url'),
        } satisfies HandoverKey);
        change(held.account, (kept) =>
          kept.map((each) => (each.generation === generation ? { ...each, recovery: { kid, sealed } } : each)),
        );
      }
    },
  };
}

/** NFKC: the same passphrase from another keyboard is the same. */
function underOf(passphrase: string, salt: Uint8Array, cost: Generation['cost']): Promise<Buffer> {
  return hashRaw(passphrase.normalize('NFKC'), { ...cost, salt, outputLen: KEY_BYTES });
}

function heldKeys(
  account: string,
  opened: Map<number, Uint8Array>,
  kept: () => readonly Generation[],
  random: (length: number) => Uint8Array,
): HeldKeys {
  const newestFirst = () => [...opened.keys()].sort((one, other) => other - one);
  return {
    account,
    holds: (generation) => opened.has(generation),
    encrypt(plain) {
      const [generation] = newestFirst();
      const key = generation === undefined ? undefined : opened.get(generation);
      if (generation === undefined || key === undefined) throw new Error('the keys of this account were let go');
      return { generation, sealed: encryptUnder(key, plain, random) };
    },
    decrypt(generation, sealed) {
      const key = opened.get(generation);
      return key === undefined ? null : decryptUnder(key, sealed);
    },
    privateKeys() {
      const all = kept();
      return newestFirst().flatMap((generation) => {
        const sealed = all.find((each) => each.generation === generation)?.privateKey;
        const key = opened.get(generation);
        const secret =
          sealed === undefined || key === undefined ? null : decryptUnder(key, Buffer.from(sealed, 'base64'));
        if (secret === null) return [];
        const privateKey = createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' });
        secret.fill(0);
        return [privateKey];
      });
    },
    letGo() {
      for (const key of opened.values()) key.fill(0);
      opened.clear();
    },
  };
}
