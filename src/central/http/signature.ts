/**
 * Who sends: RFC 9421 HTTP Message Signatures, in the one form the wire contract allows. Pure: takes a
 * request's parts, says what was claimed and which bytes must have been signed.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import {
  isInnerList,
  parseDictionary,
  serializeInnerList,
  type BareItem,
  type InnerList,
  type Item,
} from 'structured-headers';
import { deviceIdSchema, type DeviceId } from '../../shared/ids.ts';
import { err, ok, type Result } from '../../shared/result.ts';

export interface SignedRequest {
  readonly method: string;
  /** As it stood in the request line: path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The raw bytes of the body; null where there is none. */
  readonly body: Uint8Array | null;
}

/** What a request claims; nothing of it is proved before `signature` verifies over `base`. */
export interface Claim {
  readonly keyId: DeviceId;
  /** Seconds since the epoch. */
  readonly created: number;
  readonly base: Uint8Array;
  readonly signature: Uint8Array;
}

export type SignatureError = { type: 'signature'; detail: string } | { type: 'digest'; detail: string };

const WITH_BODY = ['@method', '@path', '@query', 'content-digest'];
const WITHOUT_BODY = WITH_BODY.slice(0, 3);
const PARAMETERS = ['alg', 'created', 'keyid'];

/** Reads `Signature-Input`, `Signature` and `Content-Digest` and builds the signature base (RFC 9421, 2.5). */
export function readClaim(request: SignedRequest): Result<Claim, SignatureError> {
  const input = onlySig1(request.headers['signature-input']);
  const signature = onlySig1(request.headers['signature']);
  if (input === null || signature === null)
    return bad('Signature-Input and Signature must each hold sig1 and nothing else');
  if (!isInnerList(input)) return bad('Signature-Input: sig1 must be a list of components');
  if (isInnerList(signature) || !(signature[0] instanceof ArrayBuffer))
    return bad('Signature: sig1 must be a byte sequence');

  const components = request.body === null ? WITHOUT_BODY : WITH_BODY;
  const [items, parameters] = input;
  const named = items.map(([name, of]) => (of.size === 0 ? name : null));
  if (named.length !== components.length || named.some((name, at) => name !== components[at])) {
    return bad(`Signature-Input: sig1 must cover ${components.join(', ')} in this order`);
  }
  if ([...parameters.keys()].sort().join() !== PARAMETERS.join()) {
    return bad('Signature-Input: sig1 must have created, keyid and alg and no other parameter');
  }
  const created = parameters.get('created');
  const keyId = deviceIdSchema.safeParse(parameters.get('keyid'));
  if (typeof created !== 'number' || !Number.isSafeInteger(created))
    return bad('Signature-Input: created must be whole seconds');
  if (!keyId.success) return bad('Signature-Input: keyid must be a device id');
  if (parameters.get('alg') !== 'ed25519') return bad('Signature-Input: alg must be ed25519');

  const digest = request.headers['content-digest'];
  if (request.body !== null) {
    const wrong = checkDigest(digest, request.body);
    if (wrong !== null) return err({ type: 'digest', detail: wrong });
  }
  return ok({
    keyId: keyId.data,
    created,
    base: signatureBase(request, input, typeof digest === 'string' ? digest : ''),
    signature: new Uint8Array(signature[0]),
  });
}

function signatureBase(request: SignedRequest, input: InnerList, digest: string): Uint8Array {
  const at = request.target.indexOf('?');
  const values: Record<string, string> = {
    '@method': request.method,
    '@path': at < 0 ? request.target : request.target.slice(0, at),
    // RFC 9421, 2.2.7: an empty query is a question mark.
    '@query': at < 0 ? '?' : request.target.slice(at),
    'content-digest': digest,
  };
  const lines = input[0].flatMap(([name]) => (typeof name === 'string' ? [`"${name}": ${values[name]}`] : []));
  return Buffer.from([...lines, `"@signature-params": ${serializeInnerList(input)}`].join('\n'), 'latin1');
}

/** RFC 9530: what is wrong with the digest of `body`, or null. Other algorithms beside sha-256 are ignored. */
function checkDigest(header: string | string[] | undefined, body: Uint8Array): string | null {
  if (header === undefined) return 'Content-Digest is missing';
  const digest = readDictionary(header)?.get('sha-256');
  const value: BareItem | Item[] | undefined = digest?.[0];
  if (!(value instanceof ArrayBuffer)) return 'Content-Digest must hold sha-256 as a byte sequence';
  const claimed = new Uint8Array(value);
  const real = createHash('sha256').update(body).digest();
  return claimed.length === real.length && timingSafeEqual(claimed, real)
    ? null
    : 'Content-Digest is not that of the body';
}

function onlySig1(header: string | string[] | undefined): Item | InnerList | null {
  const dictionary = header === undefined ? null : readDictionary(header);
  if (dictionary === null || dictionary.size !== 1) return null;
  return dictionary.get('sig1') ?? null;
}

function readDictionary(header: string | string[]) {
  try {
    return parseDictionary(Array.isArray(header) ? header.join(', ') : header);
  } catch {
    return null;
  }
}

function bad(detail: string) {
  return err({ type: 'signature' as const, detail });
}
