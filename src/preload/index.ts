/** Puts the bridge on `window.fairdesk`. It only forwards: the host parses every argument and checks the sender. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { CALL_CHANNEL, CANCEL_PRINT_CHANNEL, EVENT_CHANNEL, PRINT_CHANNEL } from '../shared/channels.ts';
import type { Bridge, CallInput, CallName, DeskEvent, Reply } from '../shared/bridge.ts';

const bridge: Bridge = {
  call: <C extends CallName>(name: C, input: CallInput<C>): Promise<Reply<C>> =>
    ipcRenderer.invoke(CALL_CHANNEL, name, input),
  subscribe(listener) {
    // The IPC event itself must not reach the page: it holds the sender.
    const forward = (_event: IpcRendererEvent, event: DeskEvent) => listener(event);
    ipcRenderer.on(EVENT_CHANNEL, forward);
    return () => {
      ipcRenderer.off(EVENT_CHANNEL, forward);
    };
  },
  print: () => ipcRenderer.invoke(PRINT_CHANNEL),
  cancelPrint() {
    void ipcRenderer.invoke(CANCEL_PRINT_CHANNEL);
  },
};

contextBridge.exposeInMainWorld('fairdesk', bridge);
