/** The PIN's verifier: the published one where there is one, else the one that staff set here. Never a PIN. */
import { createHash } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';
import { readConfiguration } from '../configuration/kept.ts';
import type { DeviceRecords } from '../store/device-records.ts';
import { STAFF_PIN, verifierSchema } from '../../shared/settings.ts';

export interface Pins {
  /** Whether a PIN is in effect, and whose. */
  origin(): 'published' | 'here' | null;
  /** Says which verifier is in effect without saying it; null: none. Another one is another name. */
  name(): string | null;
  /** Takes as long where there is no PIN as where there is one. */
  matches(pin: string): Promise<boolean>;
  /** Hashes a PIN and keeps the verifier; on disk when it resolves. */
  set(pin: string): Promise<void>;
}

const RECORD = 'staff-pin';

/** OWASP Password Storage Cheat Sheet: argon2id (the library's default) with 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Of no PIN that anyone knows, at the cost above. */
const NOBODYS = '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

export function openPins(records: DeviceRecords): Pins {
  const inEffect = (): { verifier: string; origin: 'published' | 'here' } | null => {
    const published = verifierSchema.safeParse(readConfiguration(records)?.settings[STAFF_PIN]);
    if (published.success) return { verifier: published.data, origin: 'published' };
    const here = verifierSchema.safeParse(records.read(RECORD, z.unknown()));
    return here.success ? { verifier: here.data, origin: 'here' } : null;
  };
  return {
    origin: () => inEffect()?.origin ?? null,
    name() {
      const verifier = inEffect()?.verifier;
      return verifier === undefined ? null : createHash('sha256').update(verifier).digest('base64url').slice(0, 16);
    },
    async matches(pin) {
      const verifier = inEffect()?.verifier ?? null;
      const right = await verify(verifier ?? NOBODYS, pin.normalize('NFKC'));
      return right && verifier !== null;
    },
    async set(pin) {
      records.write(RECORD, await hash(pin.normalize('NFKC'), COST));
    },
  };
}
