import { describe, expect, it } from 'vitest';
import { layoutTags, loadTongue } from '../../../src/renderer/keyboard/layouts.ts';
import { faceOf } from '../../../src/renderer/keyboard/names.ts';
import { charactersOf, keysOf } from '../renderer/keyboard/keys.ts';
import { catalogue, tongues, unitsOf, visibleUnits } from './corpus.ts';
import { drawnIn } from './letters.ts';

function missing(texts: readonly string[], tag: string): readonly string[] {
  const drawn = drawnIn(tag);
  return [...new Set(texts.join(''))].filter((character) => !drawn(character));
}

describe('the bundled fonts', () => {
  it.each(tongues)('draw every character of $tag', (tongue) => {
    const names = unitsOf([catalogue.agencies, catalogue.centers], '').map((unit) => unit.text);
    expect(missing([...visibleUnits(tongue).map((unit) => unit.text), ...names], tongue.tag)).toEqual([]);
  });

  it.each(tongues)(
    'draw $tag in small and capital letters, digits and the marks of a typed comment',
    ({ tag, text }) => {
      const typed = `${text.language.name} 0123456789 .,;:!?'"()/@#&%+-= ABCXYZ abcxyz`;
      expect(missing([typed, typed.toLocaleUpperCase(tag), typed.toLocaleLowerCase(tag)], tag)).toEqual([]);
    },
  );

  it.each(catalogue.wider.languages)('draw the name and the card of a language of the wider list: $english', (each) => {
    expect(missing([each.name, each.speak ?? ''], each.tag)).toEqual([]);
  });

  it.each(layoutTags)('draw every key of a keyboard and every character it offers: %s', async (tag) => {
    const tongue = await loadTongue(tag);
    expect(missing([...keysOf(tongue).map(faceOf), ...charactersOf(tongue), tongue.shift ?? ''], tongue.tag)).toEqual(
      [],
    );
  });

  it('are known not to draw what they do not hold', () => {
    expect(missing(['Aж', '漢'], 'en')).toEqual(['漢']);
    expect(missing(['Aж', '漢'], 'zh-Hans')).toEqual([]);
    expect(missing(['\u1200'], 'ar')).toEqual(['\u1200']);
  });
});
