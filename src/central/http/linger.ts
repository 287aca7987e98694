/**
 * Closing on whoever is still sending: a socket closed with bytes unread resets the connection, and the
 * reset overtakes the answer. So the end of the answer is told first, and what comes is thrown away for a while.
 */
import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** How much is thrown away: twice the largest body any address takes. */
const DISCARD_MAX_BYTES = 32 * 1024 * 1024;

/** Lets the server close the connection of a request whose body is not read only after its sender could read the answer. */
export function lingerAtClose(request: IncomingMessage, limitMs: number): void {
  const { socket } = request;
  // What Node's server calls after an answer with `Connection: close`; there is no event to take its place.
  socket.destroySoon = () => {
    if (request.complete) Socket.prototype.destroySoon.call(socket);
    else linger(socket, limitMs);
  };
}

/** Ends our side, then discards until the other side ends too, or has had its time or its bytes. */
export function linger(socket: Duplex, limitMs: number): void {
  if (socket.destroyed) return;
  let discarded = 0;
  const gone = () => socket.destroy();
  const limit = setTimeout(gone, limitMs).unref();
  socket.once('close', () => clearTimeout(limit));
  socket.once('error', gone);
  socket.once('end', gone);
  // Nothing that follows is a request any more: the parser hears no more of it.
  socket.removeAllListeners('data');
  socket.on('data', (bytes: Buffer) => {
    discarded += bytes.length;
    if (discarded > DISCARD_MAX_BYTES) gone();
  });
  if (!socket.writableEnded) socket.end();
  socket.resume();
}
