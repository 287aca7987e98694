/**
 * An inspector at the laptop, who reads English and finds things by their roles and names only, as a screen
 * reader would. Every press of a button, a box or a key that does something is one action.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { projectRoot } from '../../../src/process/project.ts';
import { Visitor } from '../visit/visitor.ts';

const words = JSON.parse(readFileSync(join(projectRoot, 'resources', 'locales', 'staff', 'en.json'), 'utf8')) as Record<
  string,
  string
>;

export interface Account {
  readonly name: string;
  readonly person: string;
  readonly agency: string;
  readonly passphrase: string;
}

export class Inspector extends Visitor {
  /** Presses, choices and strokes so far. */
  actions = 0;
  /** Texts typed so far. */
  typed = 0;

  constructor(page: Page) {
    super(page, 'en');
  }

  /** Inspectors' own words, else those owners read too. */
  override word(key: string, put: Record<string, string | number> = {}): string {
    const own = words[key];
    return own === undefined
      ? super.word(key, put)
      : own.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(put[name]));
  }

  /** One action: a pointer that is pressed and let go. */
  async act(thing: Locator): Promise<void> {
    this.actions += 1;
    await thing.click();
  }

  async press(key: string, put: Record<string, string | number> = {}): Promise<void> {
    await this.act(this.button(this.word(key, put)));
  }

  async isAt(key: string, put: Record<string, string | number> = {}): Promise<void> {
    await expect(this.title()).toHaveText(this.word(key, put));
  }

  /** A field by its label. */
  field(key: string): Locator {
    return this.page.getByLabel(this.word(key), { exact: true });
  }

  async type(key: string, text: string): Promise<void> {
    this.typed += 1;
    await this.field(key).fill(text);
  }

  async signIn({ name, person, passphrase }: Account): Promise<void> {
    await this.isAt('inspector.door.title');
    const known = this.page.getByRole('radio', { name: person });
    const other = this.page.getByRole('radio', { name: this.word('inspector.door.other') });
    if (await known.isVisible()) await known.check();
    else {
      if (await other.isVisible()) await other.check();
      await this.field('inspector.door.account').fill(name);
    }
    await this.field('inspector.door.passphrase').fill(passphrase);
    await this.button(this.word('inspector.door.enter')).click();
  }
}
