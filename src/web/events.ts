/** The desk's events as newline-delimited JSON over one long answer, which a page reads with fetch. */
import type { ServerResponse } from 'node:http';
import type { DeskEvent } from '../shared/bridge.ts';

/** A page that reloads leaves a stream behind for a moment; a machine has one face. */
const MAX_STREAMS = 16;
/** Unread bytes after which a page is taken for dead; an event is a few hundred. */
const MAX_UNREAD = 1024 * 1024;

export interface EventStreams {
  /** @returns false where too many are open */
  open(response: ServerResponse, headers: Readonly<Record<string, string>>): boolean;
  close(): void;
}

export function eventStreams(subscribe: (listener: (event: DeskEvent) => void) => () => void): EventStreams {
  const open = new Set<ServerResponse>();
  return {
    open(response, headers) {
      if (open.size >= MAX_STREAMS) return false;
      open.add(response);
      response.writeHead(200, { ...headers, 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
      // A page must know at once that it is connected, before the first event.
      response.flushHeaders();
      const unsubscribe = subscribe((event) => {
        response.write(`${JSON.stringify(event)}\n`);
        if (response.writableLength > MAX_UNREAD) response.destroy();
      });
      response.on('close', () => {
        unsubscribe();
        open.delete(response);
      });
      return true;
    },
    close() {
      for (const response of open) response.end();
    },
  };
}
