/** The top of the page stays in sight while the rest is scrolled, and never hides what has the focus. */
import { useEffect, useRef, type RefObject } from 'react';

/** WCAG 2.2 SC 1.4.10 and 2.4.11: where it would take more of a small window than this, it is scrolled with the rest. */
const MOST = 0.25;

/** @param height of the top, @param room height of the window, both in CSS pixels */
export function headStays(height: number, room: number): boolean {
  return height <= room * MOST;
}

/** Puts `--laptop-head` on the document: the height of what stays, 0 where it does not. */
export function useHead(): RefObject<HTMLElement | null> {
  const head = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = head.current;
    if (element === null) return undefined;
    const root = document.documentElement;
    const measure = () => {
      const height = element.offsetHeight;
      const stays = headStays(height, window.innerHeight);
      element.toggleAttribute('data-stays', stays);
      root.style.setProperty('--laptop-head', stays ? `${height}px` : '0px');
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    window.addEventListener('resize', measure);
    measure();
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
      root.style.removeProperty('--laptop-head');
    };
  }, []);
  return head;
}
