/**
 * `/v1/attachments`: tus 1.0 with creation and termination, each request signed by its device. A chunk is
 * taken whole before any of it is written, for its digest is under the signature; so its size is bounded.
 * What tus refuses is said in plain text, as tus servers do; who may not speak at all gets a problem.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { assertNever } from '../../../shared/result.ts';
import {
  createUpload,
  findUpload,
  terminateUpload,
  UNFINISHED_MAX_BYTES,
  writeUpload,
} from '../../attachments/uploads.ts';
import type { Endpoint } from '../../endpoint.ts';
import { errorCode } from '../../store/database.ts';
import { authenticate, type Sender } from '../authenticate.ts';
import { rawBody } from '../body.ts';
import { Refusal } from '../refusal.ts';

/** A larger one is answered 413. */
export const CHUNK_MAX_BYTES = 16 * 1024 * 1024;
const VERSION = '1.0.0';
const CHUNK_MEDIA_TYPE = 'application/offset+octet-stream';
const UPLOAD_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Bytes and offsets: below 2^53. */
const WHOLE_NUMBER = /^\d{1,15}$/;
const RETRY_AFTER_SECONDS = 60;

interface OfUpload {
  Params: { id: string };
}

export function addAttachments(app: FastifyInstance, endpoint: Endpoint): void {
  const options = async (request: FastifyRequest, reply: FastifyReply) => {
    await authenticate(endpoint, request);
    return reply
      .code(204)
      .headers({
        'tus-resumable': VERSION,
        'tus-version': VERSION,
        'tus-extension': 'creation,termination',
        'tus-max-size': String(UNFINISHED_MAX_BYTES),
      })
      .send();
  };
  app.options('/v1/attachments', options);
  app.options('/v1/attachments/:id', options);

  app.post('/v1/attachments', async (request, reply) => {
    const sender = await tusSender(endpoint, request, reply);
    if (sender === null) return reply;
    if (rawBody(request) !== null) return say(reply, 400, 'creation takes no body');
    const size = wholeNumber(request.headers['upload-length']);
    if (size === null) return say(reply, 400, 'Upload-Length must be a whole number of bytes');
    const sha256 = readSha256(request.headers['upload-metadata']);
    if (sha256 === null) return say(reply, 400, 'Upload-Metadata must hold sha256: the base64 of 64 hex digits');
    const created = await storing(() => createUpload(endpoint, sender.id, { sha256, size }));
    if (created.ok) {
      return reply
        .code(201)
        .headers({ 'tus-resumable': VERSION, location: `/v1/attachments/${created.value}` })
        .send();
    }
    switch (created.error.type) {
      case 'too-large':
        return say(reply, 413, `unfinished uploads of one device are at most ${UNFINISHED_MAX_BYTES} bytes together`);
      case 'too-many':
        void reply.header('retry-after', String(RETRY_AFTER_SECONDS));
        return say(reply, 429, 'this device has too many unfinished uploads');
      case 'mismatch':
        return say(reply, 422, 'no bytes have another hash');
      default:
        return assertNever(created.error);
    }
  });

  app.head<OfUpload>('/v1/attachments/:id', async (request, reply) => {
    const sender = await tusSender(endpoint, request, reply);
    if (sender === null) return reply;
    const { id } = request.params;
    const upload = UPLOAD_ID.test(id) ? await findUpload(endpoint, sender.id, id) : null;
    if (upload?.ok !== true) return reply.code(404).header('tus-resumable', VERSION).send();
    return reply
      .code(200)
      .headers({
        'tus-resumable': VERSION,
        'upload-offset': String(upload.value.received),
        'upload-length': String(upload.value.size),
      })
      .send();
  });

  app.patch<OfUpload>('/v1/attachments/:id', { bodyLimit: CHUNK_MAX_BYTES }, async (request, reply) => {
    const sender = await tusSender(endpoint, request, reply);
    if (sender === null) return reply;
    const { id } = request.params;
    if (!UPLOAD_ID.test(id)) return say(reply, 404, 'there is no such upload');
    if (request.headers['content-type'] !== CHUNK_MEDIA_TYPE) {
      return say(reply, 415, `Content-Type must be ${CHUNK_MEDIA_TYPE}`);
    }
    const offset = wholeNumber(request.headers['upload-offset']);
    if (offset === null) return say(reply, 400, 'Upload-Offset must be a whole number of bytes');
    const bytes = rawBody(request) ?? new Uint8Array(0);
    // In its turn, as batches are: each holds a connection while it writes, and reports need some too.
    const written = await storing(() =>
      endpoint.gate.ingest(() => writeUpload(endpoint, sender.id, id, offset, bytes)),
    );
    if (written.ok) {
      return reply
        .code(204)
        .headers({ 'tus-resumable': VERSION, 'upload-offset': String(written.value) })
        .send();
    }
    switch (written.error.type) {
      case 'not-found':
        return say(reply, 404, 'there is no such upload');
      case 'locked':
        return say(reply, 423, 'another request writes this upload');
      case 'other-offset':
        return say(reply, 409, 'Upload-Offset is not where this upload stands');
      case 'overrun':
        return say(reply, 400, 'these are more bytes than Upload-Length said');
      case 'mismatch':
        endpoint.log({ event: 'attachment.mismatch', device: sender.id });
        return say(reply, 422, 'the hash of all bytes is not the one of Upload-Metadata: they are dropped');
      default:
        return assertNever(written.error);
    }
  });

  app.delete<OfUpload>('/v1/attachments/:id', async (request, reply) => {
    const sender = await tusSender(endpoint, request, reply);
    if (sender === null) return reply;
    const { id } = request.params;
    const ended = UPLOAD_ID.test(id) ? await terminateUpload(endpoint, sender.id, id) : null;
    if (ended?.ok === true) return reply.code(204).header('tus-resumable', VERSION).send();
    if (ended?.error.type === 'locked') return say(reply, 423, 'another request writes this upload');
    return say(reply, 404, 'there is no such upload');
  });
}

/** @returns null where the answer is given: it speaks another version of tus */
async function tusSender(endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply): Promise<Sender | null> {
  const sender = await authenticate(endpoint, request);
  if (request.headers['tus-resumable'] === VERSION) return sender;
  await say(reply.header('tus-version', VERSION), 412, `Tus-Resumable must be ${VERSION}`);
  return null;
}

function say(reply: FastifyReply, status: number, text: string) {
  return reply.code(status).header('tus-resumable', VERSION).type('text/plain; charset=utf-8').send(`${text}\n`);
}

function wholeNumber(header: string | string[] | undefined): number | null {
  return typeof header === 'string' && WHOLE_NUMBER.test(header) ? Number(header) : null;
}

/** tus, "Upload-Metadata": pairs with commas between, each a key, a space and base64. Other keys are ignored. */
function readSha256(header: string | string[] | undefined): string | null {
  if (typeof header !== 'string') return null;
  const values = header.split(',').flatMap((pair) => {
    const [key, value = ''] = pair.trim().split(' ');
    return key === 'sha256' ? [Buffer.from(value, 'base64').toString('latin1')] : [];
  });
  const [sha256] = values;
  return values.length === 1 && sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256) ? sha256 : null;
}

/** A full disk is no bug: the device comes again. */
async function storing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!['ENOSPC', 'EDQUOT'].includes(errorCode(error))) throw error;
    throw new Refusal('unavailable', 'there is no room for attachments at the moment', {
      retryAfter: RETRY_AFTER_SECONDS,
    });
  }
}
