/**
 * Uploads the attachments that the central endpoint lacks, chunk by chunk, beside the loop that delivers
 * reports: no blob holds a report, and none that fails holds another. Where an upload stands is on disk
 * as its address and at the central endpoint as its offset, so a process that dies loses one chunk at most.
 */
import type { BlobFolder } from '../attachments/blob-folder.ts';
import { connection, type Connection, type ConnectionParts } from '../device/connection.ts';
import type { UploadAnswer } from '../device/upload-calls.ts';
import type { AttachmentTable, WantedBlob } from '../store/attachment-table.ts';
import { readPause } from './pause.ts';
import { sleeper } from './sleeper.ts';
import { realTimers, type Timers } from './timers.ts';
import { afterAnswer, firstUpload, stepOf, type UploadState } from './upload-decide.ts';

export type UploadLog =
  | { readonly event: 'attachment-uploaded'; readonly bytes: number }
  /** Too large for the central endpoint, or for something on the way: a dead letter of the attachment. */
  | { readonly event: 'attachment-refused'; readonly bytes: number }
  | { readonly event: 'attachment-lost' }
  | { readonly event: 'attachment-waiting'; readonly answer: string; readonly failures: number }
  | { readonly event: 'uploads-failed'; readonly error: string };

export interface UploadsParts extends ConnectionParts {
  readonly attachments: AttachmentTable;
  readonly blobs: BlobFolder;
  readonly random: (length: number) => Uint8Array;
  readonly log: (event: UploadLog) => void;
  readonly timers?: Timers;
}

export interface Uploads {
  /** Something may be wanted now. */
  wake(): void;
  /** Ends after the request under way, which the owner of the client cuts when it closes that. */
  stop(): Promise<void>;
}

/** Below the 1 MiB that proxies let pass unless told otherwise: to them a larger chunk would be a 413 for good. */
export const CHUNK_BYTES = 512 * 1024;
/** After an exception, which is a bug or a full disk; and while delivery pauses. */
const LATER_MS = 60_000;

export function startUploads(parts: UploadsParts): Uploads {
  const { attachments, blobs, clock, log } = parts;
  const timers = parts.timers ?? realTimers;
  const uniform = () => Buffer.from(parts.random(6)).readUIntBE(0, 6) / 2 ** 48;

  /** Of this process: waits count by its clock. */
  const states = new Map<string, UploadState>();
  let identity: string | null = null;
  const stopping = new AbortController();
  const { wake, sleep } = sleeper(clock, timers);

  const stateOf = ({ sha256, upload }: WantedBlob): UploadState =>
    states.get(sha256) ?? firstUpload(upload, clock.monotonic());

  /** The one that may be sent first; of those that may now, one that has not failed. */
  function nextOf(wanted: readonly WantedBlob[]): WantedBlob | undefined {
    const order = (blob: WantedBlob) => Math.max(stateOf(blob).waitUntil, clock.monotonic());
    return [...wanted].sort((a, b) => order(a) - order(b) || stateOf(a).failures - stateOf(b).failures)[0];
  }

  async function request(link: Connection, { sha256 }: WantedBlob, state: UploadState, size: number) {
    const { upload, offset } = state;
    switch (stepOf(state)) {
      case 'create':
        return link.uploads.create(sha256, size);
      case 'ask':
        return link.uploads.ask(upload ?? '');
      case 'send': {
        const bytes = await blobs.read(sha256, offset ?? 0, CHUNK_BYTES);
        return link.uploads.send(upload ?? '', offset ?? 0, bytes);
      }
    }
  }

  async function step(link: Connection, blob: WantedBlob): Promise<void> {
    const { sha256 } = blob;
    const state = stateOf(blob);
    const size = await blobs.size(sha256);
    // Looked at whole before it is offered: bytes that changed would be dropped at the last one, for ever.
    if (size === null || (state.upload === null && !(await blobs.isWhole(sha256)))) {
      states.delete(sha256);
      attachments.lost(sha256);
      return log({ event: 'attachment-lost' });
    }
    const answer = await request(link, blob, state, size);
    if (stopping.signal.aborted && answer.type === 'network') return;
    const after = afterAnswer(state, answer, size, clock.monotonic(), uniform);
    switch (after.type) {
      case 'done':
        states.delete(sha256);
        attachments.uploaded(sha256);
        return log({ event: 'attachment-uploaded', bytes: size });
      case 'refused':
        states.delete(sha256);
        attachments.refused(sha256);
        return log({ event: 'attachment-refused', bytes: size });
      case 'on':
        if (after.state.upload !== state.upload) attachments.setUpload(sha256, after.state.upload);
        states.set(sha256, after.state);
        if (after.state.failures > state.failures) {
          log({ event: 'attachment-waiting', answer: answerName(answer), failures: after.state.failures });
        }
    }
  }

  async function turn(): Promise<void> {
    const wanted = attachments.wanted();
    const link = wanted.length === 0 ? null : connection(parts);
    if (link === null) return sleep(Number.POSITIVE_INFINITY);
    if (link.identity !== identity) states.clear();
    identity = link.identity;
    if (readPause(parts.records) !== null) return sleep(clock.monotonic() + LATER_MS);
    const blob = nextOf(wanted);
    if (blob === undefined) return sleep(Number.POSITIVE_INFINITY);
    const { waitUntil } = stateOf(blob);
    return waitUntil > clock.monotonic() ? sleep(waitUntil) : step(link, blob);
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await turn();
      } catch (error) {
        log({ event: 'uploads-failed', error: error instanceof Error ? error.name : typeof error });
        if (!stopping.signal.aborted) await sleep(clock.monotonic() + LATER_MS);
      }
    }
  }
  const running = run();

  return {
    wake,
    async stop() {
      stopping.abort();
      wake();
      await running;
    },
  };
}

function answerName(answer: UploadAnswer<unknown>): string {
  if (answer.type === 'network') return answer.fault;
  return answer.type === 'status' ? `status ${answer.status}` : 'contradiction';
}
