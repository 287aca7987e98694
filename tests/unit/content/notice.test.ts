import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resources } from './corpus.ts';

const packages = join(resources, '../node_modules/@fontsource-variable');
const notice = readFileSync(join(resources, 'NOTICE-fonts.md'), 'utf8');

/** A package's licence file: whose the font is, then the licence itself. */
function licenceOf(name: string): { owner: string; terms: string } {
  const text = readFileSync(join(packages, name, 'LICENSE'), 'utf8');
  return {
    owner: text.split(/\s(?=This Font Software|NotoSans-Italic)/)[0]?.trim() ?? '',
    terms: text.slice(text.indexOf('SIL OPEN FONT LICENSE Version 1.1')).trim(),
  };
}

describe('the notice of the bundled fonts', () => {
  it.each(readdirSync(packages))('names %s and its owner, and carries its licence word for word', (name) => {
    const { owner, terms } = licenceOf(name);
    expect(notice).toContain(`@fontsource-variable/${name})`);
    expect(notice).toContain(owner);
    expect(notice).toContain(terms);
  });
});

describe('the notice of the holidays', () => {
  it('names the version that is installed, its owner and the licence of its data', () => {
    const said = readFileSync(join(resources, 'NOTICE-calendar.md'), 'utf8');
    const folder = join(resources, '../node_modules/date-holidays');
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    const licence = readFileSync(join(folder, 'LICENSE'), 'utf8');
    expect(said).toContain(`date-holidays) ${version}`);
    for (const words of [
      'CC BY-SA 3.0',
      'http://creativecommons.org/licenses/by-sa/3.0/',
      'Copyright (c) 2015-present',
    ]) {
      expect(licence).toContain(words);
      expect(said).toContain(words);
    }
  });
});
