/** `POST /v1/enrollments`: a one-time code becomes a device. Unsigned: the code is the right to it. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { enrollmentRequestSchema, type EnrollmentAnswer } from '../../../shared/wire/exchanges.ts';
import type { Endpoint } from '../../endpoint.ts';
import { toldAtEnrollment } from '../../fleet/config.ts';
import { enroll } from '../../fleet/enroll.ts';
import { openTries } from '../../fleet/tries.ts';
import { parseBody, readJson, requireMediaType } from '../body.ts';
import { Refusal } from '../refusal.ts';

/** Members of a JWK that a public key does not have (RFC 7518, 6.2.2, 6.3.2, 6.4; RFC 8037, 2). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** One text for every code that does not work: which codes exist is not told. */
const REFUSED = 'the code is wrong, used or older than 30 minutes: ask for a new one';

export function addEnrollment(app: FastifyInstance, endpoint: Endpoint): void {
  const tries = openTries(endpoint.clock);
  app.post('/v1/enrollments', async (request, reply): Promise<EnrollmentAnswer> => {
    requireMediaType(request, 'application/json');
    refusePrivateKey(request);
    const asked = parseBody(request, enrollmentRequestSchema);
    // Counted before it is judged, so that tries made at once cannot slip through together.
    const attempt = tries.begin(request.ip);
    if (!attempt.ok) {
      throw new Refusal('rate-limited', 'too many codes that did not work', { retryAfter: attempt.error.retryAfter });
    }
    let failed = false;
    try {
      const enrolled = await enroll(endpoint, asked);
      if (!enrolled.ok) {
        failed = enrolled.error.type === 'refused';
        if (failed) throw new Refusal('enrollment-refused', REFUSED);
        throw new Refusal('key-known', 'publicKey: this key enrolled before; make a new one, the code is still good');
      }
      const { keyring, clock } = endpoint;
      await keyring.refresh();
      await toldAtEnrollment(endpoint, enrolled.value.deviceId);
      void reply.code(201);
      return {
        ...enrolled.value,
        sealingKey: { ...keyring.sealing.current.publicJwk, crv: 'X25519' },
        receiptKey: { ...keyring.receipt.current.publicJwk, crv: 'Ed25519' },
        contentKey: { ...keyring.content.current.publicJwk, crv: 'Ed25519' },
        serverTime: new Date(clock.wall()).toISOString(),
      };
    } finally {
      if (!failed) attempt.value.forget();
    }
  });
}

function refusePrivateKey(request: FastifyRequest): void {
  const body = readJson(request);
  const key: unknown = typeof body === 'object' && body !== null && 'publicKey' in body ? body.publicKey : null;
  if (typeof key !== 'object' || key === null) return;
  if (PRIVATE_MEMBERS.some((member) => Object.hasOwn(key, member))) {
    throw new Refusal('private-key-sent', 'publicKey: has a private part; it was not stored; make a new key');
  }
}
