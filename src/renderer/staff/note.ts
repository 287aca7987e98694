/**
 * Tells the desk what only a page can see of its machine: the display, sound outputs, how it is drawn.
 * The desk keeps it for the self-test and the heartbeat, and finds there that a panel has to be measured again.
 */
import type { Bridge, CallInput } from '../../shared/bridge.ts';
import { screenNow } from './setup/panel/screenNow.ts';

type Note = CallInput<'selftest.note'>;

/** A display that is turned or plugged in changes several things at once. */
const SETTLE_MS = 500;

/** Now, and whenever the display or the sound outputs change. @returns a function that ends it */
export function keepNoted(bridge: Bridge): () => void {
  let ended = false;
  let timer = 0;
  const tell = async () => {
    const note: Note = { ...screenNow(), audioOutputs: await audioOutputs(), gpu: drawnByGpu() };
    if (!ended) await bridge.call('selftest.note', note);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void tell(), SETTLE_MS);
  };
  // Changes with the resolution, the orientation and the scale.
  window.addEventListener('resize', soon);
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  devices?.addEventListener('devicechange', soon);
  void tell();
  return () => {
    ended = true;
    clearTimeout(timer);
    window.removeEventListener('resize', soon);
    devices?.removeEventListener('devicechange', soon);
  };
}

/** Null where the page may not know. */
async function audioOutputs(): Promise<number | null> {
  try {
    const devices: MediaDevices | undefined = navigator.mediaDevices;
    const all = await devices?.enumerateDevices();
    return all?.filter((device) => device.kind === 'audiooutput').length ?? null;
  } catch {
    return null;
  }
}

/** WebGL 1.0 section 5.2.1: with this flag there is no context where it would be drawn by the processor. */
function drawnByGpu(): boolean {
  const context = document.createElement('canvas').getContext('webgl', { failIfMajorPerformanceCaveat: true });
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}
