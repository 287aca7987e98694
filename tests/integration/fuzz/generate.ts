/**
 * Input for fuzz tests: what a schema takes, and that with a few things wrong. Values that no schema lets
 * near the code behind it find few faults; values that are right but for one find the rest.
 */
import fc from 'fast-check';
import { z } from 'zod';

/** CI has minutes; FAIRDESK_FULL=1 is the promise itself. */
export const FULL = process.env['FAIRDESK_FULL'] === '1';
/** A test of this many inputs in CI, and of 100,000 in full. */
export const runs = (inCi: number) => (FULL ? 100_000 : inCi);

/** Any value that crosses as JSON, hostile names and numbers among them. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 3, noUnicodeString: false }) },
  fc.constantFrom<unknown>(
    '\u0000',
    '\ud800',
    '__proto__',
    '',
    'x'.repeat(20_000),
    -0,
    1e308,
    2 ** 53,
    -1,
    0.1,
    [],
    [[[[]]]],
    Array(600).fill(0),
  ),
  fc
    .constantFrom(
      '{"__proto__":{"polluted":1}}',
      '{"constructor":{"prototype":{"polluted":1}}}',
      '{"toString":1,"hasOwnProperty":2}',
      '{"then":{}}',
    )
    .map((text) => JSON.parse(text) as unknown),
);

interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  /** Of a tuple. */
  readonly prefixItems?: readonly JsonSchema[];
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly format?: string;
  readonly pattern?: string;
}

/** Values that a schema takes, as far as its JSON Schema says what those are. */
export function valid(schema: z.ZodType): fc.Arbitrary<unknown> {
  return of(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as JsonSchema);
}

function of(schema: JsonSchema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(of));
  switch (schema.type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => [name, of(field)] as const);
      const known = fc.record(Object.fromEntries(fields));
      const more = typeof schema.additionalProperties === 'object' ? of(schema.additionalProperties) : null;
      if (more === null) return known;
      return fc
        .tuple(known, fc.dictionary(fc.oneof(fc.string(), fc.constant('satisfaction')), more, { maxKeys: 4 }))
        .map(([fixed, free]) => ({ ...free, ...fixed }));
    }
    case 'array':
      if (schema.prefixItems !== undefined) return fc.tuple(...schema.prefixItems.map(of));
      return fc.array(of(schema.items ?? {}), { maxLength: 4 });
    case 'string':
      return stringOf(schema);
    case 'integer':
      return fc.oneof(fc.integer(), fc.nat(10), fc.maxSafeInteger());
    case 'number':
      return fc.oneof(fc.nat(10), fc.double({ noNaN: true, noDefaultInfinity: true }));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case undefined:
    default:
      return anyJson;
  }
}

function stringOf({ format, pattern, minLength, maxLength }: JsonSchema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (pattern !== undefined) {
    try {
      return fc.stringMatching(new RegExp(pattern));
    } catch {
      // Look-around is beyond what it generates from.
    }
  }
  const bounds = { minLength: minLength ?? 0, maxLength: Math.min(maxLength ?? 40, 40) };
  return fc.oneof(fc.string({ unit: 'binary', ...bounds }), fc.string(bounds));
}

/** A value with one place of it, wherever, made something else, left out, or joined by what nobody asked for. */
export function broken(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(value, fc.array(fc.nat(50), { minLength: 1, maxLength: 3 }), anyJson, fc.constantFrom('set', 'drop', 'add'))
    .map(([whole, path, other, how]) => breakAt(structuredClone(whole), path, other, how));
}

function breakAt(whole: unknown, path: readonly number[], other: unknown, how: 'set' | 'drop' | 'add'): unknown {
  const [step = 0, ...rest] = path;
  if (typeof whole !== 'object' || whole === null) return other;
  const names = Object.keys(whole);
  const name = names[step % Math.max(1, names.length)];
  const holder = whole as Record<string, unknown>;
  if (name === undefined || how === 'add') {
    // As a parser makes it: an own property, whatever its name.
    const added = ['__proto__', 'constructor', 'extra', ''][step % 4] ?? '';
    Object.defineProperty(holder, added, { value: other, enumerable: true, configurable: true, writable: true });
  } else if (rest.length > 0) holder[name] = breakAt(holder[name], rest, other, how);
  else if (how === 'drop') delete holder[name];
  else holder[name] = other;
  return whole;
}

/** What a prototype must not have learnt. */
export function pollution(): readonly string[] {
  const names: string[] = [];
  for (const name in {}) names.push(name);
  return [...names, ...Object.getOwnPropertyNames(Object.prototype).filter((name) => /pollut|extra/.test(name))];
}
