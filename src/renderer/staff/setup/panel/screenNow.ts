/** The display as the page sees it: what a measurement is good for. */
import type { Screen } from '../card.ts';

export function screenNow(): Screen {
  return {
    width: Math.round(window.screen.width),
    height: Math.round(window.screen.height),
    scale: window.devicePixelRatio,
  };
}
