/** A visitor who writes with the keyboard on the screen: finds keys by what stands on them or how they are called. */
import type { Locator, Page } from '@playwright/test';
import { expect } from '../hosts/fixture.ts';
import type { Visitor } from '../visit/visitor.ts';

/** A finger rests on the glass for a moment; a shorter touch is a bounce. */
const TOUCH_MS = 80;
/** No keyboard has more parts. */
const MOST_PARTS = 12;

export class Typist {
  readonly visitor: Visitor;
  readonly page: Page;
  readonly keyboard: Locator;

  constructor(visitor: Visitor) {
    this.visitor = visitor;
    this.page = visitor.page;
    this.keyboard = visitor.page.getByRole('group', { name: visitor.word('keyboard.label'), exact: true });
  }

  get field(): Locator {
    return this.page.getByRole('textbox');
  }

  key(name: string): Locator {
    return this.keyboard.getByRole('button', { name, exact: true });
  }

  /** Touches the field, which brings the keyboard. */
  async begin(field = this.field): Promise<void> {
    await this.visitor.reveal(field);
    await field.click({ delay: TOUCH_MS });
    await expect(this.keyboard).toBeVisible();
  }

  /** Touches keys one after the other; where the letters stand in parts, turns to the right one. */
  async touch(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      const key = this.key(name);
      const part = this.key(this.visitor.word('keyboard.part'));
      await expect(async () => {
        for (let turn = 0; turn < MOST_PARTS && !(await key.isVisible()); turn += 1) {
          if (await part.isVisible()) await part.click({ delay: TOUCH_MS });
        }
        expect(await key.isVisible()).toBe(true);
      }).toPass();
      await key.click({ delay: TOUCH_MS });
    }
  }

  /** Touches the keys of these characters, by what stands on them: not every letter is called as it is written. */
  async write(letters: Iterable<string>): Promise<void> {
    for (const letter of letters)
      await this.keyboard.locator(`[data-key="letter ${letter}"]`).click({ delay: TOUCH_MS });
  }

  async command(key: string): Promise<void> {
    await this.touch(this.visitor.word(key));
  }

  /** Turns the suggestions on until `candidate` is among them, and takes it. */
  async pick(candidate: string): Promise<void> {
    const later = this.key(this.visitor.word('keyboard.later'));
    while (!(await this.key(candidate).isVisible())) await later.click({ delay: TOUCH_MS });
    await this.touch(candidate);
  }

  /** Whether all of the field can be seen above the keyboard, and the keyboard above the bar. */
  async standsApart(field = this.field): Promise<boolean> {
    const boxes = await Promise.all([field, this.keyboard, this.page.locator('nav')].map((each) => each.boundingBox()));
    const [box, keyboard, bar] = boxes;
    if (box === null || keyboard === null || bar === null) return false;
    if (box === undefined || keyboard === undefined || bar === undefined) return false;
    return box.y >= 0 && box.y + box.height <= keyboard.y && keyboard.y + keyboard.height <= bar.y + 1;
  }
}
