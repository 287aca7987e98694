/** A device as the wire contract describes one, written from the contract alone: it shares no code with the desk. */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { CompactEncrypt, compactVerify, importJWK } from 'jose';
import { uuidV7 } from '../../../src/shared/ids.ts';
import { startOfHour } from '../../../src/shared/clock.ts';
import type { EnrollmentAnswer, PublicJwk } from '../../../src/shared/wire/exchanges.ts';
import type { ReportResult } from '../../../src/shared/wire/envelope.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body where it is JSON, else null. */
  readonly body: unknown;
  /** Slug of the problem, where the answer is one. */
  readonly problem: string | null;
}

/** A payload before it is sealed: good or not. */
export type TestPayload = Record<string, unknown> & { readonly schema: string };

/** A report as it crosses the wire. Fields may be changed to anything to see what becomes of it. */
export type TestEvent = Record<string, unknown> & { id: string; data: string; sequence: string };

/** What a request carries. */
export type Body = string | Uint8Array<ArrayBuffer> | null;

export interface SignOptions {
  /** Seconds since the epoch; now, by `now`, where absent. */
  readonly created?: number;
  readonly headers?: Record<string, string>;
  /** Changes the headers after they were signed. */
  readonly tamper?: (headers: Record<string, string>) => Record<string, string>;
}

export class TestDevice {
  url: string;
  readonly now: () => number;
  readonly privateKey: KeyObject;
  readonly publicJwk: { kty: 'OKP'; crv: 'Ed25519'; x: string };
  enrolled: EnrollmentAnswer | null = null;
  sequence = 0;

  constructor(url: string, now: () => number = Date.now) {
    this.url = url;
    this.now = now;
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    this.privateKey = privateKey;
    const { x } = publicKey.export({ format: 'jwk' });
    if (x === undefined) throw new Error('an Ed25519 key has an x');
    this.publicJwk = { kty: 'OKP', crv: 'Ed25519', x };
  }

  get id(): string {
    if (this.enrolled === null) throw new Error('not enrolled');
    return this.enrolled.deviceId;
  }

  async enroll(code: string): Promise<Answer> {
    const answer = await post(
      this.url,
      '/v1/enrollments',
      JSON.stringify({
        code,
        publicKey: this.publicJwk,
        name: 'test device',
        appVersion: '0.0.0',
      }),
      { 'content-type': 'application/json' },
    );
    if (answer.status === 201) this.enrolled = answer.body as EnrollmentAnswer;
    return answer;
  }

  /** Seals a payload to the central endpoint's key, as JWE compact. */
  async seal(payload: unknown, key: PublicJwk & { kid?: string | undefined } = this.sealingKey): Promise<string> {
    return new CompactEncrypt(Buffer.from(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: key.kid ?? '' })
      .encrypt(await importJWK(key, 'ECDH-ES'));
  }

  get sealingKey() {
    if (this.enrolled === null) throw new Error('not enrolled');
    return this.enrolled.sealingKey;
  }

  /** A report of a payload, numbered and sealed. */
  async event(payload: TestPayload, change: Record<string, unknown> = {}): Promise<TestEvent> {
    const hour = startOfHour(this.now());
    return {
      specversion: '1.0',
      id: uuidV7(hour, randomBytes(10)),
      source: `urn:fairdesk:device:${this.id}`,
      type: payload.schema,
      time: new Date(hour).toISOString(),
      sequence: String(++this.sequence).padStart(16, '0'),
      datacontenttype: 'application/jose',
      data: await this.seal(payload),
      ...change,
    };
  }

  async events(count: number, payload: (at: number) => TestPayload): Promise<TestEvent[]> {
    const made: TestEvent[] = [];
    for (let at = 0; at < count; at++) made.push(await this.event(payload(at)));
    return made;
  }

  post(events: readonly unknown[], options: SignOptions = {}): Promise<Answer> {
    return this.send('POST', '/v1/reports', JSON.stringify(events), {
      ...options,
      headers: { 'content-type': 'application/cloudevents-batch+json', ...options.headers },
    });
  }

  /** Posts and returns the results; fails where the answer is not 200. */
  async results(events: readonly unknown[]): Promise<ReportResult[]> {
    const answer = await this.post(events);
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
    return (answer.body as { results: ReportResult[] }).results;
  }

  get(path: string, options: SignOptions = {}): Promise<Answer> {
    return this.send('GET', path, null, options);
  }

  send(method: string, path: string, body: Body, options: SignOptions = {}): Promise<Answer> {
    return request(this.url, method, path, body, this.signed(method, path, body, options));
  }

  /** The headers of a signed request (RFC 9421, RFC 9530). */
  signed(method: string, target: string, body: Body, options: SignOptions = {}): Record<string, string> {
    const [path = '', query] = target.split(/\?(.*)/s);
    const created = options.created ?? Math.floor(this.now() / 1000);
    const digest = body === null ? null : `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
    const components = ['@method', '@path', '@query', ...(digest === null ? [] : ['content-digest'])];
    const parameters = `(${components.map((name) => `"${name}"`).join(' ')});created=${created};keyid="${this.id}";alg="ed25519"`;
    const base = [
      `"@method": ${method}`,
      `"@path": ${path}`,
      `"@query": ?${query ?? ''}`,
      ...(digest === null ? [] : [`"content-digest": ${digest}`]),
      `"@signature-params": ${parameters}`,
    ].join('\n');
    const headers = {
      ...options.headers,
      ...(digest === null ? {} : { 'content-digest': digest }),
      'signature-input': `sig1=${parameters}`,
      signature: `sig1=:${sign(null, Buffer.from(base), this.privateKey).toString('base64')}:`,
    };
    return options.tamper?.(headers) ?? headers;
  }

  /** What a receipt says, once it verifies against the receipt key of the enrollment. */
  async readReceipt(
    receipt: string | undefined,
  ): Promise<{ header: Record<string, unknown>; claims: Record<string, unknown> }> {
    if (this.enrolled === null || receipt === undefined) throw new Error('no receipt');
    const { payload, protectedHeader } = await compactVerify(
      receipt,
      await importJWK(this.enrolled.receiptKey, 'EdDSA'),
    );
    return {
      header: protectedHeader as unknown as Record<string, unknown>,
      claims: JSON.parse(Buffer.from(payload).toString('utf8')) as Record<string, unknown>,
    };
  }
}

export function post(url: string, path: string, body: string, headers: Record<string, string>): Promise<Answer> {
  return request(url, 'POST', path, body, headers);
}

export async function request(
  url: string,
  method: string,
  path: string,
  body: Body,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(`${url}${path}`, { method, headers, body, redirect: 'manual' });
  const text = await answer.text();
  let parsed: unknown = null;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Not JSON: the test looks at `text`.
  }
  const type = (parsed as { type?: unknown } | null)?.type;
  const isProblem = answer.headers.get('content-type') === 'application/problem+json' && typeof type === 'string';
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    body: parsed,
    problem: isProblem ? type.replace('urn:fairdesk:problem:', '') : null,
  };
}

/** SHA-256 of a report's `data`, as receipts and the ledger name it. */
export function sha256Of(event: { data: string }): string {
  return createHash('sha256').update(event.data).digest('hex');
}
