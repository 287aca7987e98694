/** Whether the process lives, and whether it can work. Unsigned. */
import type { FastifyInstance } from 'fastify';
import { healthAnswer, readyAnswer } from '../../../shared/wire/exchanges.ts';
import type { Endpoint } from '../../endpoint.ts';
import { Refusal } from '../refusal.ts';

export function addHealth(app: FastifyInstance, { store }: Endpoint): void {
  app.get('/v1/health', () => healthAnswer);
  app.get('/v1/ready', async () => {
    if (await store.ready()) return readyAnswer;
    throw new Refusal('unavailable', 'the database is out of reach for the moment', { retryAfter: 5 });
  });
}
