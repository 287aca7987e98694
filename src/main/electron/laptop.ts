/** An inspector's laptop: held like a kiosk while an owner has it, and locked when the machine goes to sleep. */
import type { PowerMonitor } from 'electron';
import type { Desk } from '../../desk/desk.ts';
import { isHandedOver } from '../policy/laptop.ts';
import type { KioskHold } from './hold.ts';

export interface LaptopOptions {
  readonly desk: Pick<Desk, 'call' | 'subscribe' | 'sleeps'>;
  readonly hold: Pick<KioskHold, 'held' | 'resume' | 'release'>;
  readonly power: Pick<PowerMonitor, 'on' | 'off'>;
}

/** @returns ends it */
export function mindLaptop({ desk, hold, power }: LaptopOptions): () => void {
  const look = async () => {
    // The door answers in the order it was asked: the last answer is how it stands.
    if (isHandedOver(await desk.call('inspector.standing', {}))) {
      if (!hold.held()) hold.resume();
    } else hold.release();
  };
  const unsubscribe = desk.subscribe(({ type }) => {
    if (type === 'standing-changed') void look();
  });
  const sleeps = () => desk.sleeps();
  power.on('suspend', sleeps);
  power.on('lock-screen', sleeps);
  return () => {
    unsubscribe();
    power.off('suspend', sleeps);
    power.off('lock-screen', sleeps);
  };
}
