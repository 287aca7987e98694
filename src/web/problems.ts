/** What the browser host answers to a request that never reached the desk. No text of the request is in it. */

export type WebProblem =
  /** The Host, Origin or Sec-Fetch-Site is not this page's own. */
  | 'foreign-request'
  /** The session token is missing or wrong. */
  | 'token-refused'
  | 'not-found'
  | 'method-not-allowed'
  | 'unsupported-media-type'
  | 'too-large'
  /** Not HTTP, not JSON, or not `{"name", "input"}`. */
  | 'bad-request'
  /** More event streams are open than a machine has faces. */
  | 'too-many-streams'
  /** A bug: logged, nothing of it is told. */
  | 'failed';

export const WEB_PROBLEM_STATUS: Readonly<Record<WebProblem, number>> = {
  'foreign-request': 403,
  'token-refused': 401,
  'not-found': 404,
  'method-not-allowed': 405,
  'unsupported-media-type': 415,
  'too-large': 413,
  'bad-request': 400,
  'too-many-streams': 429,
  failed: 500,
};

export function problemBody(type: WebProblem): string {
  return JSON.stringify({ error: { type } });
}

/** The problem behind an error that Fastify raised while it read a request. */
export function problemOf(error: { readonly code?: unknown; readonly statusCode?: unknown }): WebProblem {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return 'too-large';
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return 'unsupported-media-type';
    default: {
      const status = error.statusCode;
      return typeof status === 'number' && status >= 400 && status < 500 ? 'bad-request' : 'failed';
    }
  }
}
