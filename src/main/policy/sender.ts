/** Who may speak to the desk over IPC: the top frame of our own window, while it shows our own page. */
import { isAppAddress } from './address.ts';

export interface Sender {
  /** Id of the web contents that sent it. */
  readonly contents: number;
  /** The frame that sent it, or null where it is gone already. */
  readonly frame: { readonly url: string; readonly top: boolean } | null;
}

export function isOwnFace(sender: Sender, ownContents: number | null): boolean {
  return (
    ownContents !== null &&
    sender.contents === ownContents &&
    sender.frame !== null &&
    sender.frame.top &&
    isAppAddress(sender.frame.url)
  );
}
