/**
 * Checks what the central endpoint signed. Only a receipt that verifies under a trusted receipt key and
 * names this report, these bytes and this device ends a report's wait.
 */
import { createPublicKey, verify as verifySignature, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { compactVerify, errors } from 'jose';
import { z } from 'zod';
import type { DeviceId, ReportId } from '../../shared/ids.ts';
import { RECEIPT_TYP, receiptClaimsSchema } from '../../shared/wire/envelope.ts';
import { CONFIG_TYP, configClaimsSchema, type ConfigClaims, type PublicJwk } from '../../shared/wire/exchanges.ts';

/** Ed25519 public keys by their `kid`. */
export type TrustedKeys = ReadonlyMap<string, KeyObject>;

export function trustedKeys(keys: readonly PublicJwk[]): TrustedKeys {
  const trusted = new Map<string, KeyObject>();
  for (const { kid, kty, crv, x } of keys) {
    if (kid !== undefined && crv === 'Ed25519') {
      trusted.set(kid, createPublicKey({ key: { kty, crv, x }, format: 'jwk' }));
    }
  }
  return trusted;
}

interface Signed {
  readonly typ: string | undefined;
  readonly payload: Uint8Array;
}

/** 64 bytes of signature are 86 characters. */
const PLAIN = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})$/;
const plainHeaderSchema = z.strictObject({ alg: z.literal('EdDSA'), kid: z.string(), typ: z.string() });
const utf8 = new TextDecoder('utf-8', { fatal: true });
/** Beside this thread, like jose's. */
const verifies = promisify(verifySignature);

/**
 * A JWS whose header holds exactly what the wire contract names, in one go: a long backlog is mostly this.
 * @returns null where it does not verify, undefined where the header holds anything else
 * @throws Error where its text is none
 */
async function readPlain(jws: string, trusted: TrustedKeys): Promise<Signed | null | undefined> {
  const [, header = '', payload = '', signature = ''] = PLAIN.exec(jws) ?? [];
  if (header === '') return undefined;
  const said = plainHeaderSchema.safeParse(JSON.parse(utf8.decode(Buffer.from(header, 'base64url'))));
  if (!said.success) return undefined;
  const key = trusted.get(said.data.kid);
  // Trusted keys are all of Ed25519, so this is EdDSA and nothing else.
  const good =
    key !== undefined &&
    (await verifies(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')));
  return good ? { typ: said.data.typ, payload: Buffer.from(payload, 'base64url') } : null;
}

/** The claims of a compact JWS (EdDSA, this `typ`, the `kid` of a trusted key), or null for anything else. */
async function verify<T>(jws: string, typ: string, trusted: TrustedKeys, schema: z.ZodType<T>): Promise<T | null> {
  try {
    let signed = await readPlain(jws, trusted);
    if (signed === undefined) signed = await readAny(jws, trusted);
    if (signed === null || signed.typ !== typ) return null;
    const claims = schema.safeParse(JSON.parse(utf8.decode(signed.payload)));
    return claims.success ? claims.data : null;
  } catch {
    // Whatever jose, the decoder or the parser objects to: it is not what it has to be.
    return null;
  }
}

/** The general way. @throws Error where it does not verify */
async function readAny(jws: string, trusted: TrustedKeys): Promise<Signed> {
  const { payload, protectedHeader } = await compactVerify(
    jws,
    ({ kid }) => {
      const key = typeof kid === 'string' ? trusted.get(kid) : undefined;
      if (key === undefined) throw new errors.JWKSNoMatchingKey();
      return key;
    },
    { algorithms: ['EdDSA'] },
  );
  return { typ: protectedHeader.typ, payload };
}

/** The report a receipt must name. */
export interface Receipted {
  readonly deviceId: DeviceId;
  readonly id: ReportId;
  /** Of the event's `data`, 64 hex digits. */
  readonly sha256: string;
}

export async function isReceiptFor(receipt: string, report: Receipted, trusted: TrustedKeys): Promise<boolean> {
  const claims = await verify(receipt, RECEIPT_TYP, trusted, receiptClaimsSchema);
  return (
    claims !== null && claims.sub === report.deviceId && claims.id === report.id && claims.sha256 === report.sha256
  );
}

/** A configuration for this device under a trusted content key, or null. */
export async function readConfig(jws: string, deviceId: DeviceId, trusted: TrustedKeys): Promise<ConfigClaims | null> {
  const claims = await verify(jws, CONFIG_TYP, trusted, configClaimsSchema);
  return claims !== null && claims.aud === deviceId ? claims : null;
}
