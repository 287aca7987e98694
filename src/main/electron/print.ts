/** Prints our own face when it asks, on the system's printer and without a dialog. Anyone else gets nothing. */
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { PrintOutcome } from '../../shared/bridge.ts';
import { CANCEL_PRINT_CHANNEL, PRINT_CHANNEL } from '../../shared/channels.ts';
import type { MainLog } from '../log.ts';
import { onePrintAtATime, PRINT_SETTINGS } from '../policy/print.ts';
import { isOwnFace } from '../policy/sender.ts';
import { senderOf } from './calls.ts';

export type Printable = Pick<WebContents, 'id' | 'getPrintersAsync' | 'print'>;

export interface PrintingOptions {
  readonly ipc: Pick<IpcMain, 'handle'>;
  /** The face's contents as they are now, or null while there is no window. */
  readonly face: () => Printable | null;
  readonly log: MainLog;
}

export function connectPrinting({ ipc, face, log }: PrintingOptions): void {
  const prints = onePrintAtATime((ms, what) => {
    const timer = setTimeout(what, ms);
    return () => clearTimeout(timer);
  });
  /** The contents that asked, where they are our own face. */
  const asking = (event: IpcMainInvokeEvent): Printable | null => {
    const contents = face();
    if (contents !== null && isOwnFace(senderOf(event), contents.id)) return contents;
    log({ event: 'main.refused', what: 'print' });
    return null;
  };
  ipc.handle(PRINT_CHANNEL, async (event): Promise<PrintOutcome> => {
    const contents = asking(event);
    if (contents === null) return 'failed';
    const outcome = await prints.print({
      printers: async () => (await contents.getPrintersAsync()).length,
      hand: () => new Promise((resolve) => contents.print(PRINT_SETTINGS, resolve)),
    });
    log({ event: 'main.print', outcome });
    return outcome;
  });
  ipc.handle(CANCEL_PRINT_CHANNEL, (event) => {
    if (asking(event) !== null) prints.cancel();
  });
}
