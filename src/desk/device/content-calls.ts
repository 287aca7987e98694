/** The calls by which a device fetches content: the manifest of packs, and a pack. */
import type { Failure, Reply } from './answer.ts';
import { readJws, signedHeaders, type Identity } from './calls.ts';
import type { Client, Request } from './client.ts';

export interface ContentCalls {
  /** The manifest as a compact JWS, not yet verified; `unchanged` where it is still the one with this tag. */
  manifest(etag: string | null): Promise<Reply<'unchanged' | { jws: string; etag: string | null }>>;
  /** The bytes of a pack, at most `size` of them, not yet looked at. */
  pack(id: string, version: number, size: number): Promise<PackReply>;
}

export type PackReply =
  | { readonly type: 'ok'; readonly value: Uint8Array }
  | { readonly type: 'unparsable'; readonly status: number }
  | Failure;

const MANIFEST = '/v1/content/manifest';

export function contentCalls(client: Client, identity: Identity): ContentCalls {
  const get = (path: string, more: Readonly<Record<string, string>> = {}): Request => ({
    base: identity.central,
    method: 'GET',
    path,
    headers: { ...more, ...signedHeaders(identity, 'GET', path, null) },
    body: null,
  });
  return {
    async manifest(etag) {
      const answer = await client.send(get(MANIFEST, etag === null ? {} : { 'if-none-match': etag }));
      // Whoever says it, nothing is changed by it.
      if (etag !== null && answer.type === 'foreign' && answer.status === 304) {
        return { type: 'ok', value: 'unchanged' };
      }
      return readJws(answer);
    },
    async pack(id, version, size) {
      const accept = { accept: 'application/zip, application/json, application/problem+json' };
      const answer = await client.download(get(`/v1/content/packs/${id}/${version}`, accept), size);
      if (answer.type === 'bytes') return { type: 'ok', value: answer.bytes };
      return answer.type === 'success' ? { type: 'unparsable', status: answer.status } : answer;
    },
  };
}
