/**
 * Hangul: letters join into the syllable before the caret while it is being written. `es-hangul` knows
 * which join, and that a final consonant goes over to the vowel that follows it.
 */
import { assemble, convertQwertyToHangul, disassemble, removeLastCharacter } from 'es-hangul';
import type { Joiner } from './compose.ts';
import type { LetterRows } from './letters.ts';

const SYLLABLE = /^[가-힣ㄱ-ㅣ]$/u;
const LETTER = /^[ㄱ-ㅣ]$/u;

export const hangul: Joiner = {
  takes: (letter) => LETTER.test(letter),
  join: (before, letter) => (SYLLABLE.test(before) ? assemble([before, letter]) : before + letter),
  takeBack: (before) => {
    if (!SYLLABLE.test(before)) return { left: '', taken: before };
    return { left: removeLastCharacter(before), taken: disassemble(before).slice(-1) };
  },
};

/**
 * The two-set keyboard (KS X 5002), in rows as they are written down.
 * @param english letters as they lie on an English keyboard
 */
export function twoSet(english: LetterRows): readonly string[] {
  const key = (latin: string) => {
    const [plain, shifted] = [convertQwertyToHangul(latin), convertQwertyToHangul(latin.toUpperCase())];
    return plain === shifted ? plain : `${plain}/${shifted}`;
  };
  return english.map((row) => row.map(({ plain }) => key(plain)).join(' '));
}
