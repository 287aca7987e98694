/** Everything the central endpoint signs: JWS compact (RFC 7515), EdDSA, `kid` and `typ` in the header. */
import { sign as signBytes } from 'node:crypto';
import { CONFIG_TYP, MANIFEST_TYP, type ConfigClaims, type ManifestClaims } from '../../shared/wire/exchanges.ts';
import { RECEIPT_TYP, type ReceiptClaims } from '../../shared/wire/envelope.ts';
import type { HeldKey } from './keyring.ts';

export function signReceipt(key: HeldKey, claims: ReceiptClaims): string {
  return sign(key, RECEIPT_TYP, claims);
}

export function signConfig(key: HeldKey, claims: ConfigClaims): string {
  return sign(key, CONFIG_TYP, claims);
}

export function signManifest(key: HeldKey, claims: ManifestClaims): string {
  return sign(key, MANIFEST_TYP, claims);
}

/** On this thread: a signature takes less time than a promise of one. */
function sign(key: HeldKey, typ: string, claims: object): string {
  const input = `${encoded({ alg: 'EdDSA', kid: key.kid, typ })}.${encoded(claims)}`;
  return `${input}.${signBytes(null, Buffer.from(input), key.keyObject).toString('base64url')}`;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
