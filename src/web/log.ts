/** What the browser host says on standard error, one JSON object a line. Nothing of a visitor, no address with its token. */
import type { EnrollError } from '../desk/desk.ts';
import type { Refusal } from './admission.ts';

export type WebEvent =
  | { readonly event: 'web.listening'; readonly port: number }
  | { readonly event: 'web.refused'; readonly reason: Refusal | 'token' }
  | { readonly event: 'web.failed'; readonly error: string }
  | { readonly event: 'web.enrolled'; readonly deviceId: string }
  | { readonly event: 'web.enrollment-waits'; readonly detail: string; readonly retryInMs: number }
  | { readonly event: 'web.enrollment-refused'; readonly reason: EnrollError['type']; readonly detail: string }
  | { readonly event: 'web.stopped' };

export type WebLog = (event: WebEvent) => void;
