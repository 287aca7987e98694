/** What the layout depends on besides the words: when this key changes, everything measures itself again. */
import { createContext, useContext, useSyncExternalStore } from 'react';

export const LayoutKey = createContext('');

/** Changes with the language, the text size and the contrast. */
export function useLayoutKey(): string {
  return useContext(LayoutKey);
}

/** Whether the screen is seen: a sheet over it hides it without ending it. */
export const LayerShown = createContext(true);

/**
 * A window too small for a title above and buttons below: the title is paged with the rest.
 * WCAG 2.2 SC 1.4.10: content works at 320 CSS px. The same limits stand in layout.css.
 */
const COMPACT = '(max-width: 599px), (max-height: 599px)';

export function useCompact(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(COMPACT);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => matchMedia(COMPACT).matches,
  );
}
