/** Languages as XLIFF 2.0 (OASIS) and as gettext's PO: what goes out to translators, and what comes back. */
import { po, type GettextEntry } from 'gettext-parser';
import js2xliff from 'xliff/js2xliff';
import xliff2js from 'xliff/xliff2js';
import { z } from 'zod';
import { err, ok, type Result } from '../../src/shared/result.ts';
import { SOURCE } from '../../src/shared/content/assemble.ts';
import type { Line } from './lines.ts';

export interface Outgoing {
  readonly line: Line;
  readonly notes: readonly string[];
}

/** One line as it came back. */
export interface Returned {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** The translator's tool still calls it uncertain (gettext's `fuzzy`). */
  readonly uncertain: boolean;
}

export interface Delivery {
  readonly tag: string;
  readonly lines: readonly Returned[];
}

export interface BadFile {
  readonly type: 'bad-file';
  readonly detail: string;
}

/** The one file of an XLIFF document. */
const FILE = 'fairdesk';

/** XLIFF 2.0: a unit a line. */
export async function toXliff(tag: string, lines: readonly Outgoing[]): Promise<string> {
  const units = lines.map(
    ({ line, notes }) => [line.id, { source: line.source, target: line.target, note: notes }] as const,
  );
  const xml = await js2xliff({
    sourceLanguage: SOURCE,
    targetLanguage: tag,
    resources: { [FILE]: Object.fromEntries(units) },
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`;
}

/** PO: the id of a line is its context; what is outdated is `fuzzy`, as gettext calls it. */
export function toGettext(tag: string, lines: readonly Outgoing[]): string {
  const translations: Record<string, Record<string, GettextEntry>> = {};
  for (const { line, notes } of lines) {
    const comments = { extracted: notes.join('\n'), ...(line.status === 'outdated' ? { flag: 'fuzzy' } : {}) };
    translations[line.id] = {
      [line.source]: { msgctxt: line.id, msgid: line.source, msgstr: [line.target], comments },
    };
  }
  const headers = {
    'Project-Id-Version': 'Fairdesk',
    Language: tag.replaceAll('-', '_'),
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
  };
  const bytes = po.compile({ charset: 'utf-8', headers, translations });
  return `${new TextDecoder().decode(bytes).trimEnd()}\n`;
}

/** Markup that a tool put into a line is no text: only strings are taken. */
const xliffSchema = z.object({
  sourceLanguage: z.literal(SOURCE),
  targetLanguage: z.string().min(1),
  resources: z.record(
    z.string(),
    z.record(z.string(), z.object({ source: z.string(), target: z.string().default('') })),
  ),
});

const gettextSchema = z.object({
  headers: z.object({ Language: z.string().min(1) }),
  translations: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        msgid: z.string(),
        msgstr: z.tuple([z.string()]),
        comments: z.object({ flag: z.string().optional() }).optional(),
      }),
    ),
  ),
});

export async function fromXliff(xml: string): Promise<Result<Delivery, BadFile>> {
  const parsed = xliffSchema.safeParse(await tried(() => xliff2js(xml)));
  if (!parsed.success)
    return err({ type: 'bad-file', detail: `is no XLIFF 2.0 from English: ${firstOf(parsed.error)}` });
  const { targetLanguage, resources } = parsed.data;
  const lines = Object.values(resources).flatMap((units) =>
    Object.entries(units).map(([id, { source, target }]) => ({ id, source, target, uncertain: false })),
  );
  return ok({ tag: targetLanguage, lines });
}

export async function fromGettext(text: string): Promise<Result<Delivery, BadFile>> {
  const parsed = gettextSchema.safeParse(await tried(() => po.parse(text, { validation: true })));
  if (!parsed.success) return err({ type: 'bad-file', detail: `is no PO file: ${firstOf(parsed.error)}` });
  const { headers, translations } = parsed.data;
  const lines = Object.entries(translations).flatMap(([id, entries]) =>
    Object.values(entries)
      .filter(({ msgid }) => msgid !== '')
      .map(({ msgid, msgstr, comments }) => ({
        id,
        source: msgid,
        target: msgstr[0],
        uncertain: comments?.flag?.includes('fuzzy') === true,
      })),
  );
  return ok({ tag: headers.Language.replaceAll('_', '-'), lines });
}

/** What a library throws at a file is its verdict on it. */
async function tried(parse: () => unknown): Promise<unknown> {
  try {
    return await parse();
  } catch (error) {
    return error;
  }
}

function firstOf(error: z.ZodError): string {
  const issue = error.issues[0];
  return `${issue?.path.join(' → ') ?? ''} ${issue?.message ?? ''}`.trim();
}
