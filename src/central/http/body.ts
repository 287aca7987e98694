/** Bodies, parsed at the edge: media type, UTF-8, JSON, schema. What is wrong is named by its field, never repeated. */
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Refusal } from './refusal.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The raw bytes of the body, or null where there are none. */
export function rawBody(request: FastifyRequest): Buffer | null {
  return Buffer.isBuffer(request.body) && request.body.length > 0 ? request.body : null;
}

/** @throws Refusal where the body is not of this media type; parameters such as `charset` are let pass */
export function requireMediaType(request: FastifyRequest, mediaType: string): void {
  const essence = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (essence !== mediaType) throw new Refusal('unsupported-media-type', `Content-Type must be ${mediaType}`);
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new Refusal('unsupported-media-type', 'Content-Encoding: bodies are taken as they are, not compressed');
  }
}

/** @throws Refusal where the body is not UTF-8 or not JSON */
export function readJson(request: FastifyRequest): unknown {
  const body = rawBody(request);
  if (body === null) throw new Refusal('bad-request', 'the body is missing');
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    throw new Refusal('bad-request', 'the body is not UTF-8');
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('bad-request', 'the body is not JSON');
  }
}

/** @throws Refusal that names the first field that is wrong */
export function parseBody<S extends z.ZodType>(request: FastifyRequest, schema: S): z.output<S> {
  const parsed = schema.safeParse(readJson(request));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Refusal(
    'bad-request',
    `${issue?.path.join('.') || 'the body'}: ${issue?.message ?? 'does not follow its schema'}`,
  );
}
