/** What staff sign in with becomes a verifier here; the words themselves are kept nowhere. */
import { hash } from '@node-rs/argon2';
import { UsageError } from '../../process/command.ts';

/** OWASP Password Storage Cheat Sheet: argon2id (the library's default) with 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** NIST SP 800-63B 5.1.1.1: 6 characters where they may be digits alone, else 8; both tried a limited number of times. */
const kinds = {
  pin: { pattern: /^\d{6,12}$/, says: 'a PIN is 6 to 12 digits' },
  passphrase: { pattern: /^.{8,128}$/u, says: 'a passphrase is 8 to 128 characters on one line' },
} as const;

/**
 * Reads one line and hashes it.
 *
 * @returns an argon2id string
 * @throws UsageError where it is not one, or too short or too long; the message never repeats it
 */
export async function hashSecret(kind: keyof typeof kinds, input: AsyncIterable<Buffer | string>): Promise<string> {
  const { pattern, says } = kinds[kind];
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > 4096) throw new UsageError(says);
    chunks.push(bytes);
  }
  // NFKC, as NIST SP 800-63B 5.1.1.2 asks: the same words typed on another keyboard are the same.
  const typed = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '')
    .normalize('NFKC');
  if (!pattern.test(typed)) throw new UsageError(says);
  return hash(typed, COST);
}
