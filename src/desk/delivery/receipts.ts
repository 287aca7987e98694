/**
 * Checks what the central endpoint signed. Only a receipt that verifies under a trusted receipt key and
 * names this report, these bytes and this device ends a report's wait.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { compactVerify, errors } from 'jose';
import type { z } from 'zod';
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

/** The claims of a compact JWS (EdDSA, this `typ`, the `kid` of a trusted key), or null for anything else. */
async function verify<T>(jws: string, typ: string, trusted: TrustedKeys, schema: z.ZodType<T>): Promise<T | null> {
  try {
    const { payload, protectedHeader } = await compactVerify(
      jws,
      ({ kid }) => {
        const key = typeof kid === 'string' ? trusted.get(kid) : undefined;
        if (key === undefined) throw new errors.JWKSNoMatchingKey();
        return key;
      },
      { algorithms: ['EdDSA'] },
    );
    if (protectedHeader.typ !== typ) return null;
    const claims = schema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)));
    return claims.success ? claims.data : null;
  } catch {
    // Whatever jose, the decoder or the parser objects to: it is not what it has to be.
    return null;
  }
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
