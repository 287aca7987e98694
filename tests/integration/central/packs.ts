/** What tests of content share: packs of one recording, a device that checks the manifest, the command beside a server. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { content } from '../../../src/central/commands/content.ts';
import { buildMedia, type BuiltPack } from '../../../src/packs/build.ts';
import { UsageError } from '../../../src/process/command.ts';
import { manifestClaimsSchema, type ManifestClaims } from '../../../src/shared/wire/exchanges.ts';
import type { TestDevice } from './device.ts';
import type { TestCentral } from './harness.ts';

export const RESOURCES = resolve(import.meta.dirname, '../../../resources');
export const MANIFEST = '/v1/content/manifest';

export interface Told {
  readonly status: number;
  readonly etag: string;
  readonly text: string;
  readonly kid: string | undefined;
  readonly claims: ManifestClaims;
}

/** Asks for the manifest and checks it as a device does. */
export async function ask(central: TestCentral, device: TestDevice, etag?: string): Promise<Told> {
  const answer = await device.get(MANIFEST, etag === undefined ? {} : { headers: { 'if-none-match': etag } });
  const told = { status: answer.status, etag: answer.headers.get('etag') ?? '', text: answer.text };
  if (answer.status !== 200) return { ...told, kid: undefined, claims: {} as ManifestClaims };
  expect(answer.headers.get('content-type')).toBe('application/jose');
  const { kid } = decodeProtectedHeader(answer.text);
  const config = await device.get('/v1/devices/self/config');
  const { keys } = JSON.parse(Buffer.from(config.text.split('.')[1] ?? '', 'base64url').toString()) as {
    keys: { content: { kid: string }[] };
  };
  const key = keys.content.find((each) => each.kid === kid);
  const { payload, protectedHeader } = await compactVerify(answer.text, await importJWK(key ?? {}, 'EdDSA'), {
    algorithms: ['EdDSA'],
  });
  expect(protectedHeader).toMatchObject({ alg: 'EdDSA', typ: 'fairdesk-manifest+jws' });
  const claims = manifestClaimsSchema.parse(JSON.parse(Buffer.from(payload).toString()));
  const [central_] = await central.query<{ id: string }>('SELECT id FROM central');
  expect(claims.iss).toBe(central_?.id);
  return { ...told, kid, claims };
}

/** A pack's bytes as they come. */
export async function fetched(device: TestDevice, path: string, method = 'GET', headers: Record<string, string> = {}) {
  const answer = await fetch(`${device.url}${path}`, {
    method,
    headers: device.signed(method, path, null, { headers }),
  });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

export interface Packs {
  /** A folder of this file's tests. */
  folder(): string;
  /** A pack of one recording, in a file. */
  media(version: number, bytes?: Uint8Array): BuiltPack & { readonly file: string };
  /** Runs `content` beside a server. @returns what it said, one value a line */
  run(central: TestCentral, ...args: string[]): Promise<unknown[]>;
  /** The same, to be refused in these words. */
  refused(words: string, central: TestCentral, ...args: string[]): Promise<void>;
}

export function usePacks(): Packs {
  let folder = '';
  let said: string[] = [];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fairdesk-content-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => {
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said.push(String(text));
      return true;
    });
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  async function run(central: TestCentral, ...args: string[]): Promise<unknown[]> {
    said = [];
    vi.stubEnv('DATABASE_URL', central.databaseUrl);
    await content([...args, '--data', central.folder]);
    const lines = said
      .join('')
      .split('\n')
      .filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as unknown);
  }
  return {
    folder: () => folder,
    media(version, bytes = Buffer.from(`recording ${version}`)) {
      const recordings = mkdtempSync(join(folder, 'recordings-'));
      writeFileSync(join(recordings, 'one.mp3'), bytes);
      const built = buildMedia(recordings, 'media-test', version);
      if (!built.ok) throw new Error(built.error.detail);
      const file = `${recordings}.zip`;
      writeFileSync(file, built.value.bytes);
      return { ...built.value, file };
    },
    run,
    async refused(words, central, ...args) {
      const error = await run(central, ...args).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UsageError);
      expect(String(error)).toContain(words);
    },
  };
}
