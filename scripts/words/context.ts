/**
 * What a translator must know of a line: where it stands, what is put in for `{{…}}`, how long it can be.
 * `resources/locales/context/en.json` says it, by the id of a line or by the beginning of ids (`ui.bar.*`).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { examplesOf, slotsOf, type Line } from './lines.ts';

const contextSchema = z.record(
  z.string().regex(/^[\w.-]+(\.\*)?$/),
  z.strictObject({
    note: z.string().min(1),
    /** What is put in for a slot, by its name. */
    slots: z.record(z.string(), z.string().min(1)).optional(),
    /** At most so wide; a Han character counts as two. */
    columns: z.int().positive().optional(),
  }),
);
export type Context = z.infer<typeof contextSchema>;

export function readContext(resources: string): Context {
  return contextSchema.parse(JSON.parse(readFileSync(join(resources, 'locales/context/en.json'), 'utf8')));
}

/** Keys of the context that speak of a line, from the widest to the line's own. */
export function keysFor(context: Context, id: string): readonly string[] {
  const plain = id.replace(/_(zero|one|two|few|many|other)$/, '');
  return Object.keys(context)
    .filter((key) => key === id || key === plain || (key.endsWith('.*') && id.startsWith(key.slice(0, -1))))
    .toSorted((a, b) => a.length - b.length);
}

/** All there is to say of a line to who translates it, a sentence or two each. */
export function notesOf(context: Context, tag: string, line: Line): readonly string[] {
  const entries = keysFor(context, line.id).flatMap((key) => context[key] ?? []);
  const slots = slotsOf(line.source).map((slot) => {
    const name = slot.replaceAll(/[{}\s]/g, '');
    const what = entries.findLast((entry) => entry.slots?.[name] !== undefined)?.slots?.[name];
    return `Keep ${slot} as it is${what === undefined ? '' : `: ${what}`}.`;
  });
  const columns = entries.findLast((entry) => entry.columns !== undefined)?.columns;
  const made = line.status === 'missing' ? 'not translated yet' : line.status;
  return [
    ...entries.map((entry) => entry.note),
    ...slots,
    ...(line.plural === null
      ? []
      : [`Plural form "${line.plural}", for numbers such as ${examplesOf(tag, line.plural).join(', ')}.`]),
    ...(columns === undefined ? [] : [`At most ${columns} letters; a Chinese character counts as two.`]),
    `Unit ${line.unit}: ${made}. Version ${line.version} of the English.`,
  ];
}
