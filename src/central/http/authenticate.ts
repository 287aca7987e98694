/** Which device sent a request: signature, then revocation, then clock, as the wire contract orders them. */
import { createPublicKey, verify } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { DeviceId } from '../../shared/ids.ts';
import { CLOCK_SKEW_SECONDS, type Profile } from '../../shared/wire/exchanges.ts';
import type { Endpoint } from '../endpoint.ts';
import { rawBody } from './body.ts';
import { Refusal } from './refusal.ts';
import { readClaim } from './signature.ts';

export interface Sender {
  readonly id: DeviceId;
  readonly profile: Profile;
}

/** One text for an unknown device and a wrong signature: which devices exist is nobody's business. */
const UNKNOWN = 'the signature is not one of a device enrolled here';

/** @throws Refusal where the request is not one of an enrolled device, made within 15 minutes of now, or of one that asks too often */
export async function authenticate(endpoint: Endpoint, request: FastifyRequest): Promise<Sender> {
  const claim = readClaim({
    method: request.method,
    target: request.raw.url ?? '',
    headers: request.headers,
    body: rawBody(request),
  });
  if (!claim.ok) {
    throw new Refusal(claim.error.type === 'digest' ? 'digest-mismatch' : 'signature-invalid', claim.error.detail);
  }
  const { keyId, created, base, signature } = claim.value;
  const device = await endpoint.store.db
    .selectFrom('devices')
    .select(['profile', 'public_key', 'revoked_at'])
    .where('id', '=', keyId)
    .executeTakeFirst();
  if (device === undefined || !verifies(device.public_key, base, signature))
    throw new Refusal('signature-invalid', UNKNOWN);
  if (device.revoked_at !== null)
    throw new Refusal('device-revoked', 'this device was revoked: staff can enroll it anew');
  const now = endpoint.clock.wall();
  if (Math.abs(created - now / 1000) > CLOCK_SKEW_SECONDS) {
    throw new Refusal('clock-skew', 'created is more than 15 minutes from the time here', {
      members: { serverTime: new Date(now).toISOString() },
    });
  }
  await endpoint.keyring.refresh();
  const may = endpoint.rates.take(keyId);
  if (!may.ok) {
    endpoint.metrics.turnedAway('device-rate');
    throw new Refusal('rate-limited', 'this device asks too often', { retryAfter: may.error.retryAfter });
  }
  return { id: keyId, profile: device.profile };
}

function verifies(publicKey: Buffer, base: Uint8Array, signature: Uint8Array): boolean {
  try {
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') },
      format: 'jwk',
    });
    return verify(null, base, key, signature);
  } catch {
    return false;
  }
}
