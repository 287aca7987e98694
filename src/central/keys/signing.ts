/** Everything the central endpoint signs: JWS compact, EdDSA, `kid` and `typ` in the header. */
import { CompactSign } from 'jose';
import { CONFIG_TYP, type ConfigClaims } from '../../shared/wire/exchanges.ts';
import { RECEIPT_TYP, type ReceiptClaims } from '../../shared/wire/envelope.ts';
import type { HeldKey } from './keyring.ts';

export function signReceipt(key: HeldKey, claims: ReceiptClaims): Promise<string> {
  return sign(key, RECEIPT_TYP, claims);
}

export function signConfig(key: HeldKey, claims: ConfigClaims): Promise<string> {
  return sign(key, CONFIG_TYP, claims);
}

function sign(key: HeldKey, typ: string, claims: object): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ })
    .sign(key.privateKey);
}
