/** `GET /metrics`, on loopback alone and apart from what devices reach. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Meter } from './metrics.ts';

export interface MetricsServer {
  readonly url: string;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

/** @throws Error of `listen`, such as EADDRINUSE */
export async function listenForMetrics(
  meter: Pick<Meter, 'text' | 'contentType'>,
  port: number,
): Promise<MetricsServer> {
  const server = createServer({ requestTimeout: 15_000, keepAliveTimeout: 15_000 }, (request, response) => {
    const asked = request.url?.split('?', 1)[0] === '/metrics';
    if (!asked || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(asked ? 405 : 404, asked ? { allow: 'GET, HEAD' } : {}).end();
      return;
    }
    meter.text().then(
      (text) => response.writeHead(200, { 'content-type': meter.contentType, 'cache-control': 'no-store' }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    url: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
