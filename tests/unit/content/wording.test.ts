import { describe, expect, it } from 'vitest';
import {
  english,
  faulty,
  hasIsolates,
  tongues,
  translations,
  visibleUnits,
  withoutIsolates,
  type Tongue,
} from './corpus.ts';

/** What stays in Latin letters in every language: names a visitor says at a desk, prints on a letter or sees on a key. */
const properNames = [
  'Business Owner’s Bill of Rights',
  'Mayor’s Office of Operations, 253 Broadway, 10th Floor, New York, NY 10007',
  'Small Business Services',
  'name@example.com',
  'City Charter',
  'ASL Direct',
  'I Speak',
  'QR',
  'livehearings@oath.nyc.gov',
  'Cure Certification',
  'One-Click',
  'DCWP',
  'FDNY',
  'OATH',
  'DOB',
  'SBS',
  'Enter',
  'Tab',
  '15(f)',
] as const;

/** Words that are the same in English and in the language. */
const sameWord: Readonly<Record<string, readonly string[]>> = { es: ['No'] };

const englishWords = /\b(the|and|your?|with|of|is|are|not|this|what|call)\b/iu;

/** French sets a space that does not break before its tall marks and inside its quotation marks. */
const frenchDetached = /\s[.,…)]|(?<!\u00a0)[;:!?»]|«(?!\u00a0)/u;
const usualDetached = /\s[.,;:!?…。，；：！？、،؛؟)”»]/u;

function bare(text: string): string {
  const noPlaceholders = withoutIsolates(text)
    .replaceAll(/\{\{[^}]*\}\}/g, '')
    .replaceAll("'", '’');
  return properNames.reduce<string>((rest, name) => rest.replaceAll(name, ''), noPlaceholders);
}

function isLatin(tongue: Tongue): boolean {
  return new Intl.Locale(tongue.tag).maximize().script === 'Latn';
}

function directed(dir: 'ltr' | 'rtl'): readonly Tongue[] {
  return tongues.filter((each) => each.text.language.dir === dir);
}

const sourceTexts = new Map(visibleUnits(english).map((unit) => [unit.path, unit.text]));

describe('no text', () => {
  it.each(tongues)('is empty, padded or spaced twice: $tag', (tongue) => {
    const spaced = /^\s|\s$|\s\s|\t|\n/u;
    expect(faulty(visibleUnits(tongue), ({ text }) => withoutIsolates(text) === '' || spaced.test(text))).toEqual([]);
  });

  it.each(tongues)('doubles or detaches its punctuation: $tag', (tongue) => {
    const doubled = /([.,;:!?…。，；：！？、،؛؟])\s*\1/u;
    const clashing = /[.。…]\s*[,;:。，；：、،؛]|[,;:，；：、،؛]\s*[.。…]/u;
    const detached = tongue.tag === 'fr' ? frenchDetached : usualDetached;
    const rules = [doubled, clashing, detached];
    expect(faulty(visibleUnits(tongue), ({ text }) => rules.some((rule) => rule.test(withoutIsolates(text))))).toEqual(
      [],
    );
  });

  it.each(tongues)('opens a bracket or quotation mark that it does not close: $tag', (tongue) => {
    const inverted = tongue.text.language.tag.startsWith('es') ? ['¿?', '¡!'] : [];
    const quotes = tongue.tag === 'pl' ? '„”' : '“”';
    const pairs = ['()', '（）', quotes, '«»', '《》', '「」', '\u2066\u2069', ...inverted];
    const unpaired = (text: string) =>
      pairs.some((pair) => text.split(pair.charAt(0)).length !== text.split(pair.charAt(1)).length);
    expect(faulty(visibleUnits(tongue), ({ text }) => unpaired(text))).toEqual([]);
  });

  // The Chinese font draws ’ as wide as a character, which tears an English name apart; ' stays narrow.
  it.each(tongues)('has the wrong quotation marks for its script: $tag', (tongue) => {
    const han = new Intl.Locale(tongue.tag).maximize().script?.startsWith('Han') === true;
    const wrong = han ? /"|’|(?<!\p{Script=Latin})'|'(?!\p{Script=Latin})/u : /["']/;
    expect(faulty(visibleUnits(tongue), ({ text }) => wrong.test(text))).toEqual([]);
  });

  it.each(translations)('was left in English: $tag', (tongue) => {
    const left = isLatin(tongue) ? englishWords : /\p{Script=Latin}/u;
    const same = sameWord[tongue.tag] ?? [];
    const units = visibleUnits(tongue).filter((unit) => !same.includes(unit.text));
    expect(faulty(units, ({ path, text }) => left.test(bare(text)) || text === sourceTexts.get(path))).toEqual([]);
  });

  it('says "you may" where it means "you can"', () => {
    expect(faulty(visibleUnits(english), ({ text }) => /\b(you|they) may\b/iu.test(text))).toEqual([]);
  });
});

describe('numbers', () => {
  const numbers = (text: string): string =>
    [...text.matchAll(/\d[\d-]*/g)]
      .map((match) => match[0])
      .toSorted()
      .join();

  it.each(translations)('of telephones, laws and addresses are the ones of the English: $tag', (tongue) => {
    const both = visibleUnits(tongue).filter((unit) => sourceTexts.has(unit.path));
    expect(faulty(both, ({ path, text }) => numbers(text) !== numbers(sourceTexts.get(path) ?? ''))).toEqual([]);
  });

  it.each(tongues)('are written in digits 0 to 9, as on City papers: $tag', (tongue) => {
    expect(faulty(visibleUnits(tongue), ({ text }) => /\p{Nd}/u.test(text.replaceAll(/[0-9]/g, '')))).toEqual([]);
  });

  // Unicode Bidirectional Algorithm, rule W2: digits after Arabic letters lose the hyphens between
  // them, and the groups of a telephone number change places on the screen.
  it.each(directed('rtl'))('and Latin words stand in isolates: $tag', (tongue) => {
    const outside = (text: string) =>
      text.replaceAll(/\u2066[^\u2066\u2069]*\u2069/gu, '').replaceAll(/\{\{[^}]*\}\}/g, '');
    expect(faulty(visibleUnits(tongue), ({ text }) => /[0-9]|\p{Script=Latin}/u.test(outside(text)))).toEqual([]);
  });

  it.each(directed('ltr'))('need no invisible marks where nothing turns: $tag', (tongue) => {
    expect(faulty(visibleUnits(tongue), ({ text }) => hasIsolates(text))).toEqual([]);
  });
});
