/**
 * Checks a configuration: signed by the central endpoint this device knows, for this device, of the
 * right kind. Each thing that is wrong has a name, so that the log can say why the last good one stays.
 */
import { compactVerify, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import { trustedKeys } from '../delivery/receipts.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { CONFIG_TYP, configClaimsSchema, publicJwkSchema, type PublicJwk } from '../../shared/wire/exchanges.ts';

const kid = z.string().min(1);
const signingKeys = z.array(publicJwkSchema.extend({ crv: z.literal('Ed25519'), kid })).min(1);

/** What a device can work under: a configuration without a key to seal to or to trust would end its work. */
const workableSchema = configClaimsSchema.extend({
  keys: z.object({
    sealing: publicJwkSchema.extend({ crv: z.literal('X25519'), kid }),
    receipt: signingKeys,
    content: signingKeys,
  }),
});
export type Claims = z.infer<typeof workableSchema>;

export interface CheckError {
  readonly type: 'form' | 'alg' | 'typ' | 'kid' | 'signature' | 'claims' | 'aud';
}

/** @param contentKeys those the device trusts now */
export async function checkConfiguration(
  jws: string,
  deviceId: string,
  contentKeys: readonly PublicJwk[],
): Promise<Result<Claims, CheckError>> {
  let header: ReturnType<typeof decodeProtectedHeader>;
  try {
    header = decodeProtectedHeader(jws);
  } catch {
    return err({ type: 'form' });
  }
  if (header.alg !== 'EdDSA') return err({ type: 'alg' });
  if (header.typ !== CONFIG_TYP) return err({ type: 'typ' });
  const key = typeof header.kid === 'string' ? trustedKeys(contentKeys).get(header.kid) : undefined;
  if (key === undefined) return err({ type: 'kid' });

  let payload: Uint8Array;
  try {
    ({ payload } = await compactVerify(jws, key, { algorithms: ['EdDSA'] }));
  } catch {
    return err({ type: 'signature' });
  }
  const claims = workableSchema.safeParse(parseJson(payload));
  if (!claims.success) return err({ type: 'claims' });
  return claims.data.aud === deviceId ? ok(claims.data) : err({ type: 'aud' });
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
