/**
 * Covers the visitor's session with the staff room. What lies below is hidden, inert and unheard; when
 * staff leave, the visitor's title and focus are what they were.
 */
import { lazy, Suspense, useEffect } from 'react';
import type { Bridge, Face, Words } from '../../shared/bridge.ts';

const StaffRoom = lazy(async () => ({ default: (await import('./StaffRoom.tsx')).StaffRoom }));

export interface CoverProps {
  readonly bridge: Bridge;
  readonly face: Face;
  /** The visitors' words in English. */
  readonly source: Words;
  readonly onLeave: () => void;
}

export function StaffCover(props: CoverProps) {
  useEffect(() => {
    const before = { title: document.title, focus: document.activeElement };
    return () => {
      document.title = before.title;
      const held = before.focus;
      // What was covered is shown again in the same commit; it can take the focus after it.
      if (held instanceof HTMLElement && held !== document.body) {
        requestAnimationFrame(() => held.isConnected && held.focus({ preventScroll: true }));
      }
    };
  }, []);
  return (
    <Suspense fallback={null}>
      <StaffRoom {...props} />
    </Suspense>
  );
}
