/** The end of a server: what is under way finishes, and no connection that asks nothing is waited for. */
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How long requests under way may take to finish when we stop. */
const FINISH_LIMIT_MS = 10_000;
/** How long a connection that has not asked anything yet may take to begin. */
const QUIET_MS = 1_000;
const LOOK_MS = 50;

/** @returns closes the server; call this before it listens */
export function closingOf(app: FastifyInstance): () => Promise<void> {
  // Node's own lists leave out who has not sent a byte, and who has not finished a handshake.
  const quiet = new Map<string, Socket>();
  const nameOf = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress ?? ''} ${remotePort ?? 0}`;
  app.server.on('connection', (socket: Socket) => {
    const name = nameOf(socket);
    quiet.set(name, socket);
    socket.once('close', () => {
      if (quiet.get(name) === socket) quiet.delete(name);
    });
  });
  app.server.on('request', (request: { readonly socket: Socket }) => void quiet.delete(nameOf(request.socket)));

  return async () => {
    const began = performance.now();
    const look = setInterval(() => {
      // A connection whose last answer went out after we began to stop.
      app.server.closeIdleConnections();
      if (performance.now() - began > QUIET_MS) for (const socket of quiet.values()) socket.destroy();
    }, LOOK_MS);
    const limit = setTimeout(() => app.server.closeAllConnections(), FINISH_LIMIT_MS);
    await app.close();
    clearInterval(look);
    clearTimeout(limit);
  };
}
