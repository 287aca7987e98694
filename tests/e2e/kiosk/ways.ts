/**
 * A visitor without touch: everything is reached with one key and chosen with another, and known by the
 * words of what has the focus. Keyboard, five keys and two switches differ in those two keys only.
 */
import { expect, type Page } from '@playwright/test';
import { catalogue, type Visitor } from '../visit/visitor.ts';

export interface Way {
  readonly name: string;
  readonly next: string;
  readonly choose: string;
  /** What chooses an answer. */
  readonly answer: string;
  /** Which answer of a group the first key comes to: Tab takes a group as one stop. */
  readonly reaches: 'first' | 'last';
}

export const keyboard: Way = { name: 'a keyboard', next: 'Tab', choose: 'Enter', answer: 'Space', reaches: 'first' };
export const fiveKeys: Way = {
  name: 'five keys',
  next: 'ArrowDown',
  choose: 'Enter',
  answer: 'Enter',
  reaches: 'last',
};
export const twoSwitches: Way = { name: 'two switches', next: 'F8', choose: 'F9', answer: 'F9', reaches: 'last' };

/** More than any screen has: who passed them all is going in circles. */
const MOST_STOPS = 60;

/** The words of what has the focus, of a field or an answer those of its label; and whether one can write there. */
async function here(page: Page): Promise<{ words: string; field: boolean }> {
  return await page.evaluate(() => {
    const active = document.activeElement;
    const input = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement;
    const label = input ? active.labels?.[0] : active;
    return {
      words: label instanceof HTMLElement ? label.innerText.trim() : '',
      field: input && !['radio', 'checkbox'].includes(active.type),
    };
  });
}

/** Moves until what has the focus says `words`, on a line of their own. @returns what was passed */
export async function goTo(page: Page, way: Way, words: string, field = false): Promise<string[]> {
  const passed: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    const at = await here(page);
    if ((at.words === words || at.words.startsWith(`${words}\n`)) && at.field === field) return passed;
    passed.push(at.words);
    await page.keyboard.press(way.next);
  }
  throw new Error(`${way.name} never came to "${words}", only to: ${passed.join(' | ')}`);
}

/** Writes on the keyboard of the screen, which stands behind the field that has the focus, and leaves it by Done. */
async function writeOnScreen(page: Page, way: Way, words: string): Promise<void> {
  await expect(page.locator('[data-keyboard]')).toBeVisible();
  await page.keyboard.press(way.next);
  await expect(page.locator('[data-keyboard]')).toBeFocused();
  await page.keyboard.press(way.choose);
  for (const key of [...words.split(''), 'Done']) {
    await toKey(page, way, key);
    await page.keyboard.press(way.choose);
  }
  await expect(page.locator('[data-keyboard]')).toBeHidden();
}

/** By arrows towards the key, row first; by a switch through one key after the other. */
async function toKey(page: Page, way: Way, name: string): Promise<void> {
  for (let presses = 0; presses < MOST_STOPS; presses++) {
    const arrow = await page.evaluate((wanted) => {
      const keys = [...document.querySelectorAll<HTMLElement>('[data-keyboard] button')];
      const named = (key: HTMLElement) => (key.getAttribute('aria-label') ?? key.innerText).trim().toLowerCase();
      const key = keys.find((each) => named(each) === wanted.toLowerCase());
      const at = keys.find((each) => each === document.activeElement);
      if (key === undefined || at === undefined) throw new Error(`no "${wanted}" among ${keys.map(named).join(' ')}`);
      if (key === at) return null;
      const [to, from] = [key.getBoundingClientRect(), at.getBoundingClientRect()];
      if (Math.abs(to.y - from.y) > to.height / 2) return to.y > from.y ? 'ArrowDown' : 'ArrowUp';
      return to.x > from.x ? 'ArrowRight' : 'ArrowLeft';
    }, name);
    if (arrow === null) return;
    await page.keyboard.press(way.next.startsWith('Arrow') ? arrow : way.next);
  }
  throw new Error(`${way.name} never came to the key ${name}`);
}

export class Walker {
  readonly visitor: Visitor;
  readonly way: Way;

  constructor(visitor: Visitor, way: Way) {
    this.visitor = visitor;
    this.way = way;
  }

  async press(words: string): Promise<void> {
    await goTo(this.visitor.page, this.way, words);
    await this.visitor.page.keyboard.press(this.way.choose);
  }

  async answer(options: readonly string[]): Promise<void> {
    await goTo(this.visitor.page, this.way, options.at(this.way.reaches === 'first' ? 0 : -1) ?? '');
    await this.visitor.page.keyboard.press(this.way.answer);
    await expect(this.visitor.page.locator('input:focus')).toBeChecked();
  }

  /** On the screen's keyboard, where the way has none of its own. */
  async write(label: string, words: string): Promise<void> {
    await goTo(this.visitor.page, this.way, label, true);
    if (this.way.next === 'Tab') await this.visitor.page.keyboard.type(words);
    else await writeOnScreen(this.visitor.page, this.way, words);
    await expect(this.visitor.page.getByRole('textbox')).toHaveValue(new RegExp(`^${words}$`, 'i'));
  }

  /** The title of a new screen, which has the focus there. */
  async arrive(title: string): Promise<void> {
    await expect(this.visitor.title()).toHaveText(title);
    await expect(this.visitor.title()).toBeFocused();
  }

  async start(): Promise<void> {
    const { visitor } = this;
    await expect(visitor.tile(visitor.text.language.name)).toBeVisible();
    await this.press(visitor.text.language.name);
    await this.arrive(visitor.word('home.title'));
  }

  async readRights(): Promise<void> {
    const { visitor } = this;
    const ids = catalogue.rights.groups.flatMap((group) => group.rights);
    const last = visitor.text.rights.rights[ids.at(-1) ?? ''];
    if (last === undefined) throw new Error('the catalogue holds no right');
    await this.press(visitor.word('home.rights'));
    await this.arrive(visitor.word('rights.title'));
    await this.press(last.title);
    await this.arrive(last.title);
    await this.press(visitor.word('rights.all'));
    await this.arrive(visitor.word('rights.title'));
    await this.press(visitor.word('common.back'));
    await this.arrive(visitor.word('home.title'));
  }

  /** The date helper, from home and back: a day is picked and moved, and the dates that follow are read. */
  async findDates(): Promise<void> {
    const { visitor } = this;
    const picked = visitor.page.locator('.picked');
    await this.press(visitor.word('home.contest'));
    await this.arrive(visitor.word('home.contest'));
    await this.press(visitor.word('contest.dates'));
    await this.arrive(visitor.word('contest.from'));
    await this.press(visitor.word('contest.from.hearing'));
    await this.arrive(visitor.word('contest.pick'));
    const today = await picked.innerText();
    await this.press(visitor.word('contest.move.week.later'));
    await expect(picked).not.toHaveText(today);
    await this.press(visitor.word('contest.show'));
    await this.arrive(visitor.word('contest.result'));
    await this.press(visitor.word('contest.all'));
    await this.arrive(visitor.word('home.contest'));
    await this.press(visitor.word('common.back'));
    await this.arrive(visitor.word('home.title'));
  }

  async sendSurvey(comment: string): Promise<void> {
    const { visitor } = this;
    const survey = catalogue.surveys[0];
    const text = visitor.text.surveys[survey?.id ?? ''];
    if (survey === undefined || text === undefined) throw new Error('the catalogue holds no survey');
    await this.press(visitor.word('home.survey'));
    for (const [at, screen] of survey.screens.entries()) {
      await expect(
        visitor.page.getByText(visitor.word('survey.progress', { number: at + 1, total: survey.screens.length })),
      ).toBeVisible();
      await expect(visitor.title()).toBeFocused();
      for (const question of screen.questions) {
        const words = text.questions[question.id];
        if (question.kind === 'text') await this.write(words?.title ?? '', comment);
        else await this.answer(question.options.map(({ id }) => words?.options?.[id] ?? ''));
      }
      await this.press(visitor.word(at === survey.screens.length - 1 ? 'common.send' : 'common.next'));
    }
    await this.arrive(visitor.word('sent.title'));
    await this.press(visitor.word('sent.more'));
    await this.arrive(visitor.word('home.title'));
  }

  async thankSomeone(name: string, story: string): Promise<void> {
    const { visitor } = this;
    const next = () => this.press(visitor.word('common.next'));
    await this.press(visitor.word('home.thank'));
    await this.arrive(visitor.word('thank.agency.title'));
    await this.answer(catalogue.agencies.map(({ name: words, short }) => `${words} (${short})`));
    await next();
    await this.answer(['person', 'project'].map((kind) => visitor.word(`thank.kind.${kind}`)));
    await next();
    await this.write(visitor.word('thank.name.label'), name);
    await next();
    await this.answer(['respect', 'quality'].map((value) => visitor.word(`thank.values.${value}`)));
    await next();
    await this.write(visitor.word('thank.story.label'), story);
    await next();
    await this.arrive(visitor.word('thank.review.title'));
    await this.press(visitor.word('common.send'));
    await this.arrive(visitor.word('sent.title'));
  }
}
