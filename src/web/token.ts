/**
 * The token: whoever has it speaks for the face. The printed address carries it, in its fragment; the
 * data folder keeps it as it keeps the device's keys, so that a page outlives a host that was killed.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../process/files.ts';

export const TOKEN_HEADER = 'x-fairdesk-token';
const TOKEN_BYTES = 32;

export type Token = (given: unknown) => boolean;

/** @param random bytes from a cryptographic source */
export function mintToken(random: (length: number) => Uint8Array): string {
  return Buffer.from(random(TOKEN_BYTES)).toString('base64url');
}

const FILE = 'web-token';
const SHAPE = /^[A-Za-z0-9_-]{43}$/;

/** The folder's own token, minted where it has none; readable by this user alone. */
export function keepToken(folder: string, random: (length: number) => Uint8Array): string {
  const path = join(folder, FILE);
  const held = readToken(path);
  if (held !== null) return held;
  const token = mintToken(random);
  try {
    writeDurably(path, token);
  } catch {
    // A full disk: the page of this start is served all the same, and opened anew after the next.
  }
  return token;
}

function readToken(path: string): string | null {
  try {
    const token = readFileSync(path, 'utf8');
    return SHAPE.test(token) ? token : null;
  } catch {
    return null;
  }
}

/** Compares in constant time, whatever the length of what was given. */
export function tokenCheck(token: string): Token {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = digest(token);
  return (given) => typeof given === 'string' && timingSafeEqual(digest(given), expected);
}
