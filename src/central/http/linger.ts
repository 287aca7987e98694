/**
 * Closing on whoever is still sending: a socket closed with bytes unread resets the connection, and the
 * reset overtakes the answer. So the end of the answer is told first, and what comes is thrown away for a while.
 */
import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

/** How much is thrown away: twice the largest body any address takes. */
const DISCARD_MAX_BYTES = 32 * 1024 * 1024;
/** Over TLS: how long nothing comes from somebody who sent all there was. */
const SILENCE_MS = 3_000;

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
  const timers = [setTimeout(gone, limitMs).unref()];
  socket.once('close', () => timers.forEach((timer) => clearTimeout(timer)));
  // Nothing that follows is a request any more: the parser hears no more of it, nor of the end.
  socket.removeAllListeners('data');
  socket.removeAllListeners('end');
  socket.once('error', gone);
  socket.once('end', gone);
  if (socket instanceof TLSSocket) {
    // OpenSSL reads nothing after it said the end, so that waits until the other side is silent.
    let heard = false;
    const silent = setTimeout(
      () => {
        heard = false;
        // A process that stalled finds its timer due before it reads what came meanwhile: that is read first.
        setImmediate(() => {
          if (!heard) socket.end(gone);
        });
      },
      Math.min(SILENCE_MS, limitMs),
    ).unref();
    timers.push(silent);
    socket.on('data', () => {
      heard = true;
      silent.refresh();
    });
  } else {
    socket.end();
  }
  socket.on('data', (bytes: Buffer) => {
    discarded += bytes.length;
    if (discarded > DISCARD_MAX_BYTES) gone();
  });
  socket.resume();
}
