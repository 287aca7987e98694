/**
 * The content of this device: what shipped with the app, and the packs that are newer. At the start every
 * pack is looked at again; one that does not stand any more gives way to the one before, and that to
 * what shipped: there is never no content. An app that brings the same version or a newer one wins.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packHeaderSchema } from '../../packs/pack.ts';
import { SOURCE, type Assembled } from '../../shared/content/assemble.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { DeskLog } from '../log-events.ts';
import type { StoreError } from '../store/failures.ts';
import { contentOf } from './content.ts';
import { openMediaRoom, type MediaRoom } from './media.ts';
import { isUsed, openPack, type Listed, type Opened, type PackRefusal, type UsedPack } from './open-pack.ts';
import { openShelf, type KeptPack, type ShelfParts } from './shelf.ts';
import { showContent, type ShownContent } from './shown.ts';

export interface Library {
  readonly shown: ShownContent;
  readonly media: MediaRoom;
  /** What of a pack is in use, or will be once a face opens; `central` is null for what shipped. */
  inUse(id: UsedPack): { readonly version: number; readonly sha256: string | null; readonly central: string | null };
  /** Version of what shipped; 0 where nothing did. */
  shipped(id: UsedPack): number;
  /** Checks a pack that came, puts it on the disk, and offers what it brings. Whole or not at all. */
  take(
    id: UsedPack,
    listed: Listed,
    bytes: Uint8Array,
    from: Pick<KeptPack, 'central' | 'at'>,
  ): Result<null, PackRefusal | StoreError>;
}

interface Standing {
  readonly kept: KeptPack;
  readonly opened: Opened;
}

export interface LibraryParts extends ShelfParts {
  readonly resources: string;
  /** What shipped, put together. */
  readonly assembled: Assembled;
  readonly log: DeskLog;
}

export function openLibrary(parts: LibraryParts): Library {
  const { resources, assembled, log } = parts;
  const shelf = openShelf(parts);
  const needed = assembled.byTag.get(SOURCE)?.ui ?? {};
  const own = shippedVersion(resources);
  const shipped = (id: UsedPack) => (id === 'fairdesk' ? own : 0);
  const media = openMediaRoom();
  const standing = new Map<UsedPack, Standing>();
  for (const id of shelf.ids().filter(isUsed)) {
    const found = firstGood(id);
    if (found !== null) standing.set(id, found);
  }
  shelf.sweep();
  const shown = showContent(compose());

  function firstGood(id: UsedPack): Standing | null {
    const newer = shelf.kept(id).filter(({ version }) => version > shipped(id));
    for (const [n, kept] of newer.entries()) {
      const bytes = shelf.read(id, kept);
      const opened: Result<Opened, { type: 'missing' | PackRefusal['type']; detail: string }> =
        bytes === null ? err({ type: 'missing', detail: 'cannot be read' }) : openPack(id, kept, bytes, needed);
      if (opened.ok) return { kept, opened: opened.value };
      const { type: reason, detail } = opened.error;
      const used = newer[n + 1]?.version ?? null;
      log({ event: 'content-fallback', id, version: kept.version, reason, detail, used });
    }
    return null;
  }

  function compose() {
    const main = standing.get('fairdesk');
    const news = standing.get('news')?.opened.news ?? null;
    const brought = main?.opened.assembled;
    // Packs of media before what comes along with the words, in the order of their names.
    const inTurn = [...standing].toSorted(
      ([a], [b]) => Number(a === 'fairdesk') - Number(b === 'fairdesk') || (a < b ? -1 : 1),
    );
    const index = media.use(
      inTurn.map(([id, { kept, opened }]) => ({ file: shelf.file(id, kept), media: opened.media })),
    );
    if (main === undefined || brought === undefined) return contentOf(assembled, null, news, index);
    const { version, at } = main.kept;
    return contentOf(brought, { version, at }, news, index);
  }

  return {
    shown,
    media,
    inUse(id) {
      const kept = standing.get(id)?.kept;
      return kept ?? { version: shipped(id), sha256: null, central: null };
    },
    shipped,
    take(id, { version, sha256 }, bytes, { central, at }) {
      const opened = openPack(id, { version, sha256 }, bytes, needed);
      if (!opened.ok) return opened;
      const kept = { version, sha256, central, at };
      const installed = shelf.install(id, kept, bytes, standing.get(id)?.kept ?? null);
      if (!installed.ok) return installed;
      standing.set(id, { kept, opened: opened.value });
      shown.offer(compose());
      return ok(null);
    },
  };
}

/** What `content/pack.json` says of the content that shipped. Without it any pack is newer. */
function shippedVersion(resources: string): number {
  try {
    const said: unknown = JSON.parse(readFileSync(join(resources, 'content/pack.json'), 'utf8'));
    return packHeaderSchema.safeParse(said).data?.version ?? 0;
  } catch {
    return 0;
  }
}
