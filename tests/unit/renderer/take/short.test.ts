import { encode } from 'uqr';
import { describe, expect, it, test } from 'vitest';
import { inCodes, MOST_BYTES, shortForm } from '../../../../src/renderer/kiosk/take/short.ts';
import { catalogue, tongues } from '../../content/corpus.ts';

const bytes = (text: string) => new TextEncoder().encode(text).length;
/** Without what says which code of how many it is. */
const bare = (code: string) => code.replace(/^\d+\/\d+\n/, '');

describe('the short form', () => {
  const rights = catalogue.rights.groups.flatMap((group) => group.rights);
  const page = 'nyc.gov/bizrights';

  it.each(tongues)('says every right and whom to call, in codes that a phone can read: $tag', ({ text, ui, tag }) => {
    const [title = '', phone = ''] = [ui['rights.title'], ui['take.phone']];
    const lines = shortForm(text, catalogue.rights, null, { title, phone, page });
    expect(lines).toEqual([title, ...rights.map((id) => `- ${text.rights.rights[id]?.title}`), phone, page]);
    for (const of of [null, ...rights]) {
      const said = shortForm(text, catalogue.rights, of, { title, phone, page });
      const codes = inCodes(said, tag);
      expect(codes.map(bare).join('\n')).toBe(said.join('\n'));
      expect(codes.length).toBeLessThanOrEqual(3);
      for (const code of codes) expect(encode(code, { ecc: 'M' }).version).toBeLessThanOrEqual(25);
    }
  });

  it.each(tongues)('of one right says what it means, what to do, and each line once: $tag', ({ text, ui }) => {
    const phone = ui['take.phone'] ?? '';
    for (const id of rights) {
      const one = text.rights.rights[id];
      const said = shortForm(text, catalogue.rights, id, { title: '', phone, page: null });
      expect(said.at(0)).toBe(one?.title);
      expect(said.at(-1)).toBe(phone);
      for (const line of [...(one?.means ?? []), ...(one?.act ?? [])]) {
        expect(said.filter((each) => each === line || each === `- ${line}`)).toHaveLength(1);
      }
    }
  });
});

describe('codes', () => {
  test('are one where everything fits to the byte, and then do not count themselves', () => {
    expect(inCodes(['a'.repeat(MOST_BYTES)], 'en')).toEqual(['a'.repeat(MOST_BYTES)]);
  });

  test('are as few as hold everything, and about as full', () => {
    const lines = Array.from({ length: 12 }, (_, at) => String.fromCodePoint(97 + at).repeat(100));
    const codes = inCodes(lines, 'en');
    expect(codes).toHaveLength(2);
    expect(codes.map((code) => code.slice(0, 4))).toEqual(['1/2\n', '2/2\n']);
    expect(codes.map(bytes)).toEqual([609, 609]);
  });

  test('cut a line that none of them holds between words, and lose nothing of it', () => {
    const line = 'অধিকার সনদ '.repeat(20).trim();
    const codes = inCodes([line], 'bn', 120);
    for (const code of codes) expect(bytes(code)).toBeLessThanOrEqual(120);
    expect(codes.map(bare).join('')).toBe(line);
    expect(codes.map(bare).join('')).not.toContain('\n');
  });
});
