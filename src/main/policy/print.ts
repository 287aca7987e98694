/** When a page is printed, and what became of it: one at a time, never with a dialog, never for ever. */
import type { PrintOutcome } from '../../shared/bridge.ts';

/** How the page is handed over. Without a page size of its own Electron would take A4 for every printer. */
export const PRINT_SETTINGS = { silent: true, printBackground: true, usePrinterDefaultPageSize: true } as const;

/** A queue that has not taken a page by then will not: whoever waits before the screen is told. */
export const PRINT_LIMIT_MS = 60_000;

export interface PrintSteps {
  /** How many printers the system has. */
  readonly printers: () => Promise<number>;
  /** Hands the page as it stands to the printer. @returns whether the printer took it */
  readonly hand: () => Promise<boolean>;
}

export interface Prints {
  /** @returns `failed` where another one is under way, where it was cancelled, and where the time was over */
  print(steps: PrintSteps): Promise<PrintOutcome>;
  /** Nothing is handed to the printer any more; what it was handed already it keeps. */
  cancel(): void;
}

/** @param later calls `what` after `ms`; returns what keeps it from doing so */
export function onePrintAtATime(later: (ms: number, what: () => void) => () => void): Prints {
  let cancelCurrent: (() => void) | null = null;
  return {
    async print(steps) {
      if (cancelCurrent !== null) return 'failed';
      const ended = Promise.withResolvers<PrintOutcome>();
      let state: 'asking' | 'handed' | 'over' = 'asking';
      const end = (outcome: PrintOutcome) => {
        if (state === 'over') return;
        state = 'over';
        cancelCurrent = null;
        forget();
        ended.resolve(outcome);
      };
      const forget = later(PRINT_LIMIT_MS, () => end('failed'));
      cancelCurrent = () => {
        if (state === 'asking') end('failed');
      };
      const work = async () => {
        if ((await steps.printers()) === 0) return end('no-printer');
        if (state !== 'asking') return undefined;
        state = 'handed';
        return end((await steps.hand()) ? 'printed' : 'failed');
      };
      work().catch(() => end('failed'));
      return await ended.promise;
    },
    cancel: () => cancelCurrent?.(),
  };
}
