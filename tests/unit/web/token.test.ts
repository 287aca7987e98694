import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepToken } from '../../../src/web/token.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'token-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('the token of a folder outlives the host, and only its user reads it', () => {
  const token = keepToken(folder, randomBytes);
  expect(keepToken(folder, randomBytes)).toBe(token);
  expect(statSync(join(folder, 'web-token')).mode & 0o077).toBe(0);
});

it('what is no token is replaced by one', () => {
  writeFileSync(join(folder, 'web-token'), 'short');
  expect(keepToken(folder, randomBytes)).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

it('a folder that cannot be written still gets a token for this start', () =>
  expect(keepToken(join(folder, 'missing'), randomBytes)).toMatch(/^[A-Za-z0-9_-]{43}$/));
