/** What a laptop's screen must hold at every width and text size, looked up in the page itself: nothing cut, covered or wider than the window. */
import type { Page } from '@playwright/test';

/** WCAG 2.2 SC 2.5.8 (AA): at least 24 CSS px, of what does not stand in a line of text. */
const TARGET_PX = 24;
/** Height of letters with what stands above and hangs below, in em. */
const LETTERS_EM = 1.15;

/** Everything that is wrong with the whole page, its lower end included, in words; empty when nothing is. */
export async function misfitsOfPage(page: Page): Promise<string[]> {
  await page.evaluate(() => document.fonts.ready);
  const view = page.viewportSize();
  // What lies below the window is looked at in a taller one, in which nothing is scrolled; a taller one can lay itself out anew.
  for (let taller = 0; taller < 3; taller++) {
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    if (view === null || height <= (page.viewportSize()?.height ?? 0)) break;
    await page.setViewportSize({ ...view, height });
  }
  const wrong = await page.evaluate(
    ({ targetPx, lettersEm }) => {
      const found: string[] = [];
      const slack = 1;
      const seen = (element: Element) =>
        element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
        element.closest('.unseen, [inert]') === null;
      const named = (element: Element) =>
        `${element.tagName.toLowerCase()} "${(element.textContent ?? '').trim().slice(0, 40)}"`;
      if (document.documentElement.scrollWidth > innerWidth + slack) found.push('the page is wider than the window');

      const controls = [
        ...document.querySelectorAll('button, a[href], select, textarea, input:not([type=radio]):not([type=checkbox])'),
        ...document.querySelectorAll('label:has(input[type=radio], input[type=checkbox])'),
      ].filter((each) => seen(each) && getComputedStyle(each).display !== 'inline');
      for (const [at, control] of controls.entries()) {
        const a = control.getBoundingClientRect();
        if (a.width <= 1) continue;
        if (a.left < -slack || a.right > innerWidth + slack) found.push(`${named(control)} is outside the window`);
        if (a.width < targetPx - slack || a.height < targetPx - slack)
          found.push(`${named(control)} is ${Math.round(a.width)} by ${Math.round(a.height)} px`);
        for (const other of controls.slice(at + 1)) {
          if (control.contains(other) || other.contains(control)) continue;
          const b = other.getBoundingClientRect();
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (across > slack && down > slack) found.push(`${named(control)} lies on ${named(other)}`);
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
          const tall = Math.min(line.height, letters);
          const box = new DOMRect(line.x, line.y + (line.height - tall) / 2, line.width, tall);
          if (box.left < -slack || box.right > innerWidth + slack) found.push(`words of ${named(parent)} are outside`);
          for (let clip: Element | null = parent; clip !== null && clip !== document.body; clip = clip.parentElement) {
            if (getComputedStyle(clip).overflow === 'visible') continue;
            const edge = clip.getBoundingClientRect();
            const cut =
              box.left < edge.left - slack ||
              box.right > edge.right + slack ||
              box.top < edge.top - slack ||
              box.bottom > edge.bottom + slack;
            if (cut) found.push(`words of ${named(parent)} are cut by ${clip.className || clip.tagName}`);
          }
          const top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
          const related = top !== null && (parent.contains(top) || top.contains(parent));
          const control = parent.closest('button, label');
          const same = control !== null && control === top?.closest('button, label');
          if (!related && !same)
            found.push(`words of ${named(parent)} are covered by ${top === null ? 'nothing' : named(top)}`);
        }
      }
      const text = document.body.innerText;
      if (/\{\{|\}\}|\$t\(/.test(text)) found.push('a placeholder is on the screen');
      const key = /\b(inspector|owner|common|rights)\.[a-z][A-Za-z]+(\.[A-Za-z]+)*/.exec(text)?.[0];
      if (key !== undefined) found.push(`the key ${key} is on the screen`);
      const headings = [...document.querySelectorAll('h1')].filter(seen);
      if (headings.length !== 1) found.push(`it has ${headings.length} titles`);
      else if (!document.title.startsWith(headings[0]?.textContent ?? '?'))
        found.push(`it is called "${document.title}"`);
      return [...new Set(found)];
    },
    { targetPx: TARGET_PX, lettersEm: LETTERS_EM },
  );
  if (view !== null) await page.setViewportSize(view);
  return wrong;
}
