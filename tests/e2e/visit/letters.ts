/** Q24: how tall letters are on the panel, whatever the font, looked up in the page itself. */
import type { Page } from '@playwright/test';
import { TEXT_SCALES } from '../../../src/renderer/kiosk/session.ts';

/** VVSG 2.0; ADA 707.7.2 (4.8 mm); EN 301 549 5.1.4: height of a capital in millimetres, least and most, by text size. */
const BANDS = [
  [3.5, 4.2],
  [4.8, 5.6],
  [6.4, 7.1],
  [8.5, 9],
] as const;

/**
 * Every text style on the screen, at all four sizes: in words, which is too small; and at which size even
 * the smallest is larger than that size means. Empty when nothing is wrong.
 */
export async function wrongLetters(page: Page): Promise<string[]> {
  return await page.evaluate(
    async ({ bands, scales }) => {
      const root = document.documentElement;
      const pen = document.createElement('canvas').getContext('2d');
      if (pen === null) return ['there is no canvas'];
      await document.fonts.load('400 16px "Noto Sans Variable"', 'H');
      const mm = Number.parseFloat(getComputedStyle(root).getPropertyValue('--u'));
      const capitals = new Map<string, number>();
      /** Height of a capital H in em, in the font that draws it there; large, as it is told in whole pixels. */
      const capital = (style: CSSStyleDeclaration) => {
        const font = `${style.fontWeight} 2000px ${style.fontFamily}`;
        pen.font = font;
        const known = capitals.get(font) ?? pen.measureText('H').actualBoundingBoxAscent / 2000;
        capitals.set(font, known);
        return known;
      };
      const written = [...document.querySelectorAll('body *')].filter(
        (element) =>
          element.checkVisibility({ visibilityProperty: true }) &&
          element.closest('.unseen, [inert]') === null &&
          (element.matches('textarea, input:not([type=radio], [type=checkbox])') ||
            [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '')),
      );
      const wrong = new Set<string>();
      const kept = { size: root.dataset['size'] ?? '', text: root.style.getPropertyValue('--text') };
      for (const [at, [least, most]] of bands.entries()) {
        root.dataset['size'] = String(at + 1);
        root.style.setProperty('--text', String(scales[at]));
        let smallest = Infinity;
        for (const element of written) {
          const style = getComputedStyle(element);
          const height = (capital(style) * Number.parseFloat(style.fontSize)) / mm;
          smallest = Math.min(smallest, height);
          if (height < least) {
            wrong.add(
              `"${(element.textContent ?? '').trim().slice(0, 40)}" is ${height.toFixed(2)} mm tall at size ${at + 1}`,
            );
          }
        }
        if (smallest > most) wrong.add(`nothing is smaller than ${smallest.toFixed(2)} mm at size ${at + 1}`);
      }
      root.dataset['size'] = kept.size;
      root.style.setProperty('--text', kept.text);
      return [...wrong];
    },
    { bands: BANDS, scales: TEXT_SCALES },
  );
}
