/** A visitor who knows every language: finds what to press by the app's own words and presses it by key. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { z } from 'zod';
import { projectRoot } from '../../src/process/project.ts';

const wordsSchema = z.record(z.string(), z.string());
const textSchema = z.object({ language: z.object({ name: z.string() }) });

export interface Visitor {
  /** Chooses this language on the wall. */
  chooseLanguage(): Promise<void>;
  /** Presses the button that says the words of `key`. */
  press(key: string): Promise<void>;
  /** Chooses one of the answers that says the words of `key`. */
  choose(key: string): Promise<void>;
  /** Nothing moves any more and every letter is drawn. */
  settled(): Promise<void>;
}

export function visitor(page: Page, locale: string): Visitor {
  const read = (path: string): unknown => JSON.parse(readFileSync(join(projectRoot, 'resources', path), 'utf8'));
  const words = wordsSchema.parse(read(`locales/${locale}.json`));
  const { name: ownName } = textSchema.parse(read(`content/text/${locale}.json`)).language;

  const said = (key: string) => {
    const text = words[key];
    if (text === undefined) throw new Error(`${locale} has no words for ${key}`);
    return text;
  };
  // Keys are never locked after a screen change, as touches are, and need no aim.
  const pressKey = async (target: Locator, key: string) => {
    await target.focus();
    await page.keyboard.press(key);
  };
  return {
    chooseLanguage: () => pressKey(page.getByRole('button').filter({ hasText: ownName }).first(), 'Enter'),
    press: (key) =>
      pressKey(
        page
          .getByRole('button')
          .filter({ hasText: said(key) })
          .first(),
        'Enter',
      ),
    choose: (key) => pressKey(page.getByRole('radio', { name: said(key) }), 'Space'),
    async settled() {
      await page.evaluate(async () => {
        await document.fonts.ready;
        await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
      });
    },
  };
}
