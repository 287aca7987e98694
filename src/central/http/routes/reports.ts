/** `POST /v1/reports`: a batch of sealed reports. */
import type { FastifyInstance } from 'fastify';
import { BATCH_MEDIA_TYPE } from '../../../shared/wire/envelope.ts';
import type { Endpoint } from '../../endpoint.ts';
import { readBatch } from '../../ingest/batch.ts';
import { takeReports } from '../../ingest/take.ts';
import { authenticate } from '../authenticate.ts';
import { readJson, requireMediaType } from '../body.ts';
import { Refusal } from '../refusal.ts';

export function addReports(app: FastifyInstance, endpoint: Endpoint): void {
  app.post('/v1/reports', async (request, reply) => {
    requireMediaType(request, BATCH_MEDIA_TYPE);
    const sender = await authenticate(endpoint, request);
    const results = await endpoint.gate.ingest(async () => {
      const batch = readBatch(readJson(request));
      if (!batch.ok) throw new Refusal(batch.error.type, batch.error.detail);
      return takeReports(endpoint, sender, batch.value);
    });
    const answered = results.map((result) =>
      result.problem === undefined ? result : { ...result, problem: { ...result.problem, instance: request.id } },
    );
    return reply.send({ results: answered, serverTime: new Date(endpoint.clock.wall()).toISOString() });
  });
}
