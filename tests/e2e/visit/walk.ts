/** One way through every screen of the kiosk, stopping at each to look. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { contestScreens } from './contest.ts';
import { newsScreens } from './newsScreens.ts';
import { helpScreens } from './helpScreens.ts';
import { searchScreens } from './search.ts';
import { takeScreens } from './take.ts';
import { catalogue, type Visitor } from './visitor.ts';

/** Called at every stop with the screen's name. */
export type Look = (screen: string) => Promise<void>;

/** Contacts are asked for only where someone answers them, paper is offered only where somebody set up a printer: the walk goes there too. */
export function askForContacts(folder: string): void {
  // A loaded machine may look at one screen for longer than a kiosk usually waits.
  setSettings(folder, { contactRequests: true, printing: true, idleSeconds: 300 });
}

/** Before the device is opened. */
export function setSettings(folder: string, settings: object): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
}

/**
 * From attract to the last thank-you, every screen and sheet once.
 *
 * @param dressed is called on home, where text size and contrast can be chosen
 */
export async function walk(visitor: Visitor, stop: Look, dressed: () => Promise<void> = async () => {}): Promise<void> {
  const { page } = visitor;
  const look = oneTitle(page, stop);
  const press = (key: string) => visitor.touch(visitor.button(visitor.word(key)));
  const sheet = async (name: string, key: string) => {
    await press(key);
    await look(name);
    await press('common.close');
  };

  await expect(visitor.tile(visitor.text.language.name)).toBeVisible();
  await look('attract');
  await visitor.chooseLanguage();
  await dressed();
  await look('home');
  await sheet('language', 'bar.language');
  await sheet('screen', 'bar.screen');
  await sheet('help', 'bar.help');

  await visitor.touch(visitor.tile(visitor.word('home.rights')));
  await expect(visitor.title()).toHaveText(visitor.word('rights.title'));
  await look('rights');
  await press('rights.disclaimer');
  await look('disclaimer');
  await press('common.back');
  await takeScreens(visitor, look);
  await searchScreens(visitor, look);
  await visitor.touch(visitor.tile(visitor.word('rights.statutory')));
  await expect(visitor.title()).toHaveText(visitor.word('rights.statutory'));
  await look('statutory');
  await press('rights.all');
  const rights = catalogue.rights.groups.flatMap((group) => group.rights);
  await visitor.touch(visitor.tile(visitor.text.rights.rights[rights[0] ?? '']?.title ?? ''));
  for (const [at, right] of rights.entries()) {
    await expect(visitor.title()).toHaveText(visitor.text.rights.rights[right]?.title ?? '');
    await look(`right ${right}`);
    if (at === 0 && visitor.locale !== 'en') {
      await press('rights.showEnglish');
      await look(`right ${right} beside English`);
    }
    if (at < rights.length - 1) await press('rights.nextRight');
  }
  await press('rights.all');
  await look('rights beside English');
  await press('common.back');

  await helpScreens(visitor, look);
  await contestScreens(visitor, look);

  await newsScreens(visitor, look);
  await survey(visitor, look);
  await visitor.touch(visitor.tile(visitor.word('home.thank')));
  await look('thank agency');
  await visitor.touch(visitor.option(catalogue.agencies[0]?.name ?? ''));
  await press('common.next');
  await look('thank kind');
  await visitor.touch(visitor.option(visitor.word('thank.kind.person')));
  await press('common.next');
  await look('thank name');
  await press('common.next');
  await look('thank name missing');
  await visitor.write('Window 4');
  await press('common.next');
  await look('thank values');
  await visitor.touch(visitor.option(visitor.word('thank.values.quality')));
  await press('common.next');
  await look('thank story');
  await visitor.write('They found my papers.');
  await press('bar.startOver');
  await look('start over');
  await press('startOver.no');
  await press('common.next');
  await look('thank review');
  await visitor.send();
  await look('sent thank');
}

/** The screens with the longest texts and the most answers of a language: five. `dressed` as for `walk`. */
export async function glance(
  visitor: Visitor,
  stop: Look,
  dressed: () => Promise<void> = async () => {},
): Promise<void> {
  const look = oneTitle(visitor.page, stop);
  const press = (key: string) => visitor.touch(visitor.button(visitor.word(key)));
  await visitor.chooseLanguage();
  await dressed();
  await look('home');
  await press('bar.help');
  await look('help');
  await press('common.close');
  await visitor.touch(visitor.tile(visitor.word('home.rights')));
  await expect(visitor.title()).toHaveText(visitor.word('rights.title'));
  await look('rights');
  const right = visitor.text.rights.rights['language']?.title ?? '';
  await visitor.touch(visitor.tile(right));
  await expect(visitor.title()).toHaveText(right);
  await look('right language');
  await press('rights.all');
  await press('common.back');
  await visitor.touch(visitor.tile(visitor.word('home.survey')));
  for (const screen of catalogue.surveys[0]?.screens ?? []) {
    const question = visitor.text.surveys['visit']?.questions[screen.id]?.title ?? '';
    await expect(visitor.title()).toHaveText(question);
    if (screen.id === 'difference') break;
    await press('common.skip');
  }
  await look('survey difference');
}

function oneTitle(page: Page, stop: Look): Look {
  return async (screen) => {
    await expect(page.locator('main:visible h1')).toHaveCount(1);
    await stop(screen);
  };
}

async function survey(visitor: Visitor, look: Look): Promise<void> {
  const { page } = visitor;
  const press = (key: string) => visitor.touch(visitor.button(visitor.word(key)));
  const screens = catalogue.surveys[0]?.screens ?? [];
  await visitor.touch(visitor.tile(visitor.word('home.survey')));
  for (const [at, screen] of screens.entries()) {
    await expect(
      page.getByText(visitor.word('survey.progress', { number: at + 1, total: screens.length })),
    ).toBeVisible();
    await look(`survey ${screen.id}`);
    await press('common.skip');
  }
  await look('survey nothing');
  await press('survey.nothing.again');
  for (const screen of screens) {
    for (const question of screen.questions) {
      if (question.kind === 'text') await visitor.write('A comment.');
      else await visitor.choose(question.id, question.options[0]?.id ?? '');
    }
    await look(`survey ${screen.id} answered`);
    if (screen !== screens.at(-1)) await visitor.next();
  }
  await press('common.send');
  await expect(visitor.title()).toHaveText(visitor.word('contact.ask.title'));
  await look('contact ask');
  await press('contact.ask.yes');
  await look('contact reach');
  await press('common.next');
  await look('contact reach missing');
  const phone = page.getByRole('textbox', { name: visitor.word('contact.phone') });
  await expect(phone).toBeFocused();
  await phone.fill('212 555 0100');
  await press('common.next');
  await look('contact message');
  await visitor.write('Please tell me the opening hours.');
  await press('common.send');
  await expect(visitor.title()).toHaveText(visitor.word('sent.title'));
  await look('sent survey');
  await press('sent.more');
}
