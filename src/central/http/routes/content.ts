/** What packs there are, and their bytes. */
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { packIdSchema } from '../../../packs/pack.ts';
import { PackGone, packBytes, type PackBytes } from '../../content/bytes.ts';
import { manifestFor } from '../../content/manifest.ts';
import type { Endpoint } from '../../endpoint.ts';
import { authenticate } from '../authenticate.ts';
import { Refusal } from '../refusal.ts';
import { tagsIn } from '../tags.ts';

export function addContent(app: FastifyInstance, endpoint: Endpoint): void {
  app.get('/v1/content/manifest', async (request, reply) => {
    const sender = await authenticate(endpoint, request);
    const sent = tagsIn(request.headers['if-none-match']);
    const { etag, jws } = await manifestFor(endpoint, sender.id);
    void reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (sent.includes(etag) || sent.includes('*')) return reply.code(304).send();
    return reply.type('application/jose').send(jws);
  });

  app.route<{ Params: { id: string; version: string } }>({
    method: ['GET', 'HEAD'],
    url: '/v1/content/packs/:id/:version',
    async handler(request, reply) {
      await authenticate(endpoint, request);
      const { id, version } = request.params;
      if (!packIdSchema.safeParse(id).success) {
        throw new Refusal('bad-request', 'id: takes a to z, digits and hyphens, at most 64');
      }
      if (!/^[1-9]\d{0,15}$/.test(version) || !Number.isSafeInteger(Number(version))) {
        throw new Refusal('bad-request', 'version: takes a whole number from 1');
      }
      const pack = await packBytes(endpoint.store.db, id, Number(version));
      if (pack === null) throw gone();
      const etag = `"${pack.sha256}"`;
      const sent = tagsIn(request.headers['if-none-match']);
      const held = sent.includes(etag) || sent.includes('*');
      const bytes = held || request.method === 'HEAD' ? undefined : await opened(pack, reply);
      // A version is one pack for ever, and still may be withdrawn: ask again.
      void reply.header('etag', etag).header('cache-control', 'private, no-cache');
      if (held) return reply.code(304).send();
      return reply.type(pack.mediaType).header('content-length', String(pack.size)).send(bytes);
    },
  });

  async function opened(pack: PackBytes, reply: FastifyReply): Promise<Readable> {
    await endpoint.gate.sending(reply.raw);
    try {
      return await pack.open();
    } catch (error) {
      throw error instanceof PackGone ? gone() : error;
    }
  }
}

function gone(): Refusal {
  return new Refusal('not-found', 'no pack of this id and version is published');
}
