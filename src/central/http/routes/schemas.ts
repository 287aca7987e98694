/** `GET /v1/schemas/{type}`: the JSON Schema of a report type's payload, for whoever builds a device. Unsigned. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isReportType, payloadSchemas, type ReportType } from '../../../shared/reports/payloads.ts';
import { Refusal } from '../refusal.ts';

const made = new Map<ReportType, string>();

export function addSchemas(app: FastifyInstance): void {
  app.get<{ Params: { type: string } }>('/v1/schemas/:type', (request, reply) => {
    const { type } = request.params;
    if (!isReportType(type)) throw new Refusal('not-found', 'no report type has this name');
    let schema = made.get(type);
    if (schema === undefined) {
      schema = JSON.stringify(z.toJSONSchema(payloadSchemas[type], { io: 'input' }));
      made.set(type, schema);
    }
    return reply.type('application/schema+json').send(Buffer.from(schema));
  });
}
