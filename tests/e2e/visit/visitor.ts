/**
 * A visitor at the kiosk, who reads the words of one language and touches what they say. Looks for
 * things by their words and roles only, as a person or a screen reader would.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { projectRoot } from '../../../src/process/project.ts';
import type { Catalogue, ContentText } from '../../../src/shared/content/content.ts';

const resources = join(projectRoot, 'resources');
const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

export const catalogue = readJson(join(resources, 'content', 'catalogue.json')) as Catalogue;
/** Every language that ships: whatever files are there. */
export const locales = readdirSync(join(resources, 'content', 'text'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))
  .toSorted();

/** A finger rests on the glass for a moment; a shorter touch is a bounce. */
const TOUCH_MS = 80;
const REVEAL_LIMIT_MS = 30_000;
const CLICK_LIMIT_MS = 10_000;

export class Visitor {
  readonly page: Page;
  readonly locale: string;
  readonly text: ContentText;
  readonly #ui: Record<string, string>;

  /** @param folder where the language's files are; those that ship by default */
  constructor(page: Page, locale: string, folder = resources) {
    this.page = page;
    this.locale = locale;
    this.text = readJson(join(folder, 'content', 'text', `${locale}.json`)) as ContentText;
    this.#ui = readJson(join(folder, 'locales', `${locale}.json`)) as Record<string, string>;
  }

  /** The words of a key; what is put in for `{{…}}` is given by name. */
  word(key: string, put: Record<string, string | number> = {}): string {
    const words = this.#ui[key];
    if (words === undefined) throw new Error(`${this.locale} has no ${key}`);
    return words.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(put[name]));
  }

  /** What a key and its forms say, whatever the number. */
  #anyForm(key: string): RegExp {
    const forms = Object.entries(this.#ui).filter(([each]) => each.startsWith(key));
    return new RegExp(
      `^(${forms.map(([, words]) => literal(words).replace(/\\\{\\\{\w+\\\}\\\}/g, '.+')).join('|')})$`,
    );
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** A button whose first words these are: a tile also says more. */
  tile(words: string): Locator {
    return this.page.getByRole('button', { name: startingWith(words) });
  }

  /** One of several answers, by words it holds. */
  option(words: string): Locator {
    return this.page.locator('label').filter({ hasText: words }).first();
  }

  title(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  async touch(thing: Locator): Promise<void> {
    // A keyboard that opens meanwhile can take its page away: then it is looked for again.
    await expect(async () => {
      await this.reveal(thing);
      await thing.click({ delay: TOUCH_MS, timeout: CLICK_LIMIT_MS });
    }).toPass({ timeout: 2 * REVEAL_LIMIT_MS, intervals: [100] });
  }

  /** Turns pages until `thing` can be seen: on while there is more, then back to the first. */
  async reveal(thing: Locator): Promise<void> {
    const more = this.page.getByRole('button', { name: this.#anyForm('pager.more') });
    const backUp = this.button(this.word('pager.backUp'));
    let turn = more;
    await expect(async () => {
      if (await thing.isVisible()) return;
      if (!(await turn.isVisible())) turn = turn === more ? backUp : more;
      if (await turn.isVisible()) await turn.click({ delay: TOUCH_MS, timeout: 2000 });
      expect(await thing.isVisible()).toBe(true);
      // Forty agencies are as many pages of a small window: the usual pause of a second between looks would not do.
    }).toPass({ timeout: REVEAL_LIMIT_MS, intervals: [100] });
  }

  async chooseLanguage(): Promise<void> {
    await this.touch(this.tile(this.text.language.name));
    await expect(this.title()).toHaveText(this.word('home.title'));
    await expect(this.page.locator('html')).toHaveAttribute('lang', this.locale);
    await expect(this.page.locator('html')).toHaveAttribute('dir', this.text.language.dir);
  }

  async chooseTextSize(size: number): Promise<void> {
    await this.touch(this.button(this.word('bar.screen')));
    await this.touch(
      this.page
        .locator('label')
        .filter({ hasText: this.word(`display.size.${size}`) })
        .first(),
    );
    await expect(this.page.locator('html')).toHaveAttribute('data-size', String(size));
    await this.touch(this.button(this.word('common.close')));
  }

  /** Touches one of the options of the question on the screen. */
  async choose(questionId: string, optionId: string): Promise<void> {
    const words = this.text.surveys['visit']?.questions[questionId]?.options?.[optionId];
    if (words === undefined) throw new Error(`${this.locale} has no ${questionId}.${optionId}`);
    await this.touch(
      this.page
        .locator('label')
        .filter({ has: this.page.getByText(words, { exact: true }) })
        .first(),
    );
  }

  async next(): Promise<void> {
    await this.touch(this.button(this.word('common.next')));
  }

  /** From home to the comment screen, answering every question: the first option, or what `answers` names. */
  async answerQuestions(answers: Readonly<Record<string, readonly string[]>> = {}): Promise<void> {
    const survey = catalogue.surveys[0];
    if (survey === undefined) throw new Error('the catalogue holds no survey');
    await this.touch(this.tile(this.word('home.survey')));
    for (const [at, screen] of survey.screens.entries()) {
      await expect(
        this.page.getByText(this.word('survey.progress', { number: at + 1, total: survey.screens.length })),
      ).toBeVisible();
      for (const question of screen.questions) {
        if (question.kind === 'text') return;
        for (const option of answers[question.id] ?? [question.options[0]?.id ?? '']) {
          await this.choose(question.id, option);
        }
      }
      await this.next();
    }
  }

  /** Writes into the one field of the screen. */
  async write(words: string): Promise<void> {
    const field = this.page.getByRole('textbox');
    await this.reveal(field);
    // In a small window what is wrong is read first, without a keyboard.
    const wrong = await field.getAttribute('aria-invalid');
    await field.fill(words);
    if (wrong === 'true') return;
    // It makes room for itself: what is touched next stands elsewhere then.
    await expect(this.page.locator('[data-keyboard]')).toBeVisible();
  }

  /** Sends the form on the screen; returns the reference of the thank-you. */
  async send(): Promise<string> {
    await this.touch(this.button(this.word('common.send')));
    await expect(this.title()).toHaveText(this.word('sent.title'));
    return (await this.page.locator('.reference-code').innerText()).trim();
  }

  /** From home: thanks a team, to the thank-you. Returns the reference. */
  async thankSomeone(name: string, story: string): Promise<string> {
    const next = () => this.touch(this.button(this.word('common.next')));
    await this.touch(this.tile(this.word('home.thank')));
    await expect(this.title()).toHaveText(this.word('thank.agency.title'));
    await this.touch(this.option(catalogue.agencies[0]?.name ?? ''));
    await next();
    await this.touch(this.option(this.word('thank.kind.team')));
    await next();
    await this.write(name);
    await next();
    await this.touch(this.option(this.word('thank.values.respect')));
    await next();
    await this.write(story);
    await next();
    await expect(this.title()).toHaveText(this.word('thank.review.title'));
    return await this.send();
  }
}

function startingWith(words: string): RegExp {
  return new RegExp(`^${literal(words)}`);
}

/** Names are compared with every kind of space as one; French has some that do not break. */
function literal(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
}
