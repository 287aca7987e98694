/**
 * A central endpoint for tests: answers as the wire contract says, unless the script of a test answers
 * first. It checks signatures with code of its own and keeps what it was sent.
 */
import { createHash, createPublicKey, generateKeyPairSync, randomUUID, verify, type KeyObject } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { CompactSign } from 'jose';
import { parseCentral, type CentralAddress } from '../../../../src/desk/device/address.ts';
import { problem, type ProblemSlug } from '../../../../src/shared/wire/problems.ts';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
  /** Of a batch of reports; empty otherwise. */
  readonly events: readonly { readonly id: string; readonly data: string; readonly sequence: string }[];
}

/** Answers in the place of the central endpoint, or returns false to let it answer. */
export type Script = (seen: Seen, response: http.ServerResponse) => boolean;

export interface ScriptedCentral {
  readonly address: CentralAddress;
  readonly seen: Seen[];
  /** Reports stored, by id, with how often each was sent. */
  readonly stored: Map<string, { readonly data: string; times: number }>;
  readonly deviceId: string;
  script: Script;
  /** Highest sequence that the ledger says it holds. */
  ledgerUpTo: number;
  /** Results in the place of the right ones. */
  results: ((right: readonly object[], seen: Seen) => readonly object[] | Promise<readonly object[]>) | null;
  now: () => number;
  receipt(claims: object, header?: object, key?: KeyObject): Promise<string>;
  /** A manifest of packs, signed as content is. */
  manifest(claims: object, header?: object, key?: KeyObject): Promise<string>;
  posts(): Seen[];
  /** Nobody listens any more, and every connection is cut. */
  close(): Promise<void>;
  /** Listens again at the same address. */
  reopen(): Promise<void>;
}

export const never: Script = () => false;

/** Sends a problem of the contract. */
export function answerProblem(
  response: http.ServerResponse,
  slug: ProblemSlug,
  more: object = {},
  headers: object = {},
): true {
  const document = { ...problem(slug, 'scripted'), ...more };
  response.writeHead(document.status, { 'content-type': 'application/problem+json', ...headers });
  response.end(JSON.stringify(document));
  return true;
}

export function answerPage(response: http.ServerResponse, status: number, headers: object = {}): true {
  response.writeHead(status, { 'content-type': 'text/html', ...headers });
  response.end('<!doctype html><title>Welcome to the network</title>');
  return true;
}

function keyPair(kind: 'ed25519' | 'x25519', kid: string) {
  const { privateKey, publicKey } = kind === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
  return { privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid } };
}

export async function openScriptedCentral(tls?: { key: string; cert: string }): Promise<ScriptedCentral> {
  const receipts = keyPair('ed25519', 'receipt-1');
  const content = keyPair('ed25519', 'content-1');
  const sealing = keyPair('x25519', 'sealing-1');
  const enrolled = new Map<string, string>();
  const sockets = new Set<Socket>();

  const sign = (claims: object, header: object, key: KeyObject) =>
    new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader({ alg: 'EdDSA', ...header }).sign(key);

  const central: ScriptedCentral = {
    address: '' as CentralAddress,
    seen: [],
    stored: new Map(),
    deviceId: randomUUID(),
    script: never,
    ledgerUpTo: 0,
    results: null,
    now: Date.now,
    receipt: (claims, header = {}, key = receipts.privateKey) =>
      sign(claims, { kid: 'receipt-1', typ: 'fairdesk-receipt+jws', ...header }, key),
    manifest: (claims, header = {}, key = content.privateKey) =>
      sign(claims, { kid: 'content-1', typ: 'fairdesk-manifest+jws', ...header }, key),
    posts: () => central.seen.filter(({ path }) => path === '/v1/reports'),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
    reopen: () =>
      new Promise((resolve) => {
        server.listen(Number(new URL(central.address).port), '127.0.0.1', resolve);
      }),
  };

  function json(response: http.ServerResponse, status: number, body: unknown): void {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  function enrollDevice(seen: Seen, response: http.ServerResponse): void {
    const { code, publicKey } = JSON.parse(seen.body.toString()) as { code: string; publicKey: { x: string } };
    const known = enrolled.get(code);
    if (known !== undefined && known !== publicKey.x) return void answerProblem(response, 'enrollment-refused');
    enrolled.set(code, publicKey.x);
    json(response, 201, {
      deviceId: central.deviceId,
      profile: 'kiosk',
      centerId: 'center-1',
      sealingKey: sealing.jwk,
      receiptKey: receipts.jwk,
      contentKey: content.jwk,
      serverTime: new Date(central.now()).toISOString(),
    });
  }

  /** RFC 9421 by hand: nothing of the code under test. */
  function isSigned({ method, path, headers, body }: Seen): 'good' | 'bad' | 'skew' {
    const input = String(headers['signature-input']).replace(/^sig1=/, '');
    const created = Number(/;created=(\d+);/.exec(input)?.[1]);
    const covered = body.length > 0 ? '("@method" "@path" "@query" "content-digest")' : '("@method" "@path" "@query")';
    if (input !== `${covered};created=${created};keyid="${central.deviceId}";alg="ed25519"`) return 'bad';
    const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
    if (body.length > 0 && headers['content-digest'] !== digest) return 'bad';
    const lines = [`"@method": ${method}`, `"@path": ${path}`, '"@query": ?'];
    if (body.length > 0) lines.push(`"content-digest": ${digest}`);
    lines.push(`"@signature-params": ${input}`);
    const signature = Buffer.from(/^sig1=:(.+):$/.exec(String(headers['signature']))?.[1] ?? '', 'base64');
    const good = [...enrolled.values()].some((x) =>
      verify(
        null,
        Buffer.from(lines.join('\n')),
        createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
        signature,
      ),
    );
    if (!good) return 'bad';
    return Math.abs(created * 1000 - central.now()) > 15 * 60_000 ? 'skew' : 'good';
  }

  async function takeReports(seen: Seen, response: http.ServerResponse): Promise<void> {
    const right: object[] = [];
    for (const { id, data, sequence } of seen.events) {
      const before = central.stored.get(id);
      const sha256 = createHash('sha256').update(data).digest('hex');
      if (before !== undefined && before.data !== data) {
        right.push({ id, status: 'refused', problem: problem('id-conflict', 'scripted') });
        continue;
      }
      if (before === undefined) central.stored.set(id, { data, times: 1 });
      else before.times++;
      const receipt = await central.receipt({
        iss: 'central-1',
        sub: central.deviceId,
        id,
        seq: Number(sequence),
        sha256,
        iat: Math.floor(central.now() / 1000),
      });
      right.push({ id, status: before === undefined ? 'accepted' : 'duplicate', receipt });
    }
    const results = central.results === null ? right : await central.results(right, seen);
    json(response, 200, { results, serverTime: new Date(central.now()).toISOString() });
  }

  async function answer(seen: Seen, response: http.ServerResponse): Promise<void> {
    if (central.script(seen, response)) return;
    if (seen.path === '/v1/enrollments') return enrollDevice(seen, response);
    const signed = isSigned(seen);
    if (signed === 'bad') return void answerProblem(response, 'signature-invalid');
    if (signed === 'skew') {
      return void answerProblem(response, 'clock-skew', { serverTime: new Date(central.now()).toISOString() });
    }
    if (seen.path === '/v1/reports') return takeReports(seen, response);
    if (seen.path === '/v1/devices/self/status') return void response.writeHead(204).end();
    if (seen.path === '/v1/devices/self/ledger') {
      const ranges = central.ledgerUpTo === 0 ? [] : [[1, central.ledgerUpTo]];
      return json(response, 200, { ranges, refused: [], missingAttachments: [] });
    }
    if (seen.path === '/v1/devices/self/config') {
      const keys = { sealing: sealing.jwk, receipt: [receipts.jwk], content: [content.jwk] };
      const claims = {
        iss: 'central-1',
        aud: central.deviceId,
        version: 1,
        iat: 1,
        keys,
        retentionDays: 30,
        settings: {},
      };
      const jws = await sign(claims, { kid: 'content-1', typ: 'fairdesk-config+jws' }, content.privateKey);
      return void response.writeHead(200, { 'content-type': 'application/jose' }).end(jws);
    }
    answerProblem(response, 'not-found');
  }

  const listener: http.RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => {});
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const path = request.url ?? '';
      const seen: Seen = {
        method: request.method ?? '',
        path,
        headers: request.headers,
        body,
        events: path === '/v1/reports' ? (JSON.parse(body.toString()) as Seen['events']) : [],
      };
      central.seen.push(seen);
      void answer(seen, response);
    });
  };
  const server = tls === undefined ? http.createServer(listener) : https.createServer(tls, listener);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const address = parseCentral(`${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`);
  if (!address.ok) throw new Error(address.error.detail);
  return Object.assign(central, { address: address.value });
}
