/**
 * While the laptop is in an owner's hands: the document speaks their language, and the page refuses what a kiosk's
 * page refuses. The browser's own zoom is among that, so the text has a size of its own.
 */
import { useEffect } from 'react';
import type { Spoken } from '../../i18n/Text.tsx';
import { lockPage } from '../../lock.ts';
import { refuseGestures } from '../../ui/press.ts';
import { dressLaptop } from '../dress.ts';

/** Percent of the size the system asks for. WCAG 2.2 SC 1.4.4: up to twice as large at least. */
export const TEXT_SIZES = [80, 100, 125, 150, 200, 250] as const;
/** Larger than the inspector's: owners of any age read it, over a counter. */
export const USUAL_SIZE = 2;

/** @param size place in `TEXT_SIZES` */
export function useWalls(language: Spoken, size: number): void {
  useEffect(() => {
    const root = document.documentElement;
    // Where the page was loaded in the owner's turn, nobody else has dressed it.
    dressLaptop(root);
    // Not one finger at a time, as on a kiosk: whoever signs with a pen rests a hand beside it.
    const open = [lockPage(window), refuseGestures(window)];
    return () => {
      for (const away of open) away();
      root.style.removeProperty('font-size');
    };
  }, []);
  const { tag, dir } = language;
  useEffect(() => {
    document.documentElement.lang = tag;
    document.documentElement.dir = dir;
  }, [tag, dir]);
  useEffect(() => {
    document.documentElement.style.fontSize = `${TEXT_SIZES[size] ?? 100}%`;
  }, [size]);
}
