/**
 * What came back from one request, and whose word it is. An error is the central endpoint's own only as
 * `application/problem+json` with a type of the wire contract; a captive portal, a proxy's page, a
 * redirect are foreign, and never say anything about this device.
 */
import { z } from 'zod';
import { contractSlug, type Problem } from '../../shared/wire/problems.ts';

/** Why no answer came. `tls-*`: the certificate was not accepted; the dated ones point at a wrong clock. */
export type NetworkFault =
  | 'name-not-found'
  | 'refused'
  | 'unreachable'
  | 'connect-timeout'
  | 'answer-timeout'
  | 'body-timeout'
  | 'cut'
  | 'too-large'
  | 'not-http'
  | 'stopped'
  | 'tls'
  | 'tls-not-yet-valid'
  | 'tls-expired';

/** Nobody's answer, or not the central endpoint's, or its refusal of the request as a whole. */
export type Failure =
  /** `connected`: a connection stood (TLS included), so the request itself may be what does not get through. */
  | { readonly type: 'network'; readonly fault: NetworkFault; readonly connected: boolean }
  | { readonly type: 'foreign'; readonly status: number; readonly retryAfterMs: number | null }
  | {
      readonly type: 'problem';
      readonly status: number;
      readonly slug: string;
      readonly problem: Problem;
      readonly retryAfterMs: number | null;
      /** The central endpoint's clock, milliseconds since the epoch: `serverTime`, else the answer's `Date`. */
      readonly serverTime: number | null;
    };

/** A 2xx, its body not yet looked at: it may still be a captive portal's. */
export interface Success {
  readonly type: 'success';
  readonly status: number;
  /** Lower case, without parameters; empty where none was sent. */
  readonly mediaType: string;
  readonly body: string;
  /** Where one was sent. */
  readonly etag?: string;
}

export type Answer = Success | Failure;

/** An answer whose body is what this call is answered with. */
export type Reply<T> =
  | { readonly type: 'ok'; readonly value: T }
  | { readonly type: 'unparsable'; readonly status: number }
  | Failure;

/** An HTTP message as it came off the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly body: string;
}

const problemDocument = z.object({
  type: z.string(),
  title: z.string().catch(''),
  detail: z.string().optional().catch(undefined),
  instance: z.string().optional().catch(undefined),
  retryable: z.boolean().catch(false),
  serverTime: z.iso.datetime({ offset: true }).optional().catch(undefined),
});

export function readAnswer(raw: RawAnswer): Answer {
  const mediaType = (raw.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (raw.status >= 200 && raw.status < 300 && mediaType !== 'application/problem+json') {
    const etag = raw.header('etag');
    return { type: 'success', status: raw.status, mediaType, body: raw.body, ...(etag === undefined ? {} : { etag }) };
  }
  const date = readDate(raw.header('date'));
  const retryAfterMs = readRetryAfter(raw.header('retry-after'), date);
  const document = mediaType === 'application/problem+json' ? problemDocument.safeParse(parseJson(raw.body)) : null;
  const slug = document?.success === true ? contractSlug(document.data.type) : null;
  if (document?.success !== true || slug === null || raw.status < 400) {
    return { type: 'foreign', status: raw.status, retryAfterMs };
  }
  const { serverTime, ...problem } = document.data;
  return {
    type: 'problem',
    status: raw.status,
    slug,
    problem: { ...problem, status: raw.status },
    retryAfterMs,
    serverTime: serverTime === undefined ? date : Date.parse(serverTime),
  };
}

/** Reads the body of a success as JSON of `schema`; anything else is not an answer to this call. */
export function readBody<T>(answer: Answer, schema: z.ZodType<T>): Reply<T> {
  if (answer.type !== 'success') return answer;
  const parsed = answer.mediaType === 'application/json' ? schema.safeParse(parseJson(answer.body)) : null;
  return parsed?.success === true ? { type: 'ok', value: parsed.data } : { type: 'unparsable', status: answer.status };
}

/** RFC 9110, 10.2.3: seconds, or a date, which is read against the `Date` of the answer that said it, never our clock. */
export function readRetryAfter(text: string | undefined, date: number | null): number | null {
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text.trim()) * 1000;
  const until = readDate(text);
  return until === null || date === null ? null : Math.max(0, until - date);
}

function readDate(text: string | undefined): number | null {
  // An HTTP date begins with the name of a day; Date.parse alone would take much else.
  const ms = text !== undefined && /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
