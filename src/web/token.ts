/** The session token: whoever has it speaks for the face. Only the printed address carries it, in its fragment. */
import { createHash, timingSafeEqual } from 'node:crypto';

export const TOKEN_HEADER = 'x-fairdesk-token';
const TOKEN_BYTES = 32;

export type Token = (given: unknown) => boolean;

/** @param random bytes from a cryptographic source */
export function mintToken(random: (length: number) => Uint8Array): string {
  return Buffer.from(random(TOKEN_BYTES)).toString('base64url');
}

/** Compares in constant time, whatever the length of what was given. */
export function tokenCheck(token: string): Token {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = digest(token);
  return (given) => typeof given === 'string' && timingSafeEqual(digest(given), expected);
}
