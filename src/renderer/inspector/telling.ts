/** Tells the desk that somebody is at the laptop: by a key, a pointer, or an ear while the page is read aloud. */
import { HEARD } from '../speech/heard.ts';
import { tellIn } from './idle.ts';

/** What only a hand does. */
export const USES = ['keydown', 'input', 'pointerdown', 'pointermove', 'wheel'] as const;

/**
 * @param tell called at the first use, then no oftener than every `TELL_MS`; the last use is never left untold
 * @returns a function that ends it
 */
export function tellOfUse(target: EventTarget, tell: () => void): () => void {
  const ending = new AbortController();
  let last: number | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const use = () => {
    timer ??= setTimeout(
      () => {
        timer = null;
        last = performance.now();
        tell();
      },
      tellIn(last, performance.now()),
    );
  };
  for (const name of [...USES, HEARD]) {
    target.addEventListener(name, use, { capture: true, passive: true, signal: ending.signal });
  }
  return () => {
    ending.abort();
    if (timer !== null) clearTimeout(timer);
  };
}
