/** Asks a page every few seconds whether it lives, and ends its process where it does not. */
import type { WebContents } from 'electron';
import type { MainLog } from '../log.ts';
import { ASK_EVERY_MS, unwatched, watch, type WatchEvent } from '../policy/watch.ts';

export type Watched = Pick<
  WebContents,
  'on' | 'executeJavaScript' | 'forcefullyCrashRenderer' | 'isDestroyed' | 'isDevToolsOpened'
>;

/** The face has drawn something, or this is the recovery page, which has no script. Chromium's own page for a load that failed is neither. */
const SHOWS = `document.querySelector('#root > *') !== null || location.pathname === '/recovery'`;

export interface WatchOptions {
  readonly contents: Watched;
  readonly monotonic: () => number;
  readonly log: MainLog;
}

/** @returns ends the watch */
export function watchPage({ contents, monotonic, log }: WatchOptions): () => void {
  let held = unwatched;
  let page = 0;

  function tell(event: WatchEvent) {
    const next = watch(held, event, monotonic());
    held = next.watch;
    if (next.action === 'ask') ask();
    if (next.action !== 'hung' && next.action !== 'blank') return;
    log({ event: 'main.face-ended', why: next.action });
    contents.forcefullyCrashRenderer();
  }

  function ask() {
    const asked = page;
    const answer = (shows: boolean) => {
      // An answer of a page that is gone says nothing about the one that came.
      if (asked === page) tell({ type: 'answer', shows });
    };
    contents.executeJavaScript(SHOWS).then(
      (said) => answer(said === true),
      () => answer(false),
    );
  }

  const moved = (event: WatchEvent) => {
    page++;
    tell(event);
  };
  contents.on('did-navigate', () => moved({ type: 'loading' }));
  contents.on('did-finish-load', () => moved({ type: 'loaded' }));
  contents.on('render-process-gone', () => moved({ type: 'gone' }));
  const timer = setInterval(() => {
    // A page that is being taken apart stands still on purpose.
    if (!contents.isDestroyed() && !contents.isDevToolsOpened()) tell({ type: 'tick' });
  }, ASK_EVERY_MS);
  return () => clearInterval(timer);
}
