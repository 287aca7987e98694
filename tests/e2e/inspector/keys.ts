/** An inspector without a mouse: Tab and arrows to get there, Space and Enter to press. */
import { expect, type Locator, type Page } from '@playwright/test';

/** More than any page has: who passed them all is going in circles. */
const MOST_STOPS = 120;

const isFocused = (thing: Locator) => thing.evaluate((element) => element === document.activeElement);

export class Keys {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Tabs on until it has the focus, which can be seen there. */
  async tabTo(thing: Locator): Promise<void> {
    await expect(thing).toBeVisible();
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      if (await isFocused(thing)) return await expectRing(thing);
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`Tab never came to ${String(thing)}`);
  }

  async press(thing: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    await this.tabTo(thing);
    await this.page.keyboard.press(key);
  }

  async write(field: Locator, text: string): Promise<void> {
    await this.tabTo(field);
    await this.page.keyboard.type(text);
    await expect(field).toHaveValue(text);
  }

  async tick(box: Locator): Promise<void> {
    await this.press(box, 'Space');
    await expect(box).toBeChecked();
  }

  /** A group of radio buttons is one stop of Tab; arrows go through it. */
  async choose(radio: Locator): Promise<void> {
    const inGroup = () =>
      radio.evaluate((one) => {
        const active = document.activeElement;
        return (
          one instanceof HTMLInputElement &&
          active instanceof HTMLInputElement &&
          active.type === 'radio' &&
          active.name === one.name
        );
      });
    for (let stop = 0; stop < MOST_STOPS && !(await inGroup()); stop++) await this.page.keyboard.press('Tab');
    for (let stop = 0; stop < MOST_STOPS && !(await isFocused(radio)); stop++)
      await this.page.keyboard.press('ArrowDown');
    expect(await isFocused(radio)).toBe(true);
    if (!(await radio.isChecked())) await this.page.keyboard.press('Space');
    await expect(radio).toBeChecked();
  }
}

/** WCAG 2.2 SC 2.4.7: whoever goes by keys sees where they are, on the control or on what it stands in. */
async function expectRing(thing: Locator): Promise<void> {
  const ring = await thing.evaluate((element) => {
    for (let at: Element | null = element; at !== null && at !== document.body; at = at.parentElement) {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
      if ((outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none') return true;
    }
    return false;
  });
  expect(ring, `the focus is seen at ${String(thing)}`).toBe(true);
}
