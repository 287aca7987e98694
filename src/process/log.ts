/** Logs of hosts go to standard error, one JSON object a line, so that standard output stays for programs. */
import { pino } from 'pino';

export function logToStandardError(): (event: object) => void {
  const logger = pino(
    { base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
  return (event) => logger.info(event);
}

const FRAMES = 4;

/** What may be logged of an error nobody expected: its name, code and place. Its message may quote what a visitor typed. */
export function errorPlace(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const frames = (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, FRAMES);
  return [error.name, code, ...frames].filter((part) => part !== '').join(' ');
}
