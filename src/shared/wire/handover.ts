/**
 * An inspector's drafts go to another account, or back to their own after its passphrase was lost. The
 * drafts never leave the laptop; the key to them does, sealed: from the laptop to the central endpoint
 * (heartbeat), from there to a key of the account that gets them (configuration). Who may have them is
 * decided at the central endpoint alone.
 */
import { z } from 'zod';
import { ACCOUNT_NAME } from '../settings.ts';
import { publicJwkSchema } from './jwk.ts';

const account = z.string().regex(ACCOUNT_NAME);
/** Counts the passphrases an account has had on a laptop: each has a key of its own. From 1. */
const generation = z.number().int().min(1).max(1_000_000);
const jwe = z
  .string()
  .max(4096)
  .regex(/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*){4}$/, 'must be a JWE in compact form');

export const HANDOVERS_MAX = 20;
/** Of one order, and of one offer. */
export const HANDOVER_KEYS_MAX = 20;

/** Name of the configuration's setting that lists `HandoverOrder`s. */
export const HANDOVERS = 'handovers';

/** In a configuration: what the device is to do. */
export const handoverOrderSchema = z.object({
  id: z.uuid(),
  from: account,
  to: account,
  /** The keys of `from`, sealed to the key of `to` that the device offered; empty until it did. */
  keys: z
    .array(z.object({ generation, sealed: jwe }))
    .max(HANDOVER_KEYS_MAX)
    .default([]),
});
export type HandoverOrder = z.infer<typeof handoverOrderSchema>;

/** In a heartbeat: how far the device is. */
export const handoverOfferSchema = z.object({
  id: z.uuid(),
  /** The drafts have their new owner; the order can go. */
  done: z.boolean(),
  /** The keys of `from`, sealed to the central endpoint's sealing key: each a `HandoverKey` as JSON. */
  recovery: z.array(z.object({ generation, sealed: jwe })).max(HANDOVER_KEYS_MAX),
  /** Where to seal them to; null until `to` has signed in on this laptop. */
  publicKey: publicJwkSchema.extend({ crv: z.literal('X25519') }).nullable(),
});
export type HandoverOffer = z.infer<typeof handoverOfferSchema>;

/** What is under the seals. The central endpoint gives it on only where device and account are those of its order. */
export const handoverKeySchema = z.object({
  device: z.uuid(),
  account,
  generation,
  /** 32 bytes, base64url. */
  key: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type HandoverKey = z.infer<typeof handoverKeySchema>;
