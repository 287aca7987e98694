/** Which port a server gets: the one asked for, or a free one where that is allowed. */
import { createServer } from 'node:net';

/** Whether nobody listens on 127.0.0.1 at `port`. Another program may take it the moment after: the server says so then. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** @returns `wished`, or 0 (any free one) where it is taken */
export async function freeOr0(wished: number): Promise<number> {
  return (await isFree(wished)) ? wished : 0;
}
