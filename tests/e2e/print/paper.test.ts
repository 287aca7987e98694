/**
 * Paper in every language, as Chromium makes it: which letters are in it, that every word is and in which
 * order, that it keeps its margins on both sizes of paper. What it looked like when somebody last looked
 * is kept in `snapshots`; FAIRDESK_SNAPSHOTS=write writes them anew.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { styleOf } from '../../../src/renderer/i18n/scripts.ts';
import { browserDevice } from '../hosts/browser-host.ts';
import { expect, test } from '../hosts/fixture.ts';
import { catalogue, locales, Visitor } from '../visit/visitor.ts';
import { setSettings } from '../visit/walk.ts';
import { readPdf, withoutSpaces, type PdfPaper } from './pdf.ts';

// What is drawn is the same in every host; the shell's own printing is in `shell/print.test.ts`.
test.skip(({ host }) => host !== 'browser');

/** Millimetres. */
const sizes = { Letter: { width: 215.9, height: 279.4 }, A4: { width: 210, height: 297 } } as const;
const MARGIN_MM = 18;
/** A point of rounding in the PDF, and the marks of letters that reach beyond their line. */
const SLACK_MM = 2;

/** The bundled letters of a style of script, and their name in a PDF. Latin words and digits stand in all of them. */
const LATIN = 'NotoSans';
const ownFamily: Readonly<Record<string, string>> = {
  Arab: 'NotoSansArabic',
  Aran: 'NotoNastaliqUrdu',
  Beng: 'NotoSansBengali',
  Hans: 'NotoSansSC',
  Hant: 'NotoSansTC',
  Kore: 'NotoSansKR',
};
/** A PDF names shapes there and not letters: what was shaped cannot be read back. */
const shaped: ReadonlySet<string> = new Set(['Arab', 'Aran', 'Beng']);
/** Nor is a mark where its name stands: up to half a line of Nastaliq (14 pt, 2.1 times) away. */
const MARK_MM = 7;
/** The first language of every style of script: what two columns do to letters is the same in all of them. */
const ofEachStyle = [...new Map(locales.filter((tag) => tag !== 'en').map((tag) => [styleOf(tag), tag])).values()];

test('paper says every right in every language, in bundled letters, within the margins of Letter and A4', async ({
  folder,
  page,
}) => {
  setSettings(`${folder}/printing`, { printing: true, idleSeconds: 300 });
  const device = browserDevice(`${folder}/printing`, page, ['--prints']);
  // The day stands on it.
  await page.clock.setFixedTime(new Date('2026-11-23T15:00:00Z'));
  await device.open();
  // No print ever begins: the print view stays, and leaving the screen ends it.
  await page.route('**/api/host', () => undefined);

  const first = new Visitor(page, locales[0] ?? 'en');
  await first.chooseLanguage();
  await first.touch(first.tile(first.word('home.rights')));
  await first.touch(first.button(first.word('take.title')));
  const all = new Map<string, Papers>();
  let before = first;
  for (const locale of locales) {
    const visitor = await inLanguage(page, before, locale);
    const said = await paperOf(visitor);
    expect(said, locale).toEqual(wordsOfAll(visitor));
    const papers = { Letter: await pdf(page, 'Letter'), A4: await pdf(page, 'A4') };
    const letters = await loadedFamilies(page);
    for (const [size, paper] of Object.entries(papers)) {
      judge(`${locale} ${size}`, locale, paper, sizes[size as keyof typeof sizes], said, letters);
    }
    all.set(locale, papers);
    await visitor.touch(visitor.button(visitor.word('common.back')));
    before = visitor;
  }

  // One right, with the English beside it.
  await before.touch(before.button(before.word('common.back')));
  await before.touch(before.button(before.word('rights.showEnglish')));
  await before.touch(before.tile(before.text.rights.rights['language']?.title ?? ''));
  await before.touch(before.button(before.word('take.title')));
  for (const locale of ofEachStyle) {
    const visitor = await inLanguage(page, before, locale);
    const said = await paperOf(visitor);
    expect(said, locale).toEqual(expect.arrayContaining([...besideOf(visitor)]));
    const beside = await pdf(page, 'Letter');
    judge(`${locale} beside`, locale, beside, sizes.Letter, said, await loadedFamilies(page));
    all.set(locale, { ...all.get(locale), beside });
    await visitor.touch(visitor.button(visitor.word('common.back')));
    before = visitor;
  }
  for (const [locale, papers] of all) compare(locale, papers);
  await device.stop();
});

type Papers = Readonly<Record<string, PdfPaper>>;

async function inLanguage(page: Page, before: Visitor, locale: string): Promise<Visitor> {
  const visitor = new Visitor(page, locale);
  if (before.locale !== locale) {
    await before.touch(before.button(before.word('bar.language')));
    await before.touch(before.tile(visitor.text.language.name));
  }
  await expect(visitor.title()).toHaveText(visitor.word('take.title'));
  return visitor;
}

/** Asks for paper. @returns its paragraphs, once it is drawn in its own letters */
async function paperOf(visitor: Visitor): Promise<readonly string[]> {
  const asked = visitor.page.waitForRequest('**/api/host');
  await visitor.touch(visitor.tile(visitor.word('take.print')));
  await asked;
  const said = await visitor.page.locator('[data-print] :is(h1, h2, p)').allTextContents();
  return said;
}

async function pdf(page: Page, format: keyof typeof sizes): Promise<PdfPaper> {
  return await readPdf(await page.pdf({ format }));
}

function loadedFamilies(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => [...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.family));
}

/** Every paragraph of the paper with all rights, in order, from the files as they ship. */
function wordsOfAll(visitor: Visitor): readonly string[] {
  const { text } = visitor;
  const rights = catalogue.rights.groups.flatMap((group) => [
    text.rights.groups[group.id] ?? '',
    ...group.rights.map((id) => text.rights.rights[id]?.title ?? ''),
  ]);
  const dates: Readonly<Record<string, string>> = { en: 'November 23, 2026', ht: '23 novanm 2026' };
  const date =
    dates[visitor.locale] ??
    new Intl.DateTimeFormat(visitor.locale, { dateStyle: 'long', numberingSystem: 'latn' }).format(
      new Date('2026-11-23T15:00:00Z'),
    );
  return [
    visitor.word('rights.title'),
    ...rights,
    visitor.word('take.phone'),
    visitor.word('take.page', { address: 'nyc.gov/bizrights' }),
    ...text.rights.disclaimer,
    ...(text.status === 'draft' ? [visitor.word('unreviewed.draft')] : []),
    visitor.word('take.version', { version: catalogue.version, date }),
  ];
}

/** What a paper with the English beside it says of one right, in both. */
function besideOf(visitor: Visitor): readonly string[] {
  return [visitor, new Visitor(visitor.page, 'en')].flatMap(({ text }) => {
    const right = text.rights.rights['language'];
    return [right?.title ?? '', ...(right?.means ?? []), ...(right?.act ?? [])];
  });
}

function judge(
  what: string,
  locale: string,
  paper: PdfPaper,
  size: { width: number; height: number },
  said: readonly string[],
  letters: readonly string[],
): void {
  const style = styleOf(locale);
  const own = ownFamily[style] ?? LATIN;
  expect(paper.families, what).toContain(own);
  expect(
    paper.families.filter((family) => family !== own && family !== LATIN),
    what,
  ).toEqual([]);
  // A letter of the system can have the same name as a bundled one.
  expect(
    letters.map((family) => family.replaceAll(/[" ]/g, '')),
    what,
  ).toContain(`${own}Variable`);
  for (const [at, { widthMm, heightMm, box }] of paper.pages.entries()) {
    const where = `${what}, page ${at + 1} of ${paper.pages.length}`;
    expect(Math.abs(widthMm - size.width), where).toBeLessThan(0.5);
    expect(Math.abs(heightMm - size.height), where).toBeLessThan(0.5);
    if (box === null) throw new Error(`${where} is blank`);
    expect(box.left, where).toBeGreaterThan(MARGIN_MM - SLACK_MM);
    const marks = shaped.has(style) ? MARK_MM : 0;
    expect(box.top, where).toBeGreaterThan(MARGIN_MM - marks);
    expect(box.right, where).toBeLessThan(size.width - MARGIN_MM + SLACK_MM);
    expect(box.bottom, where).toBeLessThan(size.height - MARGIN_MM + marks);
  }
  if (!shaped.has(style)) {
    expect(paper.pages.map(({ text }) => text).join(''), what).toBe(said.map(withoutSpaces).join(''));
  }
}

/** What is kept of a language's papers. */
function kept(locale: string, papers: Papers) {
  const lines = !shaped.has(styleOf(locale));
  return Object.fromEntries(
    Object.entries(papers).map(([name, { pages, families }]) => [
      name,
      {
        families,
        pages: pages.map((each) => ({
          ...(lines ? { lines: each.lines } : {}),
          ...(each.box === null ? {} : { topMm: Math.round(each.box.top), bottomMm: Math.round(each.box.bottom) }),
        })),
      },
    ]),
  );
}

/** Pages and letters are the same; where the words stand may differ by what rounding makes of it. */
function compare(locale: string, papers: Papers): void {
  const file = join(import.meta.dirname, 'snapshots', `${locale}.json`);
  const now = kept(locale, papers);
  if (process.env['FAIRDESK_SNAPSHOTS'] === 'write') {
    writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
    return;
  }
  expect(existsSync(file), `${file}: FAIRDESK_SNAPSHOTS=write makes it`).toBe(true);
  const before: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const near = (value: number): unknown => expect.closeTo(value, -0.5);
  expect(before, locale).toEqual(
    Object.fromEntries(
      Object.entries(now).map(([name, { families, pages }]) => [
        name,
        {
          families,
          pages: pages.map((page) =>
            Object.fromEntries(Object.entries(page).map(([part, value]) => [part, near(value)])),
          ),
        },
      ]),
    ),
  );
}
