import { describe, expect, it } from 'vitest';
import { layoutTags, loadTongue } from '../../../../src/renderer/keyboard/layouts.ts';
import { nameOfCharacter, spokenOf } from '../../../../src/renderer/keyboard/names.ts';
import { linesOf } from '../../../../src/renderer/keyboard/Suggestions.tsx';
import lines from '../../../../src/renderer/keyboard/traditional.json';
import { big5, traditionalTable } from '../../../../scripts/keyboard/table.ts';
import { tongues, visibleUnits } from '../../content/corpus.ts';
import { drawnIn } from '../../content/letters.ts';
import { charactersOf, keysOf, writableIn } from './keys.ts';

/** Letters of a script that has capitals, or of none that a voice is sure to say alone. */
const SAID_ALONE = /^(?:[\p{Script=Latin}\p{Script=Cyrillic}]|\p{N}|[ء-ي]{1,2})$/u;
/** The narrowest keyboard, less the arrow: ten characters of Chinese. */
const NARROWEST = 10;

describe('a keyboard', () => {
  it.each(tongues)('writes every letter of every text there is in $tag', async (tongue) => {
    const lacking = await writableIn(tongue.tag);
    expect(
      lacking(
        visibleUnits(tongue)
          .map(({ text }) => text)
          .join(''),
      ),
    ).toEqual([]);
  });

  it.each(layoutTags)('has no key that a voice could not say: %s', async (tag) => {
    const tongue = await loadTongue(tag);
    const unsaid = keysOf(tongue).filter(
      (each) => nameOfCharacter(each) === null && spokenOf(tongue.spoken, each) === each && !SAID_ALONE.test(each),
    );
    // Bengali letters that are told apart by their sound alone.
    expect(unsaid.filter((each) => !/^[অআএ-হৎ]$/u.test(each) && each !== 'ঋ')).toEqual([]);
    const names = Object.values(tongue.spoken);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('traditional characters', () => {
  it('are those the libraries give, made anew by one command', () => expect(traditionalTable()).toEqual(lines));

  it.each(['zh-Hant', 'zh-Hant-x-pinyin'])('can all be written, none simplified: %s', async (tag) => {
    const offered = new Set(charactersOf(await loadTongue(tag)));
    const drawn = drawnIn('zh-Hant');
    expect(big5(1).filter((each) => drawn(each) && !offered.has(each))).toEqual([]);
    expect(['们', '说', '时', '这', '国'].filter((each) => offered.has(each))).toEqual([]);
  });
});

it('the note on Chinese fits the narrowest keyboard, line by line', () => {
  for (const { ui } of tongues.filter((each) => each.tag.startsWith('zh'))) {
    const pieces = linesOf(ui['keyboard.chinese'] ?? '', NARROWEST);
    expect(pieces.join('')).toBe(ui['keyboard.chinese']);
    expect(Math.max(...pieces.map((each) => each.length))).toBeLessThanOrEqual(NARROWEST);
    expect(linesOf(ui['keyboard.chinese'] ?? '', 4 * NARROWEST)).toHaveLength(1);
  }
});
