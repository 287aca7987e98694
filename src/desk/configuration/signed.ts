/** What the central endpoint signs with a content key. Each thing that is wrong has a name, so that the log can say why the last good one stays. */
import { compactVerify, decodeProtectedHeader } from 'jose';
import { trustedKeys } from '../delivery/receipts.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { PublicJwk } from '../../shared/wire/exchanges.ts';

export interface SignedError {
  readonly type: 'form' | 'alg' | 'typ' | 'kid' | 'signature';
}

/**
 * The payload of a compact JWS, parsed as JSON but not looked at; `undefined` where it is none.
 *
 * @param typ what its header must say it is
 * @param contentKeys those the device trusts now
 */
export async function readSigned(
  jws: string,
  typ: string,
  contentKeys: readonly PublicJwk[],
): Promise<Result<unknown, SignedError>> {
  let header: ReturnType<typeof decodeProtectedHeader>;
  try {
    header = decodeProtectedHeader(jws);
  } catch {
    return err({ type: 'form' });
  }
  if (header.alg !== 'EdDSA') return err({ type: 'alg' });
  if (header.typ !== typ) return err({ type: 'typ' });
  const key = typeof header.kid === 'string' ? trustedKeys(contentKeys).get(header.kid) : undefined;
  if (key === undefined) return err({ type: 'kid' });
  try {
    const { payload } = await compactVerify(jws, key, { algorithms: ['EdDSA'] });
    return ok(parseJson(payload));
  } catch {
    return err({ type: 'signature' });
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
