/** `docs/accessibility.md`, in the order of VPAT 2.5 INT. */
import * as en from './en301549.ts';
import type { Chapter, Line, Proof } from './model.ts';
import * as us from './section508.ts';
import { wcagA, wcagAA, wcagAAA } from './wcag.ts';

export const chapters: readonly Chapter[] = [
  { title: 'WCAG 2.2, level A', lines: wcagA },
  { title: 'WCAG 2.2, level AA', lines: wcagAA },
  { title: 'WCAG 2.2, level AAA (noted, not claimed)', lines: wcagAAA },
  { title: 'Section 508, chapter 3: Functional Performance Criteria', lines: us.functional },
  { title: 'Section 508, chapter 4: Hardware', lines: us.hardware },
  { title: 'Section 508, chapter 5: Software', lines: us.software },
  { title: 'Section 508, chapter 6: Support Documentation and Services', lines: us.support },
  { title: 'EN 301 549, clause 4: Functional performance', lines: en.performance },
  { title: 'EN 301 549, clause 5: Generic requirements', lines: en.generic },
  { title: 'EN 301 549, clauses 6 and 7: Two-way voice, video', lines: en.voiceAndVideo },
  { title: 'EN 301 549, clause 8: Hardware', lines: en.hardware },
  { title: 'EN 301 549, clauses 9 and 10: Web, non-web documents', lines: en.webAndDocuments },
  { title: 'EN 301 549, clause 11: Software', lines: en.software },
  { title: 'EN 301 549, clauses 12 and 13: Documentation, relay services', lines: en.documents },
];

const HEAD = `# Accessibility

Written by \`npm run accessibility-doc\` from \`scripts/accessibility/\`: change that, not this page. A test fails where this page is not what the generator writes, where a test it names is not there, or where a criterion is missing.

In the order of VPAT 2.5 INT: WCAG 2.2, Revised Section 508, EN 301 549 V3.2.1. It speaks of the **kiosk's face** in its twelve languages; staff's panel meets the same rules of the screen. An inspector's laptop and what owners read on it are held to WCAG 2.2 A and AA by tests of their own (axe, four windows down to 320 CSS px, keys alone) and are not reported here criterion by criterion. It is the developers' own report, not an audit by others, and no screen reader of another maker was run: a kiosk brings its own speech.

| | |
|---|---|
| **supports** | met, and the tests named fail where it is not |
| **in part** | met but for what the line says |
| **depends on hardware** | the software does its share; the rest is bought and mounted as [hardware.md](hardware.md) says |
| **not applicable** | there is nothing it could be about |
`;

export function accessibilityPage(): string {
  const numbers = new Map<string, number>();
  const tables = chapters.map(({ title, lines }) => table(title, lines, numbers)).join('\n');
  const tests = [...numbers].map(([named, number]) => `${number}. ${named}`).join('\n');
  return `${HEAD}\n${tables}\n## The tests\n\n\`\${…}\`, \`$tag\` and \`%s\` stand for each language, size, token or way in that the test is run for.\n\n${tests}\n`;
}

function table(title: string, lines: readonly Line[], numbers: Map<string, number>): string {
  const rows = lines.map(({ criterion, name, state, says, proofs }) => {
    const tests = proofs.map((proof) => numberOf(proof, numbers)).join(', ');
    return `| ${criterion} | ${name} | ${state} | ${says} | ${tests} |`;
  });
  return `## ${title}\n\n| criterion | | | how | tests |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
}

function numberOf({ file, title }: Proof, numbers: Map<string, number>): number {
  const named = `\`${file}\`: ${title.replaceAll('$', String.raw`\$`)}`;
  const number = numbers.get(named) ?? numbers.size + 1;
  numbers.set(named, number);
  return number;
}
