/** What a screen must hold at every size, looked up in the page itself: in sight, uncut, uncovered, apart. */
import type { Page } from '@playwright/test';

/** ADA and VVSG 2.0 as used by VxSuite: at least 2.54 mm between targets; WCAG 2.5.5: at least 44 CSS px. */
const GAP_MM = 2.54;
const TARGET_MM = 12.7;
const TARGET_PX = 44;
/** Height of letters with what stands above and hangs below, in em. */
const LETTERS_EM = 1.15;

/** Everything that is wrong with what is on the screen now, in words; empty when nothing is. */
export async function misfits(page: Page): Promise<string[]> {
  await page.evaluate(() => document.fonts.ready);
  return await page.evaluate(
    ({ gapMm, targetMm, targetPx, lettersEm }) => {
      const wrong: string[] = [];
      const slack = 1;
      const unit =
        document.documentElement.style.getPropertyValue('--u') ||
        getComputedStyle(document.documentElement).getPropertyValue('--u');
      const mm = Number.parseFloat(unit);
      const seen = (element: Element) =>
        element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
        element.closest('.unseen, [inert]') === null;
      const named = (element: Element) =>
        `${element.tagName.toLowerCase()} "${(element.textContent ?? '').trim().slice(0, 40)}"`;
      const outside = (box: DOMRect) =>
        box.left < -slack || box.top < -slack || box.right > innerWidth + slack || box.bottom > innerHeight + slack;

      if (
        document.documentElement.scrollHeight > innerHeight + slack ||
        document.documentElement.scrollWidth > innerWidth + slack
      ) {
        wrong.push('the page itself can be scrolled');
      }

      const controls = [
        ...document.querySelectorAll('button, label.choice, textarea, input:not([type=radio]):not([type=checkbox])'),
      ].filter(
        (element) =>
          seen(element) && !(element instanceof HTMLInputElement && element.getBoundingClientRect().width <= 1),
      );
      const least = Math.max(targetPx, targetMm * mm);
      for (const control of controls) {
        const box = control.getBoundingClientRect();
        if (outside(box)) wrong.push(`${named(control)} is outside the screen`);
        if (box.width < least - slack || box.height < least - slack) {
          wrong.push(
            `${named(control)} is ${Math.round(box.width)} by ${Math.round(box.height)} px, less than ${Math.round(least)}`,
          );
        }
      }
      for (const [at, one] of controls.entries()) {
        for (const other of controls.slice(at + 1)) {
          const a = one.getBoundingClientRect();
          const b = other.getBoundingClientRect();
          const across = Math.max(a.left - b.right, b.left - a.right);
          const down = Math.max(a.top - b.bottom, b.top - a.bottom);
          const gap = Math.max(across, down);
          if (gap < gapMm * mm - slack) wrong.push(`${named(one)} and ${named(other)} are ${Math.round(gap)} px apart`);
        }
      }

      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (parent === null || (node.textContent ?? '').trim() === '' || !seen(parent)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const letters = Number.parseFloat(getComputedStyle(parent).fontSize) * lettersEm;
        for (const line of range.getClientRects()) {
          if (line.width === 0) continue;
          // A line's box is as tall as the font's ascent and descent; letters fill only its middle.
          const height = Math.min(line.height, letters);
          const box = new DOMRect(line.x, line.y + (line.height - height) / 2, line.width, height);
          if (outside(box)) wrong.push(`words of ${named(parent)} are outside the screen`);
          for (let clip: Element | null = parent; clip !== null; clip = clip.parentElement) {
            // Nothing around it cuts what is fixed to the window.
            if (getComputedStyle(clip).position === 'fixed') break;
            if (getComputedStyle(clip).overflow === 'visible') continue;
            const edge = clip.getBoundingClientRect();
            if (
              box.top < edge.top - slack ||
              box.bottom > edge.bottom + slack ||
              box.left < edge.left - slack ||
              box.right > edge.right + slack
            ) {
              wrong.push(`words of ${named(parent)} are cut by ${clip.className || clip.tagName}`);
            }
          }
          const top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
          const related = top !== null && (parent.contains(top) || top.contains(parent));
          const sameControl =
            top !== null &&
            parent.closest('button, label') !== null &&
            parent.closest('button, label') === top.closest('button, label');
          if (!outside(box) && !related && !sameControl)
            wrong.push(`words of ${named(parent)} are covered by ${top === null ? 'nothing' : named(top)}`);
        }
      }
      if (/\{\{|\}\}|\$t\(/.test(document.body.innerText)) wrong.push('a placeholder is on the screen');
      return [...new Set(wrong)];
    },
    { gapMm: GAP_MM, targetMm: TARGET_MM, targetPx: TARGET_PX, lettersEm: LETTERS_EM },
  );
}
