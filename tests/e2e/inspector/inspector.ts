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

  /** One of a group's answers, or a box to tick: pressed where its words are. */
  async pick(thing: Locator): Promise<void> {
    const label = this.page.locator('label').filter({ has: thing });
    await this.act((await label.count()) === 1 ? label : thing);
    await expect(thing).toBeChecked();
  }

  /** One answer of a group, both by their words. */
  answer(group: string, answer: string): Locator {
    return this.page
      .getByRole('group', { name: this.word(group), exact: true })
      .getByRole('radio', { name: this.word(answer), exact: true });
  }

  async says(group: 'role' | 'how' | 'reason' | 'interpreter' | 'sign', answer: string): Promise<void> {
    await this.pick(this.answer(`inspector.review.${group}`, `inspector.review.${group}.${answer}`));
  }

  async select(key: string, value: string): Promise<void> {
    this.actions += 1;
    await this.field(key).selectOption(value);
  }

  /** One stroke of the mouse in the box for signatures, which says what it is in the language of `reader`. */
  async draw(reader: Visitor = this): Promise<void> {
    this.actions += 1;
    const canvas = this.page.getByRole('img', { name: reader.word('owner.sign.box') });
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    if (box === null) throw new Error('there is nowhere to sign');
    const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
    const { mouse } = this.page;
    await mouse.move(...at(0.1, 0.5));
    await mouse.down();
    for (const [x, y] of [
      [0.3, 0.2],
      [0.4, 0.8],
      [0.6, 0.3],
      [0.9, 0.6],
    ] as const) {
      await mouse.move(...at(x, y), { steps: 4 });
    }
    await mouse.up();
    await expect(this.page.getByRole('img', { name: reader.word('owner.sign.drawn') })).toBeVisible();
  }

  async goOn(step: 'copy' | 'rights' | 'sign'): Promise<void> {
    await this.press('inspector.review.continue');
    await this.isAt(`inspector.review.step.${step}`);
  }

  async start(): Promise<void> {
    await this.press('inspector.today.start');
    await this.isAt('inspector.review.step.business');
  }

  async allRights(): Promise<void> {
    await this.press('owner.rights.all');
    await expect(this.right('comment_no_retaliation')).toBeChecked();
  }

  /** The box that marks a right as shown. */
  right(id: string): Locator {
    const name = this.text.rights.rights[id]?.title ?? id;
    return this.page.getByRole('checkbox', { name, exact: true });
  }

  /** @returns the reference */
  async sendReview(): Promise<string> {
    await this.press('inspector.review.send');
    await this.isAt('inspector.review.sent');
    const code = this.page.locator('main').getByText(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    return await code.innerText();
  }

  /** A part of the page under a heading of its own. */
  section(key: string): Locator {
    const heading = this.page.getByRole('heading', { level: 2, name: this.word(key), exact: true });
    return this.page.locator('section').filter({ has: heading });
  }

  async place(name: 'today' | 'outbox'): Promise<void> {
    await this.page
      .getByRole('navigation', { name: this.word('inspector.places') })
      .getByRole('button', { name: this.word(`inspector.place.${name}`) })
      .click();
    await this.isAt(`inspector.place.${name}`);
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

  /** In the owner's turn: tries a passphrase. */
  async takeBack(passphrase: string): Promise<void> {
    const opener = this.button(this.word('inspector.owner.back'));
    const field = this.field('inspector.owner.passphrase');
    await expect(opener.or(field)).toBeVisible();
    if (await opener.isVisible()) await opener.click();
    await field.fill(passphrase);
    await this.page.keyboard.press('Enter');
    // Emptied by the answer, or gone with the turn.
    await expect
      .poll(() => field.evaluateAll((all) => all.map((each) => (each instanceof HTMLInputElement ? each.value : ''))))
      .not.toContain(passphrase);
  }
}
