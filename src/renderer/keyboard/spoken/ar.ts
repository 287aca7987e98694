/** What Arabic signs are called; letters are said by any voice. */
import type { Spoken } from '../names.ts';

export const arabic: Spoken = {
  '\u064C': 'تنوين الضم',
  '\u064D': 'تنوين الكسر',
  '\u064E': 'فتحة',
  '\u064F': 'ضمة',
  '\u0650': 'كسرة',
  '\u0652': 'سكون',
};
