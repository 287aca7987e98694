/** Whether the central endpoint answers, as the client's own requests find out. */
import type { Client } from './client.ts';

export interface Reach {
  readonly client: Client;
  /** Whether somebody answered the last request; null: nobody was asked yet. */
  answered(): boolean | null;
}

/** @param client whose requests are listened to; the one answered is to be used in its place */
export function reachOf(client: Client): Reach {
  let answered: boolean | null = null;
  const heard = <T extends { readonly type: string; readonly fault?: string }>(reply: T): T => {
    // A request that was cut because the desk closes says nothing of the network.
    if (reply.type !== 'network') answered = true;
    else if (reply.fault !== 'stopped') answered = false;
    return reply;
  };
  return {
    client: {
      timeouts: client.timeouts,
      send: async (request) => heard(await client.send(request)),
      exchange: async (request) => heard(await client.exchange(request)),
      download: async (request, maxBytes) => heard(await client.download(request, maxBytes)),
      close: () => client.close(),
    },
    answered: () => answered,
  };
}
