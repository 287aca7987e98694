/**
 * Checks what the central endpoint signed. Only a receipt that verifies under a trusted receipt key and
 * names this report, these bytes and this device ends a report's wait.
 */
import { compactVerify, errors, type JWK } from 'jose';
import type { z } from 'zod';
import type { DeviceId, ReportId } from '../../shared/ids.ts';
import { RECEIPT_TYP, receiptClaimsSchema } from '../../shared/wire/envelope.ts';
import { CONFIG_TYP, configClaimsSchema, type ConfigClaims, type PublicJwk } from '../../shared/wire/exchanges.ts';

/** The claims of a compact JWS (EdDSA, this `typ`, the `kid` of one of `keys`), or null for anything else. */
async function verify<T>(
  jws: string,
  typ: string,
  keys: readonly PublicJwk[],
  schema: z.ZodType<T>,
): Promise<T | null> {
  try {
    const { payload, protectedHeader } = await compactVerify(
      jws,
      (header): JWK => {
        const key = keys.find((known) => known.kid !== undefined && known.kid === header.kid && known.crv === 'Ed25519');
        if (key === undefined) throw new errors.JWKSNoMatchingKey();
        return { kty: key.kty, crv: key.crv, x: key.x, alg: 'EdDSA' };
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

export async function isReceiptFor(
  receipt: string,
  report: Receipted,
  trusted: readonly PublicJwk[],
): Promise<boolean> {
  const claims = await verify(receipt, RECEIPT_TYP, trusted, receiptClaimsSchema);
  return (
    claims !== null && claims.sub === report.deviceId && claims.id === report.id && claims.sha256 === report.sha256
  );
}

/** A configuration for this device under a trusted content key, or null. */
export async function readConfig(
  jws: string,
  deviceId: DeviceId,
  trusted: readonly PublicJwk[],
): Promise<ConfigClaims | null> {
  const claims = await verify(jws, CONFIG_TYP, trusted, configClaimsSchema);
  return claims !== null && claims.aud === deviceId ? claims : null;
}
