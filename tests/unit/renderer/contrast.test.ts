/** Q25: every allowed pair of tokens in every contrast mode, computed from the style sheet, nothing rounded. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CONTRASTS } from '../../../src/renderer/kiosk/session.ts';

const renderer = join(import.meta.dirname, '../../../src/renderer');
const css = readFileSync(join(renderer, 'ui/tokens.css'), 'utf8');

const TOKENS = ['paper', 'sheet', 'ink', 'soft', 'edge', 'act', 'on-act', 'tint', 'signal', 'good', 'bad'] as const;
type Token = (typeof TOKENS)[number];

/** Surfaces that words and lines stand on. */
const GROUNDS: readonly Token[] = ['paper', 'sheet', 'tint'];
const text: readonly (readonly [Token, Token])[] = [
  ...GROUNDS.flatMap((ground) =>
    (['ink', 'soft', 'act', 'good', 'bad'] as const).map((word) => [word, ground] as const),
  ),
  ['on-act', 'act'],
  // A main button under a finger.
  ['paper', 'ink'],
];
/** Borders of what can be touched, the ring around the focus, what is filled. */
const signs: readonly (readonly [Token, Token])[] = GROUNDS.flatMap((ground) =>
  (['edge', 'act', 'signal', 'bad'] as const).map((line) => [line, ground] as const),
);

/** WCAG 2.2 SC 1.4.6 for all text; 1.4.3 in the mode for eyes that high contrast hurts; 1.4.11 for signs. */
const leastText = (mode: string) => (mode === 'low' ? 4.5 : 7);
const LEAST_SIGN = 3;

describe.each(CONTRASTS)('%s', (mode) => {
  const colours = tokensOf(mode);

  test('names all eleven tokens', () => {
    expect(Object.keys(colours).toSorted()).toEqual([...TOKENS].toSorted());
  });

  test.each(text)('%s on %s can be read', (front, back) => {
    expect(contrast(colours[front], colours[back])).toBeGreaterThanOrEqual(leastText(mode));
  });

  test.each(signs)('%s on %s can be seen', (front, back) => {
    expect(contrast(colours[front], colours[back])).toBeGreaterThanOrEqual(LEAST_SIGN);
  });
});

/** Every style sheet of the face but the one that names the tokens. */
const sheets = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.css') && !path.endsWith('tokens.css'),
);

describe.each(sheets)('%s', (path) => {
  // A rule that brings a font says what it is called, not where it is used.
  const sheet = readFileSync(join(renderer, path), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/@font-face\s*\{[^}]*\}/g, '');

  test('puts words and lines only on what they are allowed on', () => {
    const rules = [...sheet.matchAll(/[{;]\s*(?:background(?:-color)?|background-image):\s*([^;}]+)/g)].map(
      (found) => found[1],
    );
    const grounds = /^(?:var\(--(?:paper|sheet|tint|act|ink)\)|transparent|none|Highlight|inherit)$/;
    expect(rules.filter((ground) => !grounds.test(ground?.trim() ?? ''))).toEqual([]);
  });

  test('names no colour, line height, letter spacing or font: the tokens do', () => {
    expect(sheet).not.toMatch(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|\bline-height\b|\bfont-family\b/i);
    expect(sheet.replaceAll('letter-spacing: inherit', '')).not.toMatch(/letter-spacing/);
  });

  test('names no side by its hand: every layout also runs from right to left', () => {
    expect(sheet).not.toMatch(
      /\b(?:margin|padding|border|inset)-(?:left|right)\b|text-align: (?:left|right)|[^-]\b(?:left|right):/,
    );
  });
});

function tokensOf(mode: string): Record<Token, string> {
  const block = new RegExp(`\\[data-contrast='${mode}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((found) => [found[1], found[2]]),
  ) as Record<Token, string>;
}

/** WCAG 2.2, "contrast ratio" and "relative luminance". */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
