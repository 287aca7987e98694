/**
 * Opens a seal of the one form that the wire contract describes, in one go on this thread: three
 * primitives of node:crypto, where the general way through promises costs more than they do. What
 * looks different in any way is left to that general way; both take and refuse the same.
 */
import { createDecipheriv, createPublicKey, createSecretKey, diffieHellman, hash, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** A seal whose header holds exactly this, and whose parts are as long as A256GCM makes them. */
export interface PlainSeal {
  readonly kid: string;
  readonly epk: { readonly kty: 'OKP'; readonly crv: 'X25519'; readonly x: string };
  readonly header: string;
  readonly iv: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
}

const headerSchema = z.strictObject({
  alg: z.literal('ECDH-ES'),
  enc: z.literal('A256GCM'),
  kid: z.string(),
  epk: z.strictObject({
    kty: z.literal('OKP'),
    crv: z.literal('X25519'),
    x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  }),
});

/** Direct agreement: no encrypted key. 12 bytes of nonce are 16 characters, 16 of tag are 22. */
const COMPACT = /^([A-Za-z0-9_-]+)\.\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]*)\.([A-Za-z0-9_-]{22})$/;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * RFC 7518, 4.6.2, for direct agreement on A256GCM: one round of the Concat KDF (NIST SP 800-56A) with
 * SHA-256, the round's number before the shared secret and this behind it: the algorithm with its
 * length, no PartyUInfo, no PartyVInfo, the key's length in bits.
 */
const ROUND = Buffer.from([0, 0, 0, 1]);
const OTHER_INFO = Buffer.concat([
  Buffer.from([0, 0, 0, 7]),
  Buffer.from('A256GCM'),
  Buffer.from([0, 0, 0, 0]),
  Buffer.from([0, 0, 0, 0]),
  Buffer.from([0, 0, 1, 0]),
]);

/** @returns null where the seal is not of the plain form; it may still be a good one */
export function readPlainSeal(compact: string): PlainSeal | null {
  const [, header = '', iv = '', ciphertext = '', tag = ''] = COMPACT.exec(compact) ?? [];
  if (header === '') return null;
  const read = [header, iv, ciphertext, tag].map((text) => Buffer.from(text, 'base64url'));
  const [said, ...rest] = read;
  // Node reads over bits that are left at an end; one seal has one spelling.
  if (read.map((bytes) => bytes.toString('base64url')).join() !== [header, iv, ciphertext, tag].join()) return null;
  const parsed = headerSchema.safeParse(parseJson(said));
  const [nonce, sealed, proof] = rest;
  if (!parsed.success || nonce === undefined || sealed === undefined || proof === undefined) return null;
  return { ...parsed.data, header, iv: nonce, ciphertext: sealed, tag: proof };
}

function parseJson(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    return undefined;
  }
}

/** RFC 8410: what stands before the 32 bytes of an X25519 key in a SubjectPublicKeyInfo, which they end. */
const BEFORE_X25519 = Buffer.from('302a300506032b656e032100', 'hex');

/**
 * As text: whatever else holds a key, a JWK too, is first asked whether it is one of Node's own by an
 * exception thrown and caught, twice each time, which costs more than reading this.
 */
function publicKeyOf(x: string): KeyObject {
  const spki = Buffer.concat([BEFORE_X25519, Buffer.from(x, 'base64url')]).toString('base64');
  return createPublicKey(`-----BEGIN PUBLIC KEY-----\n${spki}\n-----END PUBLIC KEY-----\n`);
}

/** @throws Error where it was not sealed to `key`, or was changed since */
export function openPlainSeal({ epk, header, iv, ciphertext, tag }: PlainSeal, key: KeyObject): Buffer {
  const shared = diffieHellman({ privateKey: key, publicKey: publicKeyOf(epk.x) });
  const contentKey = hash('sha256', Buffer.concat([ROUND, shared, OTHER_INFO]), 'buffer');
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(contentKey), iv, { authTagLength: 16 });
  decipher.setAAD(Buffer.from(header, 'latin1'));
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}
