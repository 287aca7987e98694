/**
 * Signs a request: RFC 9421 HTTP Message Signatures with Ed25519, RFC 9530 Content-Digest. Exactly one
 * signature, `sig1`, over exactly the components of the wire contract in its order.
 */
import { createHash, sign, type KeyObject } from 'node:crypto';
import { serializeDictionary, serializeInnerList, type InnerList } from 'structured-headers';

/** What is covered: the name of a component and its value as the signature base says it. */
export type Covered = readonly (readonly [name: string, value: string])[];

export interface SignatureParameters {
  /** Seconds since the epoch. */
  readonly created: number;
  readonly keyid: string;
  readonly alg?: 'ed25519';
}

const LABEL = 'sig1';

function innerList(covered: Covered, parameters: SignatureParameters): InnerList {
  const entries: [string, number | string][] = [
    ['created', parameters.created],
    ['keyid', parameters.keyid],
  ];
  if (parameters.alg !== undefined) entries.push(['alg', parameters.alg]);
  return [covered.map(([name]) => [name, new Map()]), new Map(entries)];
}

/** The signature base of RFC 9421, 2.5. */
export function signatureBase(covered: Covered, parameters: SignatureParameters): string {
  const lines = covered.map(([name, value]) => `"${name}": ${value}`);
  lines.push(`"@signature-params": ${serializeInnerList(innerList(covered, parameters))}`);
  return lines.join('\n');
}

/** RFC 9530: the SHA-256 of the body, as `Content-Digest` says it. */
export function contentDigest(body: Uint8Array): string {
  return serializeDictionary(new Map([['sha-256', [createHash('sha256').update(body).digest(), new Map()]]]));
}

export interface ToSign {
  readonly method: string;
  readonly path: string;
  /** With its `?`; empty where there is none. */
  readonly query: string;
  readonly body: Uint8Array | null;
}

/**
 * The headers that say who sends `request`.
 *
 * @param created seconds since the epoch, by the corrected clock
 */
export function signatureHeaders(
  key: KeyObject,
  keyid: string,
  created: number,
  request: ToSign,
): Record<string, string> {
  const digest = request.body === null ? null : contentDigest(request.body);
  const covered: [string, string][] = [
    ['@method', request.method],
    ['@path', request.path],
    // RFC 9421, 2.2.7: an absent query is a lone question mark.
    ['@query', request.query === '' ? '?' : request.query],
  ];
  if (digest !== null) covered.push(['content-digest', digest]);
  const parameters: SignatureParameters = { created, keyid, alg: 'ed25519' };
  const signature = sign(null, Buffer.from(signatureBase(covered, parameters)), key);
  return {
    ...(digest === null ? {} : { 'content-digest': digest }),
    'signature-input': serializeDictionary(new Map([[LABEL, innerList(covered, parameters)]])),
    signature: serializeDictionary(new Map([[LABEL, [signature, new Map()]]])),
  };
}
