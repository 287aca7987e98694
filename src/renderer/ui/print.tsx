/**
 * Printing of what a screen gives: drawn beside the page, printed by the host, taken away. It lives as
 * long as the screen that asked for it: a session that ends leaves nothing of it in the document, and
 * what was not yet handed to the printer is not printed.
 */
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { Bridge, PrintOutcome } from '../../shared/bridge.ts';
import { wantLetters } from '../i18n/scripts.ts';
import { useNotSilent } from './silence.tsx';

/** A printer's queue takes a page within seconds: whoever waits longer is told so, and shown what else there is. */
export const LATE_MS = 20_000;
/** Longer than any host itself waits for its printer (60 s): then nobody waits any more. */
export const GIVE_UP_MS = 70_000;

export interface PrintJob {
  /** Blocks of text; paper shows them in black on white and nothing else. */
  readonly paper: ReactNode;
  /** Tags of the languages on it: their letters are fetched first. The first is the paper's own. */
  readonly languages: readonly { readonly tag: string; readonly dir: 'ltr' | 'rtl' }[];
  /** Not called once the screen that asked is gone. */
  readonly done: (outcome: PrintOutcome) => void;
}

export interface Printing {
  readonly busy: boolean;
  /** Under way for longer than a print usually is. */
  readonly late: boolean;
  /** One at a time: what is asked for meanwhile is not printed. */
  readonly print: (job: PrintJob) => void;
  /** To be drawn by the screen that prints. */
  readonly view: ReactNode;
}

export function usePrint(bridge: Pick<Bridge, 'print' | 'cancelPrint'>): Printing {
  const [job, setJob] = useState<PrintJob | null>(null);
  const [late, setLate] = useState(false);
  const under = useRef(false);
  useNotSilent(job !== null);
  useEffect(() => {
    if (job === null) return undefined;
    let over = false;
    const end = (outcome: PrintOutcome) => {
      if (over) return;
      over = true;
      under.current = false;
      stopTimers();
      setJob(null);
      job.done(outcome);
    };
    const timers = [
      window.setTimeout(() => setLate(true), LATE_MS),
      window.setTimeout(() => {
        bridge.cancelPrint();
        end('failed');
      }, GIVE_UP_MS),
    ];
    const stopTimers = () => {
      timers.forEach((timer) => clearTimeout(timer));
      setLate(false);
    };
    const work = async () => {
      await drawn(job.languages.map(({ tag }) => tag));
      if (!over) end(await bridge.print());
    };
    work().catch(() => end('failed'));
    return () => {
      if (over) return;
      over = true;
      under.current = false;
      stopTimers();
      bridge.cancelPrint();
    };
  }, [job, bridge]);

  const print = useCallback((asked: PrintJob) => {
    if (under.current) return;
    under.current = true;
    setJob(asked);
  }, []);
  const [own] = job?.languages ?? [];
  const view =
    job === null
      ? null
      : createPortal(
          <div data-print="" lang={own?.tag} dir={own?.dir} aria-hidden="true">
            {job.paper}
          </div>,
          document.body,
        );
  return { busy: job !== null, late, print, view };
}

/** Once the print view is laid out with its own letters. */
async function drawn(tags: readonly string[]): Promise<void> {
  await wantLetters(tags);
  // Asking for it lays the page out, and so asks for the files of fonts.
  await document.fonts.ready;
  await new Promise((resolve) => requestAnimationFrame(resolve));
}
