/** Stands between a device and its central endpoint and decides, for each answer, whether the device gets it. */
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Passing {
  readonly method: string;
  readonly path: string;
  /** What the central endpoint answered. */
  readonly status: number;
}

/** `pass`, `cut` before the device hears of it, or an answer of the proxy's own in its place. */
export type Passed = 'pass' | 'cut' | { readonly status: number };

export interface ChunkProxy {
  readonly url: string;
  /** Asked for each answer; may act before it decides. */
  decide: (passing: Passing) => Passed;
  readonly seen: Passing[];
  close(): Promise<void>;
}

export async function openChunkProxy(central: string): Promise<ChunkProxy> {
  const target = new URL(central);
  const server = createServer((asked, answer) => {
    void bodyOf(asked).then((body) => {
      const { method = '', url: path = '', headers } = asked;
      const onward = request(
        { host: target.hostname, port: target.port, method, path, headers: { ...headers, host: target.host } },
        (response) => {
          void bodyOf(response).then((text) => {
            const passing = { method, path, status: response.statusCode ?? 0 };
            proxy.seen.push(passing);
            const passed = proxy.decide(passing);
            if (passed === 'cut') return answer.destroy();
            if (passed !== 'pass') return answer.writeHead(passed.status).end();
            const { 'transfer-encoding': _, ...kept } = response.headers;
            return answer.writeHead(passing.status, kept).end(text);
          });
        },
      );
      onward.on('error', () => answer.destroy());
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const proxy: ChunkProxy = {
    url: `http://127.0.0.1:${port}`,
    decide: () => 'pass',
    seen: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  } catch {
    // Cut by the other side: what came of it is let go with it.
  }
  return Buffer.concat(chunks);
}
