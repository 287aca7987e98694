/** A device that uploads as the wire contract says, and a look into the folder where it ends. */
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { TestCentral } from './harness.ts';
import type { Answer, TestDevice } from './device.ts';

export const TUS = { 'tus-resumable': '1.0.0' };
export const CHUNK = { ...TUS, 'content-type': 'application/offset+octet-stream' };

export type Bytes = Uint8Array<ArrayBuffer>;

export function bytesOf(size: number): Bytes {
  return Uint8Array.from(randomBytes(size));
}

export function hashOf(bytes: Bytes): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function metadata(sha256: string): string {
  return `sha256 ${Buffer.from(sha256).toString('base64')}`;
}

export function named(blob: Bytes, mediaType = 'image/jpeg') {
  return { sha256: hashOf(blob), size: blob.length, mediaType, key: randomBytes(32).toString('base64url') };
}

export function create(device: TestDevice, size: number, sha256: string): Promise<Answer> {
  return device.send('POST', '/v1/attachments', null, {
    headers: { ...TUS, 'upload-length': String(size), 'upload-metadata': metadata(sha256) },
  });
}

/** Makes an upload and returns its path. */
export async function begin(device: TestDevice, blob: Bytes, sha256 = hashOf(blob)): Promise<string> {
  const answer = await create(device, blob.length, sha256);
  expect(answer.status).toBe(201);
  expect(answer.headers.get('tus-resumable')).toBe('1.0.0');
  return new URL(answer.headers.get('location') ?? '', `${device.url}/v1/attachments`).pathname;
}

export function patch(device: TestDevice, path: string, offset: number, bytes: Bytes): Promise<Answer> {
  return device.send('PATCH', path, bytes, { headers: { ...CHUNK, 'upload-offset': String(offset) } });
}

export async function offsetOf(device: TestDevice, path: string): Promise<string | null> {
  const answer = await device.send('HEAD', path, null, { headers: TUS });
  expect(answer.status).toBe(200);
  return answer.headers.get('upload-offset');
}

export async function upload(device: TestDevice, blob: Bytes, chunk = blob.length): Promise<void> {
  const path = await begin(device, blob);
  for (let at = 0; at < blob.length; at += chunk) {
    const answer = await patch(device, path, at, blob.slice(at, at + chunk));
    expect(answer.status).toBe(204);
    expect(answer.headers.get('upload-offset')).toBe(String(Math.min(blob.length, at + chunk)));
  }
}

export function stored(central: TestCentral): string[] {
  const blobs = join(central.folder, 'attachments/blobs');
  return readdirSync(blobs).flatMap((shelf) => readdirSync(join(blobs, shelf)));
}

export function unfinished(central: TestCentral): string[] {
  return readdirSync(join(central.folder, 'attachments/uploads'));
}

export function pathOf(central: TestCentral, sha256: string): string {
  return join(central.folder, 'attachments/blobs', sha256.slice(0, 2), sha256);
}

/** Sends a request and half of its body, and cuts the connection. */
export function cutMidway(url: string, path: string, headers: Record<string, string>, body: Bytes): Promise<void> {
  const { hostname, port, host } = new URL(url);
  const lines = Object.entries({ ...headers, host, 'content-length': String(body.length) });
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(`PATCH ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
      socket.write(body.subarray(0, body.length / 2), () => socket.destroy());
    });
    socket.on('close', () => resolve());
    socket.on('error', reject);
  });
}
