/**
 * A visitor whose presses take no time: as a switch or a screen reader gives them, without a finger that must
 * rest and without a pause between pages. For looking at screens; how a finger gets there is for other tests.
 */
import { expect, type Locator } from '@playwright/test';
import { Visitor } from './visitor.ts';

const LIMIT_MS = 30_000;
const SOON_MS = 2000;

export class Leaper extends Visitor {
  override async touch(thing: Locator): Promise<void> {
    await expect(async () => {
      await this.reveal(thing);
      // Of an answer the input is what assistive technology presses.
      await thing.evaluate(
        (element: HTMLElement) =>
          (element instanceof HTMLLabelElement ? (element.control ?? element) : element).click(),
        undefined,
        { timeout: SOON_MS },
      );
    }).toPass({ timeout: LIMIT_MS, intervals: [50] });
  }

  override async reveal(thing: Locator): Promise<void> {
    const turners = this.page.locator('.layer:not([hidden]) .pager-controls button');
    await expect(async () => {
      for (const turner of [turners.nth(1), turners.nth(0)]) {
        while (!(await thing.isVisible()) && (await turner.isVisible()))
          await turner.evaluate((button: HTMLElement) => button.click(), undefined, { timeout: SOON_MS });
      }
      expect(await thing.isVisible()).toBe(true);
    }).toPass({ timeout: LIMIT_MS, intervals: [50] });
  }
}
