/** What the browser host says on standard error, one JSON object a line. Nothing of a visitor, no address with its token. */
import type { EnrollmentEvent } from '../process/enrollment.ts';
import type { Refusal } from './admission.ts';

export type WebEvent =
  | { readonly event: 'web.listening'; readonly port: number }
  | { readonly event: 'web.refused'; readonly reason: Refusal | 'token' }
  | { readonly event: 'web.failed'; readonly error: string }
  | { readonly event: 'web.stop-failed'; readonly step: string; readonly error: string }
  | EnrollmentEvent;

export type WebLog = (event: WebEvent) => void;
