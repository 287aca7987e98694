/**
 * Looks for packs: at the start, after an enrollment and a new configuration, and every few minutes.
 * What is newer than what this device has is fetched, checked and installed, whole or not at all; what
 * is refused is said in the log, and the last good one stays.
 */
import { readConfiguration } from '../configuration/kept.ts';
import { startRhythm, type LookEnd, type Rhythm } from '../configuration/rhythm.ts';
import { answerLog, type AnswerLog } from '../delivery/log.ts';
import type { Timers } from '../delivery/timers.ts';
import { clockOffset, connection, type Connection, type ConnectionParts } from '../device/connection.ts';
import { readEnrollment } from '../store/device-records.ts';
import { PACK_MAX_BYTES } from '../../packs/pack.ts';
import type { Library } from './library.ts';
import { isExpired, readManifest, takeManifest, type KeptManifest, type ManifestError } from './manifest.ts';
import { isMediaPack, isUsed, type PackRefusal, type UsedPack } from './open-pack.ts';

type Listed = KeptManifest['packs'][number];

export type ContentRefusal =
  | PackRefusal['type']
  /** Larger than a pack may be, or than the manifest says. */
  | 'size'
  /** A lower version than this device has, or other bytes under the same one. */
  | 'older'
  | 'disk-full'
  | 'store-failed';

export type ContentLog =
  | { readonly event: 'manifest-unanswered'; readonly answer: AnswerLog }
  /** The last good one stays. */
  | { readonly event: 'manifest-refused'; readonly reason: ManifestError['type'] }
  | { readonly event: 'pack-unanswered'; readonly id: string; readonly version: number; readonly answer: AnswerLog }
  /** What was installed before stays. */
  | {
      readonly event: 'content-refused';
      readonly id: string;
      readonly version: number;
      readonly reason: ContentRefusal;
      readonly detail: string;
    }
  | { readonly event: 'content-installed'; readonly id: string; readonly version: number }
  | { readonly event: 'content-poll-failed'; readonly error: string };

export interface ContentPollParts extends ConnectionParts {
  readonly library: Library;
  /** Minutes between two looks; read before each wait. */
  readonly everyMinutes: () => number;
  /** Why delivery pauses, or null. */
  readonly paused: () => string | null;
  /** Free bytes on the disk of the data folder. */
  readonly free: () => number;
  /** A pack was installed: what it brings waits for a face to open. */
  readonly installed: () => void;
  readonly random: (length: number) => Uint8Array;
  readonly log: (event: ContentLog) => void;
  readonly timers?: Timers;
}

/** What is left free for reports beside a pack. */
const ROOM_BYTES = 32 * 1024 * 1024;
const USUAL: LookEnd = { next: 'usual' };

export function startContentPoll(parts: ContentPollParts): Pick<Rhythm, 'lookNow' | 'stop'> {
  const { library, records, log } = parts;
  const now = () => parts.clock.wall() + clockOffset(records);
  /** Said once: the same manifest is looked at again every few minutes. */
  const said = new Set<string>();
  /** Bytes that were as announced and no good: fetched again they would be the same. */
  const useless = new Set<string>();
  const nameOf = ({ id, version, sha256 }: Listed) => `${id} ${version} ${sha256}`;

  async function look(): Promise<LookEnd> {
    const link = connection(parts);
    if (link === null) return { next: 'never' };
    const reason = parts.paused();
    if (reason !== null && reason !== 'network') return USUAL;
    // It says whose manifest this device believes; the look after it comes at once.
    if (readConfiguration(records) === null) return USUAL;

    const before = readManifest(records);
    const tag = before === null || isExpired(before, now()) ? null : before.etag;
    const reply = await link.content.manifest(tag);
    if (rhythm.stopped()) return { next: 'never' };
    // A central endpoint that serves no content.
    if (reply.type === 'problem' && reply.status === 404) return USUAL;
    if (reply.type !== 'ok') {
      log({ event: 'manifest-unanswered', answer: answerLog(reply) });
      return { next: 'retry', retryAfterMs: 'retryAfterMs' in reply ? reply.retryAfterMs : null };
    }
    if (reply.value === 'unchanged') return before === null ? USUAL : await fetchNewer(link, before);
    const taken = await takeManifest(records, reply.value.jws, reply.value.etag, now());
    if (taken.ok) return await fetchNewer(link, taken.value);
    log({ event: 'manifest-refused', reason: taken.error.type });
    return USUAL;
  }

  async function fetchNewer(link: Connection, manifest: KeptManifest): Promise<LookEnd> {
    // Words before pictures: media are large.
    const inTurn = manifest.packs.toSorted((a, b) => Number(isMediaPack(a.id)) - Number(isMediaPack(b.id)));
    for (const listed of inTurn) {
      const { id } = listed;
      if (!isUsed(id) || !isWanted(id, listed, manifest.central)) continue;
      const end = await fetchOne(link, id, listed, manifest);
      if (end.next !== 'usual') return end;
    }
    return USUAL;
  }

  function isWanted(id: UsedPack, listed: Listed, central: string): boolean {
    if (useless.has(nameOf(listed))) return false;
    const mine = library.inUse(id);
    // What another central endpoint sent gives way to this one's, what shipped only to what is newer.
    if (mine.central !== central) return listed.version > library.shipped(id);
    if (listed.version > mine.version) return true;
    if (listed.sha256 !== mine.sha256) refused(listed, 'older', `has ${mine.version}`, 'once');
    return false;
  }

  async function fetchOne(link: Connection, id: UsedPack, listed: Listed, manifest: KeptManifest): Promise<LookEnd> {
    const { version, size } = listed;
    const { central } = manifest;
    if (size > PACK_MAX_BYTES) return refused(listed, 'size', `${size} bytes`, 'once');
    if (parts.free() < size + ROOM_BYTES) return refused(listed, 'disk-full', `${size} bytes`, 'once');
    const reply = await link.content.pack(id, version, size);
    if (rhythm.stopped()) return { next: 'never' };
    if (reply.type === 'network' && reply.fault === 'too-large') {
      return refused(listed, 'size', `more than ${size} bytes`);
    }
    if (reply.type !== 'ok') {
      log({ event: 'pack-unanswered', id, version, answer: answerLog(reply) });
      return { next: 'retry', retryAfterMs: 'retryAfterMs' in reply ? reply.retryAfterMs : null };
    }
    if (reply.value.length !== size) return refused(listed, 'size', `${reply.value.length} bytes`);
    if (readEnrollment(records)?.central !== central) return USUAL;
    // A slow link takes its time: what came after the end of its manifest waits for the next one.
    if (isExpired(manifest, now())) {
      log({ event: 'manifest-refused', reason: 'expired' });
      return USUAL;
    }

    const taken = library.take(id, listed, reply.value, { central, at: now() });
    if (taken.ok) {
      log({ event: 'content-installed', id, version });
      parts.installed();
      return USUAL;
    }
    const { error } = taken;
    if (error.type === 'pack' || error.type === 'header' || error.type === 'content') useless.add(nameOf(listed));
    const detail = error.type === 'store-failed' ? error.code : 'detail' in error ? error.detail : '';
    return refused(listed, error.type, detail);
  }

  function refused({ id, version }: Listed, reason: ContentRefusal, detail: string, how?: 'once'): LookEnd {
    const saying = `${id} ${version} ${reason}`;
    if (how === undefined || !said.has(saying)) log({ event: 'content-refused', id, version, reason, detail });
    said.add(saying);
    return USUAL;
  }

  const rhythm = startRhythm({
    look,
    everyMinutes: parts.everyMinutes,
    random: parts.random,
    failed: (error) => log({ event: 'content-poll-failed', error }),
    ...(parts.timers === undefined ? {} : { timers: parts.timers }),
  });
  return rhythm;
}
