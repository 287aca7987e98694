/**
 * The catalogue of problems (RFC 9457) of the wire contract. The slug tells a device what to do, the
 * status is for the network in between; `docs/wire.md` documents each under its slug.
 */
import { z } from 'zod';

const PREFIX = 'urn:fairdesk:problem:';

interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** Whether the same request may succeed later without anyone changing it. */
  readonly retryable: boolean;
}

export const problemKinds = {
  'bad-request': { status: 400, title: 'The request is not what this address takes', retryable: false },
  'digest-mismatch': { status: 400, title: 'Content-Digest is missing or not that of the body', retryable: false },
  'private-key-sent': {
    status: 400,
    title: 'A public key was expected and a private part came with it',
    retryable: false,
  },
  'cursor-unknown': { status: 400, title: 'The cursor is not known: start over', retryable: false },
  'signature-invalid': { status: 401, title: 'The request is not signed by a device known here', retryable: false },
  'clock-skew': { status: 401, title: 'The signature is good, the clock that made it is not', retryable: true },
  'enrollment-refused': { status: 403, title: 'The enrollment code was not accepted', retryable: false },
  'device-revoked': { status: 403, title: 'This device was revoked', retryable: false },
  'not-permitted': { status: 403, title: 'This device may not do this', retryable: true },
  'not-found': { status: 404, title: 'There is nothing at this address', retryable: false },
  'method-not-allowed': { status: 405, title: 'This address does not take this method', retryable: false },
  'key-known': { status: 409, title: 'This key is known under another code', retryable: false },
  'request-timeout': { status: 408, title: 'The request did not arrive in time', retryable: true },
  'too-large': { status: 413, title: 'The request is larger than this address takes', retryable: false },
  'unsupported-media-type': { status: 415, title: 'This address does not take this media type', retryable: false },
  'headers-too-large': { status: 431, title: 'The headers are larger than this address takes', retryable: false },
  'rate-limited': { status: 429, title: 'Too many requests: try again later', retryable: true },
  internal: { status: 500, title: 'The central endpoint failed: nothing was stored', retryable: true },
  unavailable: { status: 503, title: 'The central endpoint cannot reach its database', retryable: true },
  // Problems of one report inside an answer to a batch; their status never crosses alone.
  'id-conflict': { status: 409, title: 'Another report has this id', retryable: false },
  'data-reused': { status: 409, title: 'Another report has these bytes', retryable: false },
  unsealable: { status: 422, title: 'The seal cannot be opened', retryable: false },
  schema: { status: 422, title: 'The report does not follow its schema', retryable: false },
  'unknown-type': { status: 422, title: 'This type of report is not known here yet', retryable: true },
  'unknown-key': { status: 422, title: 'The report is sealed to a key that is not held here', retryable: true },
} as const satisfies Record<string, ProblemKind>;

export type ProblemSlug = keyof typeof problemKinds;

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  retryable: z.boolean(),
});
export type Problem = z.infer<typeof problemSchema>;

/**
 * A problem document. `detail` names what is wrong and where, never repeats what was sent.
 *
 * @param instance a URI reference of this occurrence, such as `urn:fairdesk:request:<id>`
 */
export function problem(slug: ProblemSlug, detail: string, instance?: string): Problem {
  const kind = problemKinds[slug];
  return {
    type: PREFIX + slug,
    title: kind.title,
    status: kind.status,
    detail,
    ...(instance === undefined ? {} : { instance }),
    retryable: kind.retryable,
  };
}

/** The slug of a problem of this contract, or null when `type` is somebody else's. */
export function problemSlug(type: string): ProblemSlug | null {
  if (!type.startsWith(PREFIX)) return null;
  const slug = type.slice(PREFIX.length);
  return Object.hasOwn(problemKinds, slug) ? (slug as ProblemSlug) : null;
}

/**
 * The slug of a type of this contract, also one this version does not know (its status then says what
 * to do), or null when `type` is somebody else's: an answer with such a type is not the central endpoint's own.
 */
export function contractSlug(type: string): string | null {
  if (!type.startsWith(PREFIX)) return null;
  const slug = type.slice(PREFIX.length);
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) ? slug : null;
}
