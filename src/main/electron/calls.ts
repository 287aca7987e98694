/** Carries calls from our own face to the desk, and the desk's events back. Anyone else gets nothing. */
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { Desk } from '../../desk/desk.ts';
import type { BridgeError } from '../../shared/bridge.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from '../../shared/channels.ts';
import { err, type Result } from '../../shared/result.ts';
import type { MainLog } from '../log.ts';
import { isOwnFace, type Sender } from '../policy/sender.ts';

export interface CallOptions {
  readonly ipc: Pick<IpcMain, 'handle'>;
  readonly desk: Pick<Desk, 'call' | 'subscribe'>;
  /** The face's contents as they are now, or null while there is no window. */
  readonly face: () => Pick<WebContents, 'id' | 'isDestroyed' | 'send'> | null;
  readonly log: MainLog;
}

/** @returns ends the events */
export function connectFace({ ipc, desk, face, log }: CallOptions): () => void {
  ipc.handle(CALL_CHANNEL, async (event, name: unknown, input: unknown): Promise<Result<unknown, BridgeError>> => {
    if (!isOwnFace(senderOf(event), face()?.id ?? null)) {
      log({ event: 'main.refused', what: 'call' });
      return err({ type: 'failed' });
    }
    return desk.call(name, input);
  });
  return desk.subscribe((event) => {
    const contents = face();
    if (contents !== null && !contents.isDestroyed()) contents.send(EVENT_CHANNEL, event);
  });
}

/** Who sent it, as `isOwnFace` asks. */
export function senderOf(event: IpcMainInvokeEvent): Sender {
  const frame = event.senderFrame;
  return { contents: event.sender.id, frame: frame === null ? null : { url: frame.url, top: frame.parent === null } };
}
