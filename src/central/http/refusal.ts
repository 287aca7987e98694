/** A request that ends with a problem document: thrown by what handles it, written by the error handler. */
import type { ProblemSlug } from '../../shared/wire/problems.ts';

/** Not a bug: the one way a handler answers with a problem. */
export class Refusal extends Error {
  readonly slug: ProblemSlug;
  readonly detail: string;
  /** Further members of the document (RFC 9457, 3.2). */
  readonly members: Readonly<Record<string, string>>;
  /** Seconds for `Retry-After`. */
  readonly retryAfter: number | undefined;

  constructor(
    slug: ProblemSlug,
    detail: string,
    more: { members?: Record<string, string>; retryAfter?: number | undefined } = {},
  ) {
    super(detail);
    this.slug = slug;
    this.detail = detail;
    this.members = more.members ?? {};
    this.retryAfter = more.retryAfter;
  }
}
