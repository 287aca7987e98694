/** Answers `fairdesk://app/…` from the built face. The decision is `answerFor`; this only reads. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Protocol } from 'electron';
import { APP_SCHEME } from '../policy/address.ts';
import { answerFor } from '../policy/files.ts';

export interface FaceFolder {
  readonly folder: string;
  readonly names: ReadonlySet<string>;
  /** HTML without a script, for when the face cannot run. */
  readonly recovery: string;
}

export function serveApp(protocol: Pick<Protocol, 'handle'>, { folder, names, recovery }: FaceFolder): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const answer = answerFor(request, names);
    if (answer.kind === 'refused') return new Response(null, { status: answer.status });
    const { headers } = answer;
    if (request.method === 'HEAD') return new Response(null, { headers });
    if (answer.kind === 'recovery') return new Response(recovery, { headers });
    return new Response(new Uint8Array(await readFile(join(folder, answer.name))), { headers });
  });
}
