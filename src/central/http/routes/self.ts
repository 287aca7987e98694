/** What a device tells of itself and what it is told: heartbeat and configuration. */
import type { FastifyInstance } from 'fastify';
import { heartbeatSchema } from '../../../shared/wire/exchanges.ts';
import { takeOffers } from '../../accounts/handover.ts';
import type { Endpoint } from '../../endpoint.ts';
import { configFor } from '../../fleet/config.ts';
import { keepHeartbeat } from '../../fleet/status.ts';
import { shippedAgencies } from '../../settings/agencies.ts';
import { authenticate } from '../authenticate.ts';
import { parseBody, requireMediaType } from '../body.ts';
import { tagsIn } from '../tags.ts';

export function addSelf(app: FastifyInstance, endpoint: Endpoint): void {
  const agencies = shippedAgencies();
  app.put('/v1/devices/self/status', async (request, reply) => {
    requireMediaType(request, 'application/json');
    const sender = await authenticate(endpoint, request);
    const heartbeat = parseBody(request, heartbeatSchema);
    await keepHeartbeat(endpoint, sender.id, heartbeat);
    await takeOffers(endpoint, sender.id, heartbeat.handovers ?? [], agencies);
    return reply.code(204).send();
  });

  app.get('/v1/devices/self/config', async (request, reply) => {
    const sender = await authenticate(endpoint, request);
    const sent = tagsIn(request.headers['if-none-match']);
    const { etag, jws } = await configFor(endpoint, sender.id, (matches) => sent.some(matches), agencies);
    void reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (sent.includes(etag) || sent.includes('*')) return reply.code(304).send();
    return reply.type('application/jose').send(jws);
  });
}
