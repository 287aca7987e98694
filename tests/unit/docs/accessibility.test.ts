/** The conformance report says what is there: every criterion, and tests that exist. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accessibilityPage, chapters } from '../../../scripts/accessibility/page.ts';
import { projectRoot } from '../../../src/process/project.ts';
import { EN_301_549, SECTION_508, WCAG_A, WCAG_AA } from './criteria.ts';

const lines = chapters.flatMap((chapter) => chapter.lines);
const answered = (standard: string) =>
  chapters
    .filter(({ title }) => title.startsWith(standard))
    .flatMap((chapter) => chapter.lines.map(({ criterion }) => criterion.replaceAll(' ', '')));

describe('docs/accessibility.md', () => {
  it('is what the generator writes', () => {
    expect(readFileSync(join(projectRoot, 'docs/accessibility.md'), 'utf8')).toBe(accessibilityPage());
  });

  it.each([
    ['WCAG 2.2, level A', [...WCAG_A]],
    ['WCAG 2.2, level AA', [...WCAG_AA]],
    ['Section 508', [...SECTION_508]],
    ['EN 301 549', [...EN_301_549]],
  ])('answers every criterion of %s, in its order, once', (standard, criteria) => {
    const given = standard.startsWith('WCAG')
      ? (chapters.find(({ title }) => title === standard)?.lines.map(({ criterion }) => criterion) ?? [])
      : answered(standard);
    expect(given).toEqual(criteria);
  });

  it('shows what it says is met by tests that are there', () => {
    for (const { criterion, state, proofs } of lines)
      if (state === 'supports') expect([criterion, proofs.length]).not.toEqual([criterion, 0]);
    const missing = lines
      .flatMap(({ proofs }) => proofs)
      .filter(({ file, title }) => !QUOTES.some((quote) => sourceOf(file).includes(`${quote}${title}${quote}`)))
      .map(({ file, title }) => `${file}: ${title}`);
    expect([...new Set(missing)]).toEqual([]);
  });

  it('says of what is not met in full what is missing', () => {
    for (const { state, says } of lines) if (state !== 'supports') expect(says.length).toBeGreaterThan(3);
  });
});

const read = new Map<string, string>();
/** A title stands between these, from the first to the last letter. */
const QUOTES = ["'", '`', '"'];

function sourceOf(file: string): string {
  const known = read.get(file);
  if (known !== undefined) return known;
  const path = join(projectRoot, file);
  const source = existsSync(path) ? readFileSync(path, 'utf8') : '';
  read.set(file, source);
  return source;
}
