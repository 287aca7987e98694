import { describe, expect, it } from 'vitest';
import { pluralCategories } from '../../../src/shared/content/completeness.ts';
import {
  baseKey,
  catalogue,
  english,
  faulty,
  placeholdersOf,
  spokenParts,
  pluralOf,
  tagsIn,
  tongues,
  translations,
  unitsOf,
  visibleUnits,
} from './corpus.ts';

/** The plural categories that stand for one number only, so that a text can spell the number out ("one page"). */
function spellable(tag: string): ReadonlySet<string> {
  const rules = new Intl.PluralRules(tag);
  const numbers = new Map<string, number>();
  for (let n = 0; n <= 1000; n += 1) {
    const category = rules.select(n);
    numbers.set(category, (numbers.get(category) ?? 0) + 1);
  }
  return new Set([...numbers].filter(([, count]) => count === 1).map(([category]) => category));
}

/** Paths below `value`, with list positions left out of lists whose length a translator can choose. */
function shape(value: unknown): readonly string[] {
  return unitsOf(value, '').map((unit) => unit.path);
}

describe('the files of a language', () => {
  it('come in pairs: what the content says and what the face says', () => {
    expect(tagsIn('locales')).toEqual(tagsIn('content/text'));
  });

  // NYC Admin. Code 23-1101: ten designated citywide languages; Chinese is written in two ways.
  it('cover English and the ten citywide languages, in the order of the wall', () => {
    const ordered = tongues.toSorted((a, b) => a.text.language.order - b.text.language.order);
    const wall = ['en', 'es', 'zh-Hans', 'zh-Hant', 'ru', 'bn', 'ht', 'ko', 'ar', 'ur', 'fr', 'pl'];
    expect(ordered.map((each) => each.tag)).toEqual(wall);
  });

  it.each(tongues)('are named by the tag they hold: $tag', ({ tag, text }) => {
    expect(text.language.tag).toBe(tag);
    expect(new Intl.Locale(tag).toString()).toBe(tag);
  });

  it('take places of their own on the language wall', () => {
    const orders = tongues.map((each) => each.text.language.order);
    expect(new Set(orders).size).toBe(orders.length);
  });

  it.each(translations)('say how far they can be relied on: $tag', ({ text }) => {
    expect(text.status).not.toBe('source');
    expect(text.source).toBeLessThanOrEqual(english.text.source);
  });

  it.each(translations)('say the content unit by unit as the English does: $tag', ({ text }) => {
    expect(shape(spokenParts(text))).toEqual(shape(spokenParts(english.text)));
  });

  it.each(translations)('have every word of the face, in every plural form of the language: $tag', ({ tag, ui }) => {
    const categories = pluralCategories(tag);
    const expected = new Set(
      Object.keys(english.ui).flatMap((key) =>
        pluralOf(key) === null ? [key] : categories.map((category) => `${baseKey(key)}_${category}`),
      ),
    );
    expect(Object.keys(ui).toSorted()).toEqual([...expected].toSorted());
  });

  it('have both plural forms of English', () => {
    const plurals = Object.keys(english.ui).filter((key) => pluralOf(key) !== null);
    const expected = [...new Set(plurals.map(baseKey))].flatMap((base) => [`${base}_one`, `${base}_other`]);
    expect(plurals.toSorted()).toEqual(expected.toSorted());
  });

  it.each(translations)('keep every placeholder and tag of the content: $tag', (tongue) => {
    const wanted = new Map(visibleUnits(english).map(({ path, text }) => [path, placeholdersOf(text).join()]));
    const content = visibleUnits(tongue).filter(({ path }) => !path.startsWith('ui/') && wanted.has(path));
    expect(faulty(content, ({ path, text }) => placeholdersOf(text).join() !== wanted.get(path))).toEqual([]);
  });

  it.each(translations)('keep every placeholder and tag of the face: $tag', ({ tag, ui }) => {
    const spelled = spellable(tag);
    const broken = Object.entries(ui).filter(([key, text]) => {
      const plural = pluralOf(key);
      const wanted = placeholdersOf(english.ui[plural === null ? key : `${baseKey(key)}_other`] ?? '');
      const found = placeholdersOf(text).join();
      const spelledOut =
        plural !== null && spelled.has(plural) && found === wanted.filter((each) => each !== '{{count}}').join();
      return found !== wanted.join() && !spelledOut;
    });
    expect(broken).toEqual([]);
  });
});

describe('the catalogue', () => {
  const groups = catalogue.rights.groups;

  it('holds the ten published rights once each, in three groups', () => {
    const listed = groups.flatMap((group) => group.rights);
    expect(groups.map((group) => group.id)).toEqual(['arrives', 'during', 'afterwards']);
    expect(listed.toSorted()).toEqual(Object.keys(catalogue.rights.rights).toSorted());
    expect(
      Object.values(catalogue.rights.rights)
        .map((right) => right.number)
        .toSorted((a, b) => a - b),
    ).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('covers the eight items of the statutory minimum', () => {
    const covered = new Set(Object.values(catalogue.rights.rights).flatMap((right) => right.statutory));
    expect([...covered].toSorted()).toEqual(['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii']);
  });

  it('names its sources by address', () => {
    expect(catalogue.rights.sources.filter((source) => !URL.canParse(source))).toEqual([]);
  });

  it.each(tongues)('is said in full: every group, right, survey question and option: $tag', ({ text }) => {
    expect(Object.keys(text.rights.groups).toSorted()).toEqual(groups.map((group) => group.id).toSorted());
    expect(Object.keys(text.rights.rights).toSorted()).toEqual(Object.keys(catalogue.rights.rights).toSorted());
    expect(Object.keys(text.surveys)).toEqual(catalogue.surveys.map((survey) => survey.id));
    for (const survey of catalogue.surveys) {
      const words = text.surveys[survey.id];
      const questions = survey.screens.flatMap((screen) => screen.questions);
      expect(Object.keys(words?.questions ?? {}).toSorted()).toEqual(
        questions.map((question) => question.id).toSorted(),
      );
      for (const question of questions) {
        const options = 'options' in question ? question.options.map((option) => option.id) : [];
        expect(Object.keys(words?.questions[question.id]?.options ?? {})).toEqual(options);
      }
    }
  });

  it.each(tongues)('titles every screen that asks more than one thing: $tag', ({ text }) => {
    for (const survey of catalogue.surveys) {
      const several = survey.screens.filter((screen) => screen.questions.length > 1).map((screen) => screen.id);
      expect(Object.keys(text.surveys[survey.id]?.screens ?? {})).toEqual(several);
    }
  });

  it('asks each question once, with options that are stored apart', () => {
    for (const survey of catalogue.surveys) {
      const questions = survey.screens.flatMap((screen) => screen.questions);
      expect(new Set(questions.map((question) => question.id)).size).toBe(questions.length);
      for (const question of questions) {
        if (question.kind === 'text') continue;
        const stored = question.options.map((option) => option.value ?? option.id);
        expect(new Set(stored).size).toBe(stored.length);
      }
    }
  });

  it('asks the six screens of the visit, satisfaction and trust from 5 to 1', () => {
    const visit = catalogue.surveys.find((survey) => survey.id === 'visit');
    expect(visit?.screens.map((screen) => screen.id)).toEqual([
      'satisfaction',
      'trust',
      'difference',
      'wait_place',
      'language_help',
      'comment',
    ]);
    for (const screen of visit?.screens.slice(0, 2) ?? []) {
      for (const question of screen.questions) {
        expect('options' in question ? question.options.map((option) => option.value) : []).toEqual([5, 4, 3, 2, 1]);
      }
    }
  });

  it('puts the six agencies that the law names for inspections first (Charter §15(g))', () => {
    expect(catalogue.agencies.slice(0, 6).map((agency) => agency.id)).toEqual([
      'dcwp',
      'dob',
      'dohmh',
      'dep',
      'dsny',
      'fdny',
    ]);
  });

  it('names each agency and center once, and never offers "unassigned"', () => {
    const agencies = catalogue.agencies.map((agency) => agency.id);
    const centers = catalogue.centers.map((center) => center.id);
    expect(new Set(agencies).size).toBe(agencies.length);
    expect(new Set(centers).size).toBe(centers.length);
    expect(agencies).not.toContain('unassigned');
    for (const center of catalogue.centers) expect(agencies).toContain(center.agency);
  });
});
