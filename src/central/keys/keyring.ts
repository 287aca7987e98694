/**
 * The keys of a central endpoint, one 0600 file each in `keys/` of its data folder, made at first start:
 * receipt (Ed25519), sealing (X25519, opens reports), content (Ed25519, signs configuration). A retired
 * key's file stays: what was sealed to it or signed with it is still good.
 */
import { createHash, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { importJWK, type CryptoKey } from 'jose';
import { z } from 'zod';
import { UsageError } from '../../process/command.ts';
import { writeDurably } from '../../process/files.ts';
import type { PublicJwk } from '../../shared/wire/exchanges.ts';

const purposes = { receipt: 'Ed25519', sealing: 'X25519', content: 'Ed25519' } as const;
type Purpose = keyof typeof purposes;

export interface HeldKey {
  readonly kid: string;
  readonly publicJwk: PublicJwk & { kid: string };
  readonly privateKey: CryptoKey;
}

/** The newest key of a purpose is in use; the others are still trusted. */
export interface HeldKeys {
  readonly current: HeldKey;
  readonly byKid: ReadonlyMap<string, HeldKey>;
}

export interface Keyring {
  /** Id of this central endpoint: `iss` of all it signs. */
  readonly centralId: string;
  readonly receipt: HeldKeys;
  readonly sealing: HeldKeys;
  readonly content: HeldKeys;
}

const base64url32 = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const fileSchema = z.object({
  kid: z.string().min(1),
  purpose: z.enum(['receipt', 'sealing', 'content']),
  createdAt: z.iso.datetime(),
  jwk: z.object({ kty: z.literal('OKP'), crv: z.enum(['Ed25519', 'X25519']), x: base64url32, d: base64url32 }),
});
type KeyFile = z.infer<typeof fileSchema>;

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
  const keys = join(folder, 'keys');
  const central = join(folder, CENTRAL);
  mkdirSync(keys, { recursive: true, mode: 0o700 });
  if (!hasKeys(folder)) {
    const held = readKeys(keys);
    for (const purpose of ['receipt', 'sealing', 'content'] as const) {
      if (!held.some((each) => each.purpose === purpose)) makeKey(keys, purpose, now);
    }
    // Written last: with it, the keys are whole.
    writeDurably(central, JSON.stringify({ id: mintId() }));
  }
  const centralId = parseFile(central, centralSchema).id;
  const held = readKeys(keys);
  return {
    centralId,
    receipt: await heldKeys(held, 'receipt', keys),
    sealing: await heldKeys(held, 'sealing', keys),
    content: await heldKeys(held, 'content', keys),
  };
}

function makeKey(folder: string, purpose: Purpose, now: number): void {
  const { privateKey } =
    purposes[purpose] === 'X25519' ? generateKeyPairSync('x25519') : generateKeyPairSync('ed25519');
  const { x, d } = z.object({ x: base64url32, d: base64url32 }).parse(privateKey.export({ format: 'jwk' }));
  const crv = purposes[purpose];
  const kid = thumbprint(crv, x);
  const file: KeyFile = { kid, purpose, createdAt: new Date(now).toISOString(), jwk: { kty: 'OKP', crv, x, d } };
  writeDurably(join(folder, `${purpose}-${kid}.json`), JSON.stringify(file));
}

/** RFC 7638: the members a key needs, in order of their names. */
function thumbprint(crv: string, x: string): string {
  return createHash('sha256')
    .update(JSON.stringify({ crv, kty: 'OKP', x }))
    .digest('base64url');
}

function readKeys(folder: string): KeyFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => parseFile(join(folder, name), fileSchema))
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.kid.localeCompare(b.kid));
}

async function heldKeys(files: KeyFile[], purpose: Purpose, folder: string): Promise<HeldKeys> {
  const byKid = new Map<string, HeldKey>();
  let current: HeldKey | undefined;
  for (const { kid, jwk, purpose: of } of files) {
    if (of !== purpose) continue;
    const signs = jwk.crv === 'Ed25519';
    const privateKey = await importJWK(jwk, signs ? 'EdDSA' : 'ECDH-ES');
    if (privateKey instanceof Uint8Array) throw new Error('an OKP key was read as a secret');
    const { kty, crv, x } = jwk;
    current = {
      kid,
      publicJwk: { kty, crv, x, kid, use: signs ? 'sig' : 'enc', alg: signs ? 'EdDSA' : 'ECDH-ES' },
      privateKey,
    };
    byKid.set(kid, current);
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
