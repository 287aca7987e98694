/**
 * Whether a page lives: it is asked again and again and must answer that it shows something. A page
 * that hangs does not answer; one whose script broke answers from behind a white screen.
 */

import { assertNever } from '../../shared/result.ts';

export const ASK_EVERY_MS = 5000;
/** A face that does not answer for this long is gone. */
const HUNG_MS = 10_000;
/** A document whose load does not end; its files come from this machine. */
const LOAD_MS = 60_000;
/** From the document's load to the first thing drawn, on a slow machine that has just been switched on. */
const BLANK_MS = 30_000;

export type Watch =
  /** Nothing is there, or what was is already being replaced. */
  | { readonly phase: 'off' }
  /** Moments are monotonic milliseconds. */
  | { readonly phase: 'loading'; readonly ticked: number; readonly since: number }
  | {
      readonly phase: 'on';
      readonly ticked: number;
      /** When it was asked what it has not answered yet. */
      readonly asked: number | null;
      readonly shown: number;
    };

export type WatchEvent =
  | { readonly type: 'gone' }
  | { readonly type: 'loading' }
  | { readonly type: 'loaded' }
  | { readonly type: 'tick' }
  | { readonly type: 'answer'; readonly shows: boolean };

export type WatchAction = 'none' | 'ask' | 'hung' | 'blank';

export const unwatched: Watch = { phase: 'off' };

export function watch(
  held: Watch,
  event: WatchEvent,
  now: number,
): { readonly watch: Watch; readonly action: WatchAction } {
  switch (event.type) {
    case 'gone':
      return { watch: unwatched, action: 'none' };
    case 'loading':
      return { watch: { phase: 'loading', ticked: now, since: now }, action: 'none' };
    case 'loaded':
      return { watch: { phase: 'on', ticked: now, asked: null, shown: now }, action: 'none' };
    case 'answer':
      if (held.phase !== 'on') return { watch: held, action: 'none' };
      return { watch: { ...held, asked: null, shown: event.shows ? now : held.shown }, action: 'none' };
    case 'tick':
      return tick(held, now);
    default:
      return assertNever(event);
  }
}

function tick(held: Watch, now: number): { readonly watch: Watch; readonly action: WatchAction } {
  if (held.phase === 'off') return { watch: held, action: 'none' };
  // A tick that came late means that this process slept or stood still: the page had no chance either.
  const late = now - held.ticked > 2 * ASK_EVERY_MS;
  if (held.phase === 'loading') {
    if (late) return { watch: { phase: 'loading', ticked: now, since: now }, action: 'none' };
    if (now - held.since >= LOAD_MS) return { watch: unwatched, action: 'hung' };
    return { watch: { ...held, ticked: now }, action: 'none' };
  }
  if (late) return { watch: { phase: 'on', ticked: now, asked: now, shown: now }, action: 'ask' };
  if (held.asked !== null) {
    if (now - held.asked >= HUNG_MS) return { watch: unwatched, action: 'hung' };
    return { watch: { ...held, ticked: now }, action: 'none' };
  }
  if (now - held.shown >= BLANK_MS) return { watch: unwatched, action: 'blank' };
  return { watch: { ...held, ticked: now, asked: now }, action: 'ask' };
}
