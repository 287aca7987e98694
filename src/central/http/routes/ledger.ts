/** What the central endpoint holds of a device's reports. */
import type { FastifyInstance } from 'fastify';
import { ledgerMissingRequestSchema, type LedgerAnswer } from '../../../shared/wire/exchanges.ts';
import type { Endpoint } from '../../endpoint.ts';
import { missingOf } from '../../ledger/missing.ts';
import { rangesOf } from '../../ledger/ranges.ts';
import { authenticate } from '../authenticate.ts';
import { parseBody, requireMediaType } from '../body.ts';

export function addLedger(app: FastifyInstance, endpoint: Endpoint): void {
  app.get('/v1/devices/self/ledger', async (request, reply) => {
    const sender = await authenticate(endpoint, request);
    const answer: LedgerAnswer = await rangesOf(endpoint, sender.id);
    return reply.send(answer);
  });

  app.post('/v1/devices/self/ledger/missing', async (request, reply) => {
    requireMediaType(request, 'application/json');
    const sender = await authenticate(endpoint, request);
    const { reports } = parseBody(request, ledgerMissingRequestSchema);
    return reply.send(await missingOf(endpoint, sender.id, reports));
  });
}
