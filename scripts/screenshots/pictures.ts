/** The pictures of README: which screen, on which panel, in which language, and the way to it. */
import type { Page } from '@playwright/test';
import { Visitor } from '../../tests/e2e/visit/visitor.ts';

export const PORTRAIT = { width: 1080, height: 1920 };
export const LANDSCAPE = { width: 1920, height: 1080 };

export interface Picture {
  /** The file's name without `.png`. */
  readonly name: string;
  readonly panel: { readonly width: number; readonly height: number };
  /** From attract to the screen that is shown. */
  readonly way: (page: Page) => Promise<void>;
}

const rightsIn = (locale: string) => async (page: Page) => {
  const they = new Visitor(page, locale);
  await they.chooseLanguage();
  await they.touch(they.tile(they.word('home.rights')));
};

export const pictures: readonly Picture[] = [
  { name: 'attract', panel: PORTRAIT, way: async () => undefined },
  {
    name: 'home',
    panel: PORTRAIT,
    way: (page) => new Visitor(page, 'es').chooseLanguage(),
  },
  { name: 'rights', panel: PORTRAIT, way: rightsIn('en') },
  { name: 'rights-arabic', panel: PORTRAIT, way: rightsIn('ar') },
  {
    name: 'question-dark',
    panel: PORTRAIT,
    async way(page) {
      const they = new Visitor(page, 'en');
      await they.chooseLanguage();
      await they.touch(they.button(they.word('bar.screen')));
      await they.touch(they.option(they.word('display.contrast.light-on-dark')));
      await they.touch(they.button(they.word('common.close')));
      await they.touch(they.tile(they.word('home.survey')));
      await they.choose('satisfaction', 'satisfied');
    },
  },
  { name: 'rights-landscape', panel: LANDSCAPE, way: rightsIn('en') },
];
