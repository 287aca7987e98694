/** A language nobody speaks, longer than any, on every screen: what shows up in plain letters was never translated. */
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { english, resources } from '../../unit/content/corpus.ts';
import { pseudoLanguage } from '../../unit/content/pseudo.ts';
import { browserDevice } from '../hosts/browser-host.ts';
import { expect, test } from '../hosts/fixture.ts';
import { Leaper } from './leaper.ts';
import { landscape, misfitsIn, portrait } from './turned.ts';
import { catalogue } from './visitor.ts';
import { askForContacts, walk } from './walk.ts';

const TAG = 'en-XA';

test.describe.configure({ timeout: 240_000 });

test('every screen says all of its words in the pseudo-locale, and holds them at the largest text', async ({
  folder,
  page,
}) => {
  const own = join(folder, 'resources');
  cpSync(resources, own, { recursive: true });
  const { text, ui } = pseudoLanguage(TAG, english);
  const first = { ...text, language: { ...text.language, order: 0 } };
  writeFileSync(join(own, 'content/text', `${TAG}.json`), JSON.stringify(first));
  writeFileSync(join(own, 'locales', `${TAG}.json`), JSON.stringify(ui));

  const device = browserDevice(join(folder, 'device'), page, ['--resources', own]);
  askForContacts(device.folder);
  try {
    await device.open();
    const visitor = new Leaper(page, TAG, own);
    const turned = Object.entries({ portrait, landscape });
    const found: string[] = [];
    await walk(
      visitor,
      async (screen) => {
        // The wall of languages, before one is chosen.
        if (screen === 'attract') return;
        for (const words of await untranslated(page)) found.push(`${screen}: "${words}" is in no language file`);
        found.push(...(await misfitsIn(page, screen, turned)));
      },
      () => visitor.chooseTextSize(4),
    );
    expect(found).toEqual([]);
  } finally {
    await device.stop();
  }
});

const named = (form: Intl.DateTimeFormatOptions, days: readonly number[]) =>
  days.map((day) => new Intl.DateTimeFormat(TAG, { ...form, timeZone: 'UTC' }).format(day * 86_400_000));

/** What is no translation: names, words in dates, and what the visitor of the walk writes. */
const known = [
  ...catalogue.agencies.flatMap((agency) => [agency.name, agency.short]),
  ...named({ weekday: 'long' }, [0, 1, 2, 3, 4, 5, 6]),
  ...named({ month: 'long' }, [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]),
  'A comment.',
  'Please tell me the opening hours.',
  'Window 4',
  'They found my papers.',
];

/** What can be read or heard now, in letters that the pseudo-locale never leaves plain, and is not said to be in another language. */
async function untranslated(page: Page): Promise<readonly string[]> {
  return await page.evaluate(
    ({ tag, names }) => {
      const foreign = (element: Element) => element.closest('[lang]')?.getAttribute('lang') !== tag;
      const left = (words: string) => {
        // What is filled in is plain too; of a text that goes on over pages one bracket is elsewhere.
        let rest = words.replaceAll(/\[[^\]]*\]/g, '');
        for (const name of names) rest = rest.replaceAll(name, '');
        return /[aeinosuyAEINOSUY]/.test(rest) ? [rest.trim()] : [];
      };
      const found = [...document.querySelectorAll('body *')].flatMap((element) => {
        if (!element.checkVisibility() || foreign(element)) return [];
        if (element.closest('[data-keyboard], .reference-code, script, style') !== null) return [];
        const said = [...element.childNodes].flatMap((node) => (node instanceof Text ? [node.data] : []));
        const heard = ['aria-label', 'aria-description', 'placeholder', 'title', 'alt', 'aria-valuetext'];
        return [...said, ...heard.map((name) => element.getAttribute(name) ?? '')].flatMap(left);
      });
      return [...new Set(found)];
    },
    { tag: TAG, names: known },
  );
}
