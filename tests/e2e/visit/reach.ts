/** ADA 308 and EN 301 549 8.3: whether everything operable lies where a person who sits can reach it. */
import type { Page, ViewportSize } from '@playwright/test';
import { reachBand } from '../../../src/renderer/ways/reach.ts';

export interface Hung {
  readonly view: ViewportSize;
  /** Lower edge of the display above the floor. */
  readonly edgeMm: number;
}

/** Hangs the display elsewhere, as its panel profile would. */
export async function hang(page: Page, { view, edgeMm }: Hung): Promise<void> {
  await page.setViewportSize(view);
  const panelPxPerMm = await page.evaluate(() =>
    Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--u')),
  );
  const band = reachBand({ panelPxPerMm, panelLowerEdgeMm: edgeMm });
  await page.evaluate((px) => {
    document.documentElement.style.setProperty('--reach-low', `${px?.low ?? 0}px`);
    document.documentElement.style.setProperty('--reach-high', `${px?.high ?? 0}px`);
  }, band);
}

/** What lies too high or too low, in words; empty when nothing does. */
export async function outOfReach(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const slack = 1;
    const style = document.documentElement.style;
    const low = Number.parseFloat(style.getPropertyValue('--reach-low'));
    const high = Number.parseFloat(style.getPropertyValue('--reach-high'));
    return (
      [
        ...document.querySelectorAll<HTMLElement>(
          'button, label.choice, textarea, input:not([type=radio], [type=checkbox])',
        ),
      ]
        .filter((each) => each.checkVisibility({ visibilityProperty: true }) && each.closest('[inert]') === null)
        // What the keyboard on the screen fills is reached through the keyboard.
        .filter((each) => !each.matches('input, textarea') || document.querySelector('[data-keyboard]') === null)
        .flatMap((each) => {
          const box = each.getBoundingClientRect();
          const words = `"${each.innerText.trim().slice(0, 40)}"`;
          if (box.top < innerHeight - high - slack)
            return [`${words} is ${Math.round(innerHeight - high - box.top)} px too high`];
          if (box.bottom > innerHeight - low + slack)
            return [`${words} is ${Math.round(box.bottom - innerHeight + low)} px too low`];
          return [];
        })
    );
  });
}
