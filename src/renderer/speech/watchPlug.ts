/** Watches what the machine lists as its sound outputs. The list itself is all that is asked for: no microphone, no permission. */
import { plugChange, type Output, type PlugChange } from './plug.ts';

/** @returns a function that ends it */
export function watchPlug(devices: MediaDevices | undefined, changed: (change: PlugChange) => void): () => void {
  // Only a secure context has it.
  if (devices === undefined) return () => {};
  const listed = (): Promise<readonly Output[]> => devices.enumerateDevices().catch(() => []);
  let looked = listed();
  const look = () => {
    const before = looked;
    looked = listed();
    void Promise.all([before, looked]).then(([held, now]) => {
      const change = plugChange(held, now);
      if (change !== null) changed(change);
    });
  };
  devices.addEventListener('devicechange', look);
  return () => devices.removeEventListener('devicechange', look);
}
