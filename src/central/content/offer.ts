/**
 * A central endpoint offers what it ships with, without anybody publishing it: devices of an older version
 * get it too. Done beside the first requests, for building a pack takes longer than starting.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { buildContent, contentHeader, digestOf, englishOf } from '../../packs/build.ts';
import { contentFolder } from '../../packs/folder.ts';
import { readPack } from '../../packs/pack.ts';
import type { Endpoint } from '../endpoint.ts';
import { errorForLog } from '../log.ts';
import { auditBy } from '../settings/audit.ts';
import { newestOf, packOf, publishPack } from './publish.ts';

/** How long to wait where it failed: the database may be out of reach for a while. */
const AGAIN_MS = 30_000;

type Parts = Pick<Endpoint, 'store' | 'clock' | 'log'>;

export interface Shipping {
  /** Stops trying, and waits for a try under way. */
  end(): Promise<void>;
}

/** @param resources the folder of what this version ships with */
export function offerShipped(parts: Parts, resources: string): Shipping {
  const ending = new AbortController();
  const { signal } = ending;
  const done = (async () => {
    while (!signal.aborted) {
      try {
        // Whoever waits for the first answer has it before.
        await wait(0, undefined, { signal });
        return await publishShipped(parts, resources);
      } catch (error) {
        if (signal.aborted) return;
        parts.log({ event: 'content.failed', error: errorForLog(error) });
        await wait(AGAIN_MS, undefined, { signal, ref: false }).catch(() => {});
      }
    }
  })();
  return {
    end() {
      ending.abort();
      return done;
    },
  };
}

/** Publishes the content of `resources` where its version is newer than every one that was published. */
export async function publishShipped({ store, clock, log }: Parts, resources: string): Promise<void> {
  const header = contentHeader(resources);
  if (!header.ok) return log({ event: 'content.refused', file: header.error.file, detail: header.error.detail });
  const { id, version } = header.value;
  const held = await packOf(store.db, id, version);
  if (held !== undefined) {
    const same = held.files_sha256.equals(digestOf(contentFolder(resources)));
    return same ? undefined : log({ event: 'content.differs', id, version });
  }
  if (((await newestOf(store.db, id)) ?? 0) > version) return undefined;
  const built = buildContent(resources, null, englishOf(resources));
  if (!built.ok) return log({ event: 'content.refused', file: built.error.file, detail: built.error.detail });
  const pack = readPack(built.value.bytes);
  if (!pack.ok) throw new Error(pack.error.detail);
  const audit = auditBy('fairdesk', clock);
  const published = await publishPack({ db: store.db, audit, clock }, pack.value, built.value.bytes);
  if (!published.ok)
    return published.error.type === 'taken' ? log({ event: 'content.differs', id, version }) : undefined;
  return published.value ? log({ event: 'content.published', id, version }) : undefined;
}
