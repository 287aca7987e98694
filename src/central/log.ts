/**
 * The catalogue of what the central endpoint logs, one JSON line an event on standard error. Nothing of
 * a visitor, no request body, no report's id: an id beside a type or a second would undo the separation
 * of answers from the devices that sent them.
 */
import { pino } from 'pino';
import type { ProblemSlug } from '../shared/wire/problems.ts';

export type CentralEvent =
  | { readonly event: 'central.starting'; readonly folder: string }
  | { readonly event: 'central.listening'; readonly url: string }
  | { readonly event: 'central.stopping' }
  | { readonly event: 'central.stopped' }
  | { readonly event: 'database.initializing'; readonly folder: string }
  | { readonly event: 'database.starting'; readonly port: number }
  | { readonly event: 'database.adopted'; readonly port: number }
  | { readonly event: 'database.gone' }
  | { readonly event: 'database.back' }
  | { readonly event: 'database.stopped' }
  | { readonly event: 'database.not-durable'; readonly setting: string }
  | { readonly event: 'database.failing'; readonly code: string }
  | { readonly event: 'device.enrolled'; readonly device: string; readonly profile: string }
  | { readonly event: 'reports.refused'; readonly device: string; readonly slug: ProblemSlug; readonly count: number }
  | { readonly event: 'clone.suspected'; readonly device: string }
  /** A key to drafts that go to another account was not given on. */
  | { readonly event: 'handover.ignored'; readonly device: string; readonly slug: ProblemSlug }
  /** All bytes of an upload came and were not the blob that it promised. */
  | { readonly event: 'attachment.mismatch'; readonly device: string }
  | { readonly event: 'attachments.swept'; readonly blobs: number; readonly uploads: number }
  | { readonly event: 'attachments.failed'; readonly error: string }
  /** `error` is the error's own name and code with the place in our code, never its message: a message may quote what was sent. */
  | { readonly event: 'request.failed'; readonly request: string; readonly route: string; readonly error: string }
  /** What this version ships with was published, or a pack of its id and version holds other files and stays. */
  | { readonly event: 'content.published'; readonly id: string; readonly version: number }
  | { readonly event: 'content.differs'; readonly id: string; readonly version: number }
  | { readonly event: 'content.refused'; readonly file: string; readonly detail: string }
  | { readonly event: 'content.failed'; readonly error: string }
  | { readonly event: 'intake.failed'; readonly error: string };

export type Log = (event: CentralEvent) => void;

const failures = new Set<CentralEvent['event']>([
  'request.failed',
  'intake.failed',
  'attachments.failed',
  'content.failed',
  'content.refused',
  'database.failing',
]);
const warnings = new Set<CentralEvent['event']>([
  'database.gone',
  'database.not-durable',
  'clone.suspected',
  'handover.ignored',
  'content.differs',
]);

/** Logs to standard error: standard output is for what a command says to a program. */
export function logToStandardError(): Log {
  const logger = pino({ base: { pid: process.pid }, messageKey: 'event' }, pino.destination({ dest: 2, sync: true }));
  return ({ event, ...fields }) => {
    const level = failures.has(event) ? 'error' : warnings.has(event) ? 'warn' : 'info';
    logger[level](fields, event);
  };
}

/** What may be logged of an error that nobody expected: its kind and where it was thrown, not its message. */
export function errorForLog(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = (error as { code?: unknown }).code;
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 4)
    .map((line) => line.trim());
  return [error.name, typeof code === 'string' ? code : '', ...frames].filter((part) => part !== '').join(' ');
}
