/** A member of staff at the kiosk, who holds the corner, reads English and touches what it says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { projectRoot } from '../../../src/process/project.ts';
import { Visitor } from '../visit/visitor.ts';

const words = JSON.parse(readFileSync(join(projectRoot, 'resources', 'locales', 'staff', 'en.json'), 'utf8')) as Record<
  string,
  string
>;

/** The key that deletes, as a character of its own (ECMA-48). */
export const BACK = '\b';

/** Fetching the room for the first time, on a busy machine, on top of three seconds of holding. */
const HOLD_LIMIT_MS = 10_000;
const DOOR_LIMIT_MS = 45_000;

/** A finger rests on the glass for a moment. */
const TOUCH_MS = 80;

/** Characters whose keys are called by a name. */
const MARKS: Readonly<Record<string, string>> = {
  '.': 'keyboard.mark.period',
  ':': 'keyboard.mark.colon',
  '/': 'keyboard.mark.slash',
  [BACK]: 'keyboard.delete',
};

export const PIN = '246810';

export class Staff extends Visitor {
  constructor(page: Page) {
    super(page, 'en');
  }

  /** Staff's own words, else those visitors read too. */
  override word(key: string, put: Record<string, string | number> = {}): string {
    const own = words[key];
    return own === undefined
      ? super.word(key, put)
      : own.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(put[name]));
  }

  async press(key: string, put: Record<string, string | number> = {}): Promise<void> {
    await this.touch(this.button(this.word(key, put)));
  }

  async pressTile(key: string): Promise<void> {
    await this.touch(this.tile(this.word(key)));
  }

  async isAt(key: string, put: Record<string, string | number> = {}): Promise<void> {
    await expect(this.title()).toHaveText(this.word(key, put));
  }

  /** Holds the lower corner until `key` is the title, then lets go; again where the kiosk was not ready for it. */
  async holdCorner(key: string): Promise<void> {
    const { mouse } = this.page;
    const door = this.page.getByRole('heading', { level: 1, name: this.word(key), exact: true });
    await expect(async () => {
      const size = this.page.viewportSize();
      if (size === null) throw new Error('the page has no size');
      await mouse.move(8, size.height - 8);
      await mouse.down();
      try {
        await expect(door).toBeVisible({ timeout: HOLD_LIMIT_MS });
      } finally {
        await mouse.up();
      }
    }).toPass({ timeout: DOOR_LIMIT_MS });
  }

  /** Touches the keys of the keyboard on the screen, from letters to signs and back as a text needs it, and Done. */
  async typeOnGlass(text: string): Promise<void> {
    const keyboard = this.page.locator('[data-keyboard]');
    await expect(keyboard).toBeVisible();
    for (const character of [...text.split(''), this.word('common.done')]) {
      const mark = MARKS[character];
      const name = mark === undefined ? character : this.word(mark);
      const key = keyboard.getByRole('button', { name, exact: true });
      if (!(await key.isVisible())) {
        const signs = keyboard.getByRole('button', { name: this.word('keyboard.symbols') });
        const letters = keyboard.getByRole('button', { name: this.word('keyboard.letters') });
        await this.touch((await signs.isVisible()) ? signs : letters);
      }
      await key.click({ delay: TOUCH_MS });
    }
    await expect(keyboard).toBeHidden();
  }

  /** Touches the one field, writes, and puts the keyboard of the screen away. */
  async fillField(text: string): Promise<void> {
    const field = this.page.getByRole('textbox');
    await this.touch(field);
    const keyboard = this.page.locator('[data-keyboard]');
    await expect(keyboard).toBeVisible();
    await field.fill(text);
    await keyboard.getByRole('button', { name: this.word('common.done'), exact: true }).click({ delay: TOUCH_MS });
    await expect(keyboard).toBeHidden();
  }

  async typeOnPad(typed: string): Promise<void> {
    for (const key of typed) await this.touch(this.button(key));
  }

  async openWithPin(pin = PIN): Promise<void> {
    await this.holdCorner('door.title');
    // The door asks the desk before it shows its keys: what is typed earlier is for nobody.
    await expect(this.button(this.word('door.open'))).toBeVisible();
    await this.page.keyboard.type(pin);
    await this.press('door.open');
    await this.isAt('panel.title');
  }

  /** From the list of set-up's steps. */
  async setPin(pin = PIN): Promise<void> {
    await this.pressTile('setup.step.pin');
    await this.isAt('setup.pin.title');
    await this.page.keyboard.type(pin);
    await this.press('common.next');
    await this.isAt('setup.pin.again');
    await this.page.keyboard.type(pin);
    await this.press('setup.save');
    await expect(this.title()).not.toHaveText(this.word('setup.pin.again'));
  }

  async close(): Promise<void> {
    await this.press('panel.bar.close');
  }
}
