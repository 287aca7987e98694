/** Takes a translator's lines into a language: all of them or, where one is wrong, none. */
import { wordsFault } from '../../src/shared/content/completeness.ts';
import { contentTextSchema } from '../../src/shared/content/content.ts';
import { err, ok, type Result } from '../../src/shared/result.ts';
import type { Delivery, Returned } from './exchange.ts';
import type { Begun, Json, Tongue } from './files.ts';
import { examplesOf, FACE, faceKeys, linesOf, slotsOf, type Line } from './lines.ts';

/** A certified translator has read the units that are delivered, on this day (ISO 8601). */
export interface Review {
  readonly by: string;
  readonly on: string;
}

export interface Taken {
  readonly tongue: Tongue;
  /** Ids of the lines that say something else now. */
  readonly changed: readonly string[];
  readonly reviewed: readonly string[];
}

export interface Refused {
  readonly type: 'refused';
  /** Every reason, each with the line it is about. */
  readonly faults: readonly string[];
}

/**
 * The language with what was delivered put in.
 *
 * A unit whose words changed is a draft again until somebody reviews it. It counts as made from today's
 * English once all of it was delivered; one that comes back unchanged stays as it was.
 */
export function take(
  english: Tongue,
  tongue: Begun,
  delivery: Delivery,
  review: Review | null,
): Result<Taken, Refused> {
  const lines = new Map(linesOf(english, tongue).map((line) => [line.id, line]));
  const faults = delivery.lines.flatMap((returned, at) => {
    const twice = delivery.lines.findIndex(({ id }) => id === returned.id) !== at;
    const fault = twice ? 'stands there twice' : faultOf(tongue.tag, lines.get(returned.id), returned, review);
    return fault === null ? [] : [`${returned.id}: ${fault}`];
  });
  if (faults.length > 0) return err({ type: 'refused', faults });

  const delivered = new Map(delivery.lines.map(({ id, target }) => [id, target]));
  const changed = delivery.lines.filter(({ id, target }) => lines.get(id)?.target !== target).map(({ id }) => id);
  const units = unitsTouched([...lines.values()], delivered, new Set(changed));
  const parts = review === null ? [] : units.filter((unit) => !unit.whole).map((unit) => unit.name);
  if (parts.length > 0) {
    return err({
      type: 'refused',
      faults: parts.map((unit) => `${unit}: a review is of the whole unit, and lines of it are missing`),
    });
  }

  const file = inOrder(english.file, tongue.file, (path) =>
    path.startsWith('units.') ? undefined : delivered.get(path),
  );
  const standing = units.filter((unit) => review !== null || unit.changed);
  const noted = standing.length === 0 ? file : withUnits(file, english, standing, review);
  const ui: Record<string, string> = {};
  for (const key of faceKeys(tongue.tag, english.ui).keys()) {
    const words = delivered.get(FACE + key) ?? tongue.ui[key];
    if (words !== undefined) ui[key] = words;
  }
  const text = contentTextSchema.safeParse(noted);
  const issue = text.error?.issues[0];
  const fault = text.success
    ? wordsFault(tongue.tag, ui, english.ui)
    : `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
  if (!text.success || fault !== null)
    return err({ type: 'refused', faults: [`the language would not be whole: ${fault ?? ''}`] });
  return ok({
    tongue: { tag: tongue.tag, text: text.data, ui, file: noted },
    changed,
    reviewed: review === null ? [] : units.map((unit) => unit.name),
  });
}

/** What is wrong with a line as it came back, or null. */
function faultOf(tag: string, line: Line | undefined, returned: Returned, review: Review | null): string | null {
  const { source, target } = returned;
  if (line === undefined) return 'the app has no such line';
  if (line.source !== source) return 'its English is not the English of today: export it again';
  if (target.trim() === '') return 'is empty';
  if (/^\s|\s$|\s\s|[\t\n\r]/u.test(target)) return 'begins or ends with a space, has two in a row or breaks the line';
  if (returned.uncertain && review !== null) return 'is still marked fuzzy, so that nobody can have reviewed it';
  const [wanted, found] = [slotsOf(source), slotsOf(target)];
  if (found.join() === wanted.join()) return null;
  // A form for one number only can spell the number out: "one page".
  const single = line.plural !== null && examplesOf(tag, line.plural).length === 1;
  if (single && found.join() === wanted.filter((slot) => slot !== '{{count}}').join()) return null;
  return `has ${found.join(' ') || 'nothing'} where the English has ${wanted.join(' ') || 'nothing'} to fill in`;
}

interface TouchedUnit {
  readonly name: string;
  /** Every line of it was delivered. */
  readonly whole: boolean;
  readonly changed: boolean;
}

function unitsTouched(
  lines: readonly Line[],
  delivered: ReadonlyMap<string, string>,
  changed: ReadonlySet<string>,
): readonly TouchedUnit[] {
  const byUnit = Map.groupBy(lines, (line) => line.unit);
  return [...byUnit]
    .filter(([, own]) => own.some(({ id }) => delivered.has(id)))
    .map(([name, own]) => ({
      name,
      whole: own.every(({ id }) => delivered.has(id)),
      changed: own.some(({ id }) => changed.has(id)),
    }));
}

type Standing = Record<string, string | number>;

/** The file with `units` saying how these stand now; what a unit says as the whole does is left out. */
function withUnits(file: Json, english: Tongue, touched: readonly TouchedUnit[], review: Review | null): Json {
  const units: Record<string, Standing> = { ...(file['units'] as Record<string, Standing> | undefined) };
  for (const { name, whole } of touched) {
    const source = whole ? (english.text.units[name]?.source ?? english.text.source) : units[name]?.['source'];
    const status = review === null ? 'draft' : 'reviewed';
    const standing = {
      ...(source === undefined || source === file['source'] ? {} : { source }),
      ...(status === file['status'] ? {} : { status }),
      ...review,
    };
    delete units[name];
    if (Object.keys(standing).length > 0) units[name] = standing;
  }
  const { units: _before, ...rest } = file;
  if (Object.keys(units).length === 0) return rest;
  const order = ['language', 'status', 'source'];
  const head = order.flatMap((key) => (key in rest ? [[key, rest[key]] as const] : []));
  const tail = Object.entries(rest).filter(([key]) => !order.includes(key));
  return Object.fromEntries([...head, ['units', units], ...tail]);
}

/** `mine` in the order of `english`, with the strings that `told` has by their path in place of its own. */
function inOrder(english: Json, mine: Json, told: (path: string) => string | undefined, path = ''): Json {
  const keys = [...Object.keys(english).filter((key) => key !== 'units'), ...Object.keys(mine)];
  const entries = [...new Set(keys)].flatMap((key) => {
    const value = valueOf(english[key], mine[key], told, path === '' ? key : `${path}.${key}`);
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(entries);
}

function valueOf(english: unknown, mine: unknown, told: (path: string) => string | undefined, path: string): unknown {
  const said = told(path);
  if (said !== undefined) return said;
  if (Array.isArray(english)) {
    const own: unknown[] = Array.isArray(mine) ? mine : [];
    const length = Math.max(own.length, english.length);
    const items = Array.from({ length }, (_, at) => valueOf(english[at], own[at], told, `${path}.${at}`));
    return items.filter((item) => item !== undefined);
  }
  if (!isJson(english)) return mine;
  const inner = inOrder(english, isJson(mine) ? mine : {}, told, path);
  return mine === undefined && Object.keys(inner).length === 0 ? undefined : inner;
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
