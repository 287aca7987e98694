/** Notices that the graphics process cannot stand, and has the next start draw in software. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'electron';
import { writeDurably } from '../../process/files.ts';
import type { MainLog } from '../log.ts';
import { drawsInSoftware, mustDrawInSoftware, softwareNoteSchema, type SoftwareNote } from '../policy/graphics.ts';

const NOTE = 'software-rendering.json';

export interface GraphicsOptions {
  readonly app: Pick<App, 'on' | 'disableHardwareAcceleration' | 'getVersion'>;
  /** The data folder. */
  readonly folder: string;
  readonly wall: () => number;
  readonly monotonic: () => number;
  /** Ends the app and has it started again. */
  readonly again: () => void;
  readonly log: MainLog;
}

/** Call before the app is ready: later, how it draws is settled. */
export function mindGraphics({ app, folder, wall, monotonic, again, log }: GraphicsOptions): void {
  const path = join(folder, NOTE);
  const inSoftware = drawsInSoftware(readNote(path), wall(), app.getVersion());
  if (inSoftware) {
    app.disableHardwareAcceleration();
    log({ event: 'main.software-rendering' });
  } else forget(path);

  const gone: number[] = [];
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (type !== 'GPU' || reason === 'clean-exit') return;
    gone.push(monotonic());
    const leave = !inSoftware && mustDrawInSoftware(gone, monotonic());
    log({ event: 'main.graphics-gone', reason, action: leave ? 'software' : 'none' });
    if (!leave) return;
    gone.length = 0;
    try {
      const note: SoftwareNote = { since: wall(), appVersion: app.getVersion() };
      writeDurably(path, JSON.stringify(note));
    } catch {
      // A full disk: without the note the next start would only come here again.
      return;
    }
    again();
  });
}

function forget(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // A disk that takes nothing: it says nothing that counts, and is no reason not to start.
  }
}

function readNote(path: string): SoftwareNote | null {
  try {
    const note = softwareNoteSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return note.success ? note.data : null;
  } catch {
    return null;
  }
}
