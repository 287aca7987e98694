/**
 * The calls of tus 1.0 that a device makes. Whatever is not the answer tus gives to a call is a status and
 * nothing more: it never says anything about this device.
 */
import { readRetryAfter, type NetworkFault, type RawAnswer } from './answer.ts';
import { signedHeaders, type Identity } from './calls.ts';
import type { Client, RawReply, Request } from './client.ts';

export type UploadAnswer<T> =
  | { readonly type: 'ok'; readonly value: T }
  | { readonly type: 'status'; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly type: 'network'; readonly fault: NetworkFault };

/** An upload is named by its path at the central endpoint, with its query if it has one. */
export interface UploadCalls {
  create(sha256: string, size: number): Promise<UploadAnswer<string>>;
  /** How many bytes were taken. */
  ask(upload: string): Promise<UploadAnswer<number>>;
  /** @returns the new offset */
  send(upload: string, offset: number, bytes: Uint8Array): Promise<UploadAnswer<number>>;
}

const PATH = '/v1/attachments';
const VERSION = { 'tus-resumable': '1.0.0' };
const LOCATION_MAX = 1_000;

export function uploadCalls(client: Client, identity: Identity): UploadCalls {
  const base = identity.central;
  const send = (
    method: Request['method'],
    path: string,
    headers: Readonly<Record<string, string>>,
    body: Uint8Array | null = null,
  ) =>
    client.exchange({
      base,
      method,
      path,
      headers: { ...headers, ...signedHeaders(identity, method, path, body) },
      body,
    });
  return {
    async create(sha256, size) {
      const metadata = `sha256 ${Buffer.from(sha256).toString('base64')}`;
      const reply = await send('POST', PATH, {
        ...VERSION,
        'upload-length': String(size),
        'upload-metadata': metadata,
      });
      return read(reply, 201, ({ header }) => pathOf(base, header('location')));
    },
    async ask(upload) {
      return read(await send('HEAD', upload, VERSION), 200, offsetOf);
    },
    async send(upload, offset, bytes) {
      const headers = {
        ...VERSION,
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
      };
      return read(await send('PATCH', upload, headers, bytes), 204, offsetOf);
    },
  };
}

function read<T>(reply: RawReply, expected: number, value: (raw: RawAnswer) => T | null): UploadAnswer<T> {
  if (reply.type === 'network') return { type: 'network', fault: reply.fault };
  const { raw } = reply;
  const found = raw.status === expected ? value(raw) : null;
  if (found !== null) return { type: 'ok', value: found };
  // An answer with the right status and nothing of tus in it is a portal's.
  const date = Date.parse(raw.header('date') ?? '');
  const retryAfterMs = readRetryAfter(raw.header('retry-after'), Number.isNaN(date) ? null : date);
  return { type: 'status', status: raw.status === expected ? 0 : raw.status, retryAfterMs };
}

function offsetOf({ header }: RawAnswer): number | null {
  const offset = header('upload-offset') ?? '';
  return /^\d{1,15}$/.test(offset) ? Number(offset) : null;
}

/** Blobs go to the central endpoint and nowhere else, whatever a `Location` says. */
function pathOf(base: string, location: string | undefined): string | null {
  if (location === undefined || location.length > LOCATION_MAX) return null;
  try {
    const url = new URL(location, `${base}${PATH}`);
    return url.origin === new URL(base).origin ? `${url.pathname}${url.search}` : null;
  } catch {
    return null;
  }
}
