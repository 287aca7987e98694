/** `account` in this process, for speed, beside a running server: what it prints, and what laptops then hear. */
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { account } from '../../../src/central/commands/account.ts';
import { UsageError } from '../../../src/process/command.ts';
import { configClaimsSchema, type ConfigClaims, type Profile } from '../../../src/shared/wire/exchanges.ts';
import { TestDevice } from './device.ts';
import { TestClock, type Place, type TestCentral } from './harness.ts';

export const PASSPHRASE = 'correct horse battery';

export interface AccountCommands {
  /** A new one for each test; its clock stands at the real time, by which commands go. */
  server(): TestCentral;
  /** Runs `account` with these words on standard input. @returns the lines it printed */
  typed(words: string, ...args: string[]): Promise<Record<string, unknown>[]>;
  ran(...args: string[]): Promise<Record<string, unknown>[]>;
  /** Expects a usage error of these words, and nothing printed. */
  refused(words: string, ...args: string[]): Promise<void>;
  enrolled(profile: Profile, centerId?: string): Promise<TestDevice>;
}

export function useAccountCommands(place: Place): AccountCommands {
  let server: TestCentral;
  let said: string[];
  beforeEach(async () => {
    server = await place.start({ clock: new TestClock(Date.now()) });
    said = [];
    vi.stubEnv('DATABASE_URL', server.databaseUrl);
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said.push(String(text));
      return true;
    });
    vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  async function typed(words: string, ...args: string[]): Promise<Record<string, unknown>[]> {
    said = [];
    await account([...args, '--data', server.folder], Readable.from([`${words}\n`]));
    return said
      .join('')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }
  const ran = (...args: string[]) => typed(PASSPHRASE, ...args);
  return {
    server: () => server,
    typed,
    ran,
    async refused(words, ...args) {
      const error = await ran(...args).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UsageError);
      expect(String(error)).toContain(words);
      expect(said).toEqual([]);
    },
    async enrolled(profile, centerId) {
      const device = new TestDevice(server.url, server.clock.wall);
      const code = await server.code(profile, centerId === undefined ? {} : { centerId });
      expect((await device.enroll(code)).status).toBe(201);
      return device;
    },
  };
}

export async function configOf(device: TestDevice): Promise<ConfigClaims> {
  const { text } = await device.get('/v1/devices/self/config');
  return configClaimsSchema.parse(JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()));
}
