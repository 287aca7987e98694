/**
 * The keys of a central endpoint, one 0600 file each in `keys/` of its data folder, made at first start:
 * receipt (Ed25519), sealing (X25519, opens reports), content (Ed25519, signs configuration). No key's
 * file is ever deleted: what was sealed to it can be opened as long as it is here. `rotation.ts` makes
 * new ones; a running server sees them at the next request.
 */
import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { importJWK, type CryptoKey } from 'jose';
import { z } from 'zod';
import { UsageError } from '../../process/command.ts';
import { writeDurably } from '../../process/files.ts';
import type { PublicJwk } from '../../shared/wire/exchanges.ts';

const purposes = { receipt: 'Ed25519', sealing: 'X25519', content: 'Ed25519' } as const;
export type Purpose = keyof typeof purposes;
export const purposeNames = ['receipt', 'sealing', 'content'] as const;

export interface HeldKey {
  readonly kid: string;
  readonly publicJwk: PublicJwk & { kid: string };
  /** The same key as jose and as node:crypto take it. */
  readonly privateKey: CryptoKey;
  readonly keyObject: KeyObject;
}

export interface HeldKeys {
  /** The one in use: that which was taken into use last. */
  readonly current: HeldKey;
  /** Every key that is good: announced, in use, or used before. Of sealing keys all there are, of the others not those retired. */
  readonly byKid: ReadonlyMap<string, HeldKey>;
}

export interface Keyring {
  /** Id of this central endpoint: `iss` of all it signs. */
  readonly centralId: string;
  readonly receipt: HeldKeys;
  readonly sealing: HeldKeys;
  readonly content: HeldKeys;
  /** Reads the keys again where a command has changed them since. What cannot be read leaves those held as they are. */
  refresh(): Promise<void>;
}

const base64url32 = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const fileSchema = z.object({
  kid: z.string().min(1),
  purpose: z.enum(['receipt', 'sealing', 'content']),
  createdAt: z.iso.datetime(),
  jwk: z.object({ kty: z.literal('OKP'), crv: z.enum(['Ed25519', 'X25519']), x: base64url32, d: base64url32 }),
  /** An announced key waits for its devices (or for a backup); a retired one is trusted no more. */
  state: z.enum(['announced', 'used', 'retired']).default('used'),
  /** When it was taken into use, where that was later than it was made. */
  usedAt: z.iso.datetime().optional(),
});
export type KeyFile = z.infer<typeof fileSchema>;

const CENTRAL = 'central.json';
const centralSchema = z.object({ id: z.uuid() });

/** Whether keys were made in `folder` before. */
export function hasKeys(folder: string): boolean {
  return existsSync(join(folder, CENTRAL));
}

/**
 * The keys in `folder`, made where there are none yet.
 *
 * @param now milliseconds since the epoch
 * @param mintId a fresh UUID
 * @throws UsageError where a file cannot be read: a lost sealing key means lost reports, so none is replaced silently
 */
export async function openKeyring(folder: string, now: number, mintId: () => string): Promise<Keyring> {
  const keys = keysFolder(folder);
  const central = join(folder, CENTRAL);
  mkdirSync(keys, { recursive: true, mode: 0o700 });
  if (!hasKeys(folder)) {
    const held = readKeys(keys);
    for (const purpose of purposeNames) {
      if (!held.some((each) => each.purpose === purpose)) makeKey(keys, purpose, now);
    }
    // Written last: with it, the keys are whole.
    writeDurably(central, JSON.stringify({ id: mintId() }));
  }
  const centralId = parseFile(central, centralSchema).id;
  let seen = settled(stampOf(keys));
  let held = await heldIn(keys);
  return {
    centralId,
    get receipt() {
      return held.receipt;
    },
    get sealing() {
      return held.sealing;
    },
    get content() {
      return held.content;
    },
    async refresh() {
      try {
        const stamp = stampOf(keys);
        if (stamp === seen) return;
        held = await heldIn(keys);
        seen = settled(stamp);
      } catch {
        // A folder that is being copied in or restored: the next request looks again.
      }
    },
  };
}

export function keysFolder(folder: string): string {
  return join(folder, 'keys');
}

/** Changes with every file that is written to the folder: each is renamed into it. */
function stampOf(keys: string): bigint {
  return statSync(keys, { bigint: true }).mtimeNs;
}

/** A file system's clock moves in steps of milliseconds: a change in the same step as this one would not be seen. */
const STEP_NS = 1_000_000_000n;

/** @returns null where the folder changed just now, so that it is read again */
function settled(stamp: bigint): bigint | null {
  return BigInt(Date.now()) * 1_000_000n - stamp > STEP_NS ? stamp : null;
}

type Held = Record<Purpose, HeldKeys>;

async function heldIn(keys: string): Promise<Held> {
  const files = readKeys(keys);
  return {
    receipt: await heldKeys(files, 'receipt', keys),
    sealing: await heldKeys(files, 'sealing', keys),
    content: await heldKeys(files, 'content', keys),
  };
}

/** Makes a key and writes its file. @returns what the file says */
export function makeKey(folder: string, purpose: Purpose, now: number, state: KeyFile['state'] = 'used'): KeyFile {
  const { privateKey } =
    purposes[purpose] === 'X25519' ? generateKeyPairSync('x25519') : generateKeyPairSync('ed25519');
  const { x, d } = z.object({ x: base64url32, d: base64url32 }).parse(privateKey.export({ format: 'jwk' }));
  const crv = purposes[purpose];
  const kid = thumbprint(crv, x);
  const createdAt = new Date(now).toISOString();
  const file: KeyFile = { kid, purpose, createdAt, jwk: { kty: 'OKP', crv, x, d }, state };
  writeKey(folder, file);
  return file;
}

export function writeKey(folder: string, file: KeyFile): void {
  writeDurably(join(folder, `${file.purpose}-${file.kid}.json`), JSON.stringify(file));
}

/** RFC 7638: the members a key needs, in order of their names. */
function thumbprint(crv: string, x: string): string {
  return createHash('sha256')
    .update(JSON.stringify({ crv, kty: 'OKP', x }))
    .digest('base64url');
}

/** Every key in the folder, that taken into use last behind the others. */
export function readKeys(folder: string): KeyFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => parseFile(join(folder, name), fileSchema))
    .sort((a, b) => usedSince(a).localeCompare(usedSince(b)) || a.kid.localeCompare(b.kid));
}

/** ISO 8601. */
export function usedSince({ usedAt, createdAt }: KeyFile): string {
  return usedAt ?? createdAt;
}

async function heldKeys(files: KeyFile[], purpose: Purpose, folder: string): Promise<HeldKeys> {
  const byKid = new Map<string, HeldKey>();
  let current: HeldKey | undefined;
  for (const { kid, jwk, purpose: of, state } of files) {
    if (of !== purpose || (state === 'retired' && purpose !== 'sealing')) continue;
    const signs = jwk.crv === 'Ed25519';
    const privateKey = await importJWK(jwk, signs ? 'EdDSA' : 'ECDH-ES');
    if (privateKey instanceof Uint8Array) throw new Error('an OKP key was read as a secret');
    const { kty, crv, x } = jwk;
    const key = {
      kid,
      publicJwk: { kty, crv, x, kid, use: signs ? 'sig' : 'enc', alg: signs ? 'EdDSA' : 'ECDH-ES' },
      privateKey,
      keyObject: createPrivateKey({ key: jwk, format: 'jwk' }),
    };
    if (state === 'used') current = key;
    byKid.set(kid, key);
  }
  if (current === undefined)
    throw new UsageError(`${folder} holds no ${purpose} key: restore it from a backup of the data folder`);
  return { current, byKid };
}

function parseFile<T>(path: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new UsageError(`${path} cannot be read: restore it from a backup of the data folder`);
  }
}
