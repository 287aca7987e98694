/** The calls of the wire contract that a device makes, each with what its answer must look like. */
import type { KeyObject } from 'node:crypto';
import type { DeviceId } from '../../shared/ids.ts';
import { BATCH_MEDIA_TYPE, reportsAnswerSchema, type ReportResult } from '../../shared/wire/envelope.ts';
import {
  enrollmentAnswerSchema,
  ledgerAnswerSchema,
  ledgerMissingAnswerSchema,
  type EnrollmentAnswer,
  type EnrollmentRequest,
  type Heartbeat,
  type LedgerAnswer,
  type LedgerMissingAnswer,
} from '../../shared/wire/exchanges.ts';
import type { CentralAddress } from './address.ts';
import { readBody, type Answer, type Reply } from './answer.ts';
import type { Client, Request } from './client.ts';
import { signatureHeaders } from './signature.ts';

/** Asks to be enrolled; the one request that nobody signs. */
export async function requestEnrollment(
  client: Client,
  base: CentralAddress,
  request: EnrollmentRequest,
): Promise<Reply<EnrollmentAnswer>> {
  const answer = await client.send({
    base,
    method: 'POST',
    path: '/v1/enrollments',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(request)),
  });
  return readBody(answer, enrollmentAnswerSchema);
}

/** Who signs, and by which clock. */
export interface Identity {
  readonly central: CentralAddress;
  readonly deviceId: DeviceId;
  readonly key: KeyObject;
  /** Milliseconds since the epoch by the corrected clock. */
  readonly now: () => number;
}

export interface CentralCalls {
  /** @param events the reports' events, each as its JSON stands in the outbox */
  postReports(events: readonly string[]): Promise<Reply<readonly ReportResult[]>>;
  ledger(): Promise<Reply<LedgerAnswer>>;
  /** Which of these, at most `LEDGER_MISSING_MAX`, the central endpoint does not hold. */
  ledgerMissing(reports: readonly { id: string; sha256: string }[]): Promise<Reply<LedgerMissingAnswer>>;
  /** The configuration as a compact JWS, not yet verified. */
  config(): Promise<Reply<string>>;
  /** The same, unless it is still the one with this tag. */
  configuration(etag: string | null): Promise<Reply<'unchanged' | { jws: string; etag: string | null }>>;
  putStatus(beat: Heartbeat): Promise<Reply<null>>;
}

/** @param path with its query, if any */
export function signedHeaders(
  identity: Identity,
  method: Request['method'],
  path: string,
  body: Uint8Array | null,
): Record<string, string> {
  const query = path.indexOf('?');
  return signatureHeaders(identity.key, identity.deviceId, Math.floor(identity.now() / 1000), {
    method,
    path: query < 0 ? path : path.slice(0, query),
    query: query < 0 ? '' : path.slice(query),
    body,
  });
}

export function signedCalls(client: Client, identity: Identity): CentralCalls {
  function send(
    method: Request['method'],
    path: string,
    mediaType: string | null,
    body: string | null,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const bytes = body === null ? null : Buffer.from(body);
    const signed = signedHeaders(identity, method, path, bytes);
    const headers = { ...(mediaType === null ? {} : { 'content-type': mediaType }), ...more, ...signed };
    return client.send({ base: identity.central, method, path, headers, body: bytes });
  }

  return {
    async postReports(events) {
      const answer = await send('POST', '/v1/reports', BATCH_MEDIA_TYPE, `[${events.join(',')}]`);
      const reply = readBody(answer, reportsAnswerSchema);
      return reply.type === 'ok' ? { type: 'ok', value: reply.value.results } : reply;
    },
    async ledger() {
      return readBody(await send('GET', '/v1/devices/self/ledger', null, null), ledgerAnswerSchema);
    },
    async ledgerMissing(reports) {
      const body = JSON.stringify({ reports });
      const answer = await send('POST', '/v1/devices/self/ledger/missing', 'application/json', body);
      return readBody(answer, ledgerMissingAnswerSchema);
    },
    async config() {
      const reply = readJws(await send('GET', CONFIG, null, null));
      return reply.type === 'ok' ? { type: 'ok', value: reply.value.jws } : reply;
    },
    async configuration(etag) {
      const answer = await send('GET', CONFIG, null, null, etag === null ? {} : { 'if-none-match': etag });
      // Whoever says it, nothing is changed by it.
      if (etag !== null && answer.type === 'foreign' && answer.status === 304)
        return { type: 'ok', value: 'unchanged' };
      return readJws(answer);
    },
    async putStatus(beat) {
      const answer = await send('PUT', '/v1/devices/self/status', 'application/json', JSON.stringify(beat));
      if (answer.type !== 'success') return answer;
      return answer.status === 204 ? { type: 'ok', value: null } : { type: 'unparsable', status: answer.status };
    },
  };
}

const CONFIG = '/v1/devices/self/config';

/** A compact JWS and the tag of its version, neither verified. */
export function readJws(answer: Answer): Reply<{ jws: string; etag: string | null }> {
  if (answer.type !== 'success') return answer;
  const jws = answer.body.trim();
  return answer.mediaType === 'application/jose' && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(jws)
    ? { type: 'ok', value: { jws, etag: answer.etag ?? null } }
    : { type: 'unparsable', status: answer.status };
}
