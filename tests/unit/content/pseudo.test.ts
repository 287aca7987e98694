import { describe, expect, it } from 'vitest';
import { english, faulty, placeholdersOf, spokenParts, unitsOf, visibleUnits } from './corpus.ts';
import { drawnIn } from './letters.ts';
import { pseudo, pseudoLanguage } from './pseudo.ts';

const made = pseudoLanguage('en-XA', english);
const units = visibleUnits({ tag: 'en-XA', ...made });

describe('the pseudo-locale', () => {
  it('changes every text and keeps its placeholders', () => {
    expect(pseudo('Page {{page}} of {{pages}}')).toBe('[Pàgé {{page}} öf {{pages}} ~~~~~~~~~~ ~]');
    const source = new Map(visibleUnits(english).map((unit) => [unit.path, unit.text]));
    const kept = (path: string, text: string) =>
      placeholdersOf(source.get(path) ?? '').join() === placeholdersOf(text).join();
    expect(faulty(units, ({ path, text }) => text === source.get(path) || !kept(path, text))).toEqual([]);
  });

  it('says what English says, key by key', () => {
    const paths = (value: unknown) => unitsOf(value, '').map((unit) => unit.path);
    expect(paths([spokenParts(made.text), made.ui])).toEqual(paths([spokenParts(english.text), english.ui]));
  });

  it('is drawn by the bundled fonts', () => {
    const drawn = drawnIn('en-XA');
    expect([...new Set(units.map((unit) => unit.text).join(''))].filter((character) => !drawn(character))).toEqual([]);
  });
});
