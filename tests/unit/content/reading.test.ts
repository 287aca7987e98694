import { describe, expect, it } from 'vitest';
import {
  catalogue,
  english,
  faulty,
  spokenParts,
  tongues,
  translations,
  unitsOf,
  visibleUnits,
  withoutIsolates,
  type Tongue,
  type Unit,
} from './corpus.ts';
import { fleschKincaidGrade, hanLength, sentencesOf, spacedWords, wordsOf } from './measure.ts';

const MAX_GRADE = 7;
/** Below this, one long name decides the grade. */
const GRADED_FROM_WORDS = 30;
const MAX_SENTENCE_WORDS = 20;
const MAX_SENTENCE_HAN = 45;

/** A scripted reader: words a minute, seconds for each choice, and the minute a visitor was promised. */
const READER = { wordsPerMinute: 200, secondsPerChoice: 2, seconds: 60 };

/** Lines of the face that stand on the survey's screens. */
const surveyLines = ['survey.many', 'write.names', 'write.live', 'write.danger'] as const;

/** Everything the six screens say, each text once. */
function surveyTexts({ text, ui }: Tongue, surveyId: string): readonly string[] {
  const said = unitsOf(text.surveys[surveyId], '').map((unit) => unit.text);
  return [...said, ...surveyLines.map((key) => ui[key] ?? '')];
}

/** Presses of a visitor who answers every screen: an option a question (two where many fit), then Next. */
function surveyPresses(surveyId: string): number {
  const survey = catalogue.surveys.find((each) => each.id === surveyId);
  const perQuestion = { scale: 1, one: 1, many: 2, text: 0 };
  const presses = (survey?.screens ?? []).map((screen) =>
    screen.questions.reduce((sum, question) => sum + perQuestion[question.kind], 1),
  );
  return presses.reduce((sum, each) => sum + each, 0);
}

/** Paragraphs that stand together: every list of texts below `value`, as one. */
function passagesOf(value: unknown, path: string): readonly Unit[] {
  if (typeof value !== 'object' || value === null) return [];
  const deeper = Object.entries(value).flatMap(([key, inner]) => passagesOf(inner, `${path}/${key}`));
  const alone = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return alone ? [{ path, text: value.join(' ') }] : deeper;
}

/** Paragraphs as they stand together on a screen, and every one alone. */
function gradedUnits(tongue: Tongue): readonly Unit[] {
  const rights = Object.entries(tongue.text.rights.rights).map(([id, right]) => ({
    path: `rights/${id}`,
    text: [right.title, ...right.means, ...right.act].join(' '),
  }));
  return [...visibleUnits(tongue), ...rights, ...passagesOf(spokenParts(tongue.text), '')];
}

/** Units that may ask for more, by path, each with the reason: there is none. */
const harder: ReadonlyMap<string, string> = new Map();

describe('the reading grade', () => {
  it('is counted as others count it', () => {
    // One sentence each, counted by hand: 6 words of 6 syllables, 9 words of 15.
    expect(fleschKincaidGrade('The cat sat on the mat.')).toBeCloseTo(-1.45, 2);
    expect(fleschKincaidGrade('A visitor can ask an inspector a question today.')).toBeCloseTo(7.59, 2);
  });

  const long = gradedUnits(english).filter((unit) => wordsOf(unit.text, 'en').length >= GRADED_FROM_WORDS);
  const graded = long.filter((unit) => !harder.has(unit.path));

  it('is excused only where a text is there and needs it', () => {
    const needed = long.filter((unit) => fleschKincaidGrade(unit.text) > MAX_GRADE).map((unit) => unit.path);
    expect([...harder.keys()].filter((path) => !needed.includes(path))).toEqual([]);
  });

  it('is taken of real passages', () => {
    expect(graded.length).toBeGreaterThan(10);
  });

  it.each(graded)(`of English is at most ${String(MAX_GRADE)}: $path`, ({ text }) => {
    expect(fleschKincaidGrade(text)).toBeLessThanOrEqual(MAX_GRADE);
  });
});

describe('a sentence', () => {
  it.each(translations)(`is at most ${String(MAX_SENTENCE_WORDS)} words long: $tag`, (tongue) => {
    const han = new Intl.Locale(tongue.tag).maximize().script?.startsWith('Han') === true;
    const tooLong = (sentence: string) =>
      han ? hanLength(sentence) > MAX_SENTENCE_HAN : spacedWords(sentence).length > MAX_SENTENCE_WORDS;
    const sentences = visibleUnits(tongue).flatMap(({ path, text }) =>
      sentencesOf(withoutIsolates(text), tongue.tag).map((sentence) => ({ path, text: sentence })),
    );
    expect(faulty(sentences, ({ text }) => tooLong(text))).toEqual([]);
  });
});

describe('a button', () => {
  /** In columns of Latin width: a Han character takes two. */
  const width = (text: string) => [...text.matchAll(/\p{Script=Han}/gu)].length + text.length;
  const bar = ['bar.language', 'bar.screen', 'bar.help', 'bar.startOver'];
  const small = ['back', 'next', 'skip', 'send', 'done', 'close', 'change'].map((name) => `common.${name}`);

  it.each(tongues)('of the bar or beside another is short: $tag', ({ ui }) => {
    expect(small.filter((key) => width(ui[key] ?? '') > 12)).toEqual([]);
    expect(bar.filter((key) => width(ui[key] ?? '') > 16)).toEqual([]);
  });

  it.each(tongues)('that answers a question is short: $tag', ({ text }) => {
    const options = Object.values(text.surveys['visit']?.questions ?? {}).flatMap((each) =>
      Object.values(each.options ?? {}),
    );
    expect(options.filter((option) => width(option) > 26)).toEqual([]);
  });
});

describe('the visit survey', () => {
  it.each(tongues)('is read and answered within a minute: $tag', (tongue) => {
    const words = wordsOf(surveyTexts(tongue, 'visit').join(' '), tongue.tag).length;
    const seconds = (words / READER.wordsPerMinute) * 60 + surveyPresses('visit') * READER.secondsPerChoice;
    expect(words).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(READER.seconds);
  });

  it('counts every press: an option, or two, and Next on each screen', () => {
    expect(surveyPresses('visit')).toBe(13);
  });

  it.each(tongues)('says on the comment screen what not to write, who reads it, and whom to call: $tag', ({ ui }) => {
    expect(ui['write.names']).toBeDefined();
    expect(ui['write.live']).toBeDefined();
    expect(ui['write.danger']).toMatch(/911.*311/u);
  });
});
