/**
 * The rights as plain text for codes that a phone reads without any network. One code holds what a
 * phone's camera still tells apart on a kiosk; a language that needs more gets several codes, each of
 * which says which of how many it is.
 */
import type { Catalogue, ContentText } from '../../../shared/content/content.ts';

/**
 * Bytes of UTF-8 in one code: what version 25 holds at level M (ISO/IEC 18004:2024, table 7). Its 117 modules and
 * the quiet zone are 125 mm wide at 1 mm each, which a phone tells apart at arm's length.
 */
export const MOST_BYTES = 997;

export interface ShortWords {
  /** What stands above: whose rights they are. */
  readonly title: string;
  /** Whom to call. */
  readonly phone: string;
  /** The City's page, in words, or null where none is known. */
  readonly page: string | null;
}

/** What a code says, line by line: the sentence of every right, or one right with what it means and what to do. */
export function shortForm(
  text: ContentText,
  rights: Catalogue['rights'],
  of: string | null,
  words: ShortWords,
): readonly string[] {
  const end = [words.phone, ...(words.page === null ? [] : [words.page])];
  const one = of === null ? undefined : text.rights.rights[of];
  if (one !== undefined) {
    // Most rights end with the call that stands at the end of all of them.
    const said = [...one.means, ...one.act].filter((line) => line !== words.phone);
    return [one.title, ...said.map((line) => `- ${line}`), ...end];
  }
  const sentences = rights.groups.flatMap((group) => group.rights.map((id) => text.rights.rights[id]?.title ?? ''));
  return [words.title, ...sentences.map((line) => `- ${line}`), ...end];
}

/**
 * Lines as the texts of as few codes as hold them, all about as full, so that none is denser than need be.
 *
 * @param most bytes of UTF-8 that one code holds
 */
export function inCodes(lines: readonly string[], tag: string, most: number = MOST_BYTES): readonly string[] {
  const fewest = packed(lines, tag, most);
  let [low, high] = [1, most];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (packed(lines, tag, middle).length <= fewest.length) high = middle;
    else low = middle + 1;
  }
  const parts = packed(lines, tag, high);
  return parts.length === 1 ? parts : parts.map((part, at) => `${mark(at, parts.length)}${part}`);
}

const mark = (at: number, of: number) => `${at + 1}/${of}\n`;
/** "10/10" and the end of its line. */
const MARK_BYTES = 6;

function packed(lines: readonly string[], tag: string, most: number): readonly string[] {
  const whole = lines.join('\n');
  if (bytesOf(whole) <= most) return [whole];
  const room = Math.max(1, most - MARK_BYTES);
  const parts: string[] = [];
  let part = '';
  for (const piece of lines.flatMap((line) => pieces(line, tag, room))) {
    const longer = part === '' ? piece : `${part}\n${piece}`;
    if (bytesOf(longer) <= room) part = longer;
    else {
      parts.push(part);
      part = piece;
    }
  }
  return [...parts, part].filter((each) => each !== '');
}

/** A line that no code holds is cut between words; nothing of it is lost. */
function pieces(line: string, tag: string, room: number): readonly string[] {
  if (bytesOf(line) <= room) return [line];
  const cut: string[] = [];
  let piece = '';
  for (const { segment } of new Intl.Segmenter(tag, { granularity: 'word' }).segment(line)) {
    if (piece !== '' && bytesOf(piece + segment) > room) {
      cut.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return [...cut, piece];
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
