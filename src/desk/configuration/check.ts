/**
 * Checks a configuration: signed by the central endpoint this device knows, for this device, of the
 * right kind. Each thing that is wrong has a name, so that the log can say why the last good one stays.
 */
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';
import { CONFIG_TYP, configClaimsSchema, publicJwkSchema, type PublicJwk } from '../../shared/wire/exchanges.ts';
import { readSigned, type SignedError } from './signed.ts';

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
  readonly type: SignedError['type'] | 'claims' | 'aud';
}

/** @param contentKeys those the device trusts now */
export async function checkConfiguration(
  jws: string,
  deviceId: string,
  contentKeys: readonly PublicJwk[],
): Promise<Result<Claims, CheckError>> {
  const signed = await readSigned(jws, CONFIG_TYP, contentKeys);
  if (!signed.ok) return signed;
  const claims = workableSchema.safeParse(signed.value);
  if (!claims.success) return err({ type: 'claims' });
  return claims.data.aud === deviceId ? ok(claims.data) : err({ type: 'aud' });
}
