/** Public keys as they travel. */
import { z } from 'zod';
import { isCleanText } from '../text.ts';

/** A public key as a JWK (RFC 8037): Ed25519 signs, X25519 seals. */
export const publicJwkSchema = z.object({
  kty: z.literal('OKP'),
  crv: z.enum(['Ed25519', 'X25519']),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url'),
  kid: z.string().min(1).max(128).refine(isCleanText, 'must be clean text').optional(),
  use: z.string().optional(),
  alg: z.string().optional(),
});
export type PublicJwk = z.infer<typeof publicJwkSchema>;
