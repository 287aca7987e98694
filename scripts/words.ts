/** `npm run words`: the texts of all languages, out to translators and back, and how they stand. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseCommand, runCommand, UsageError } from '../src/process/command.ts';
import { projectRoot } from '../src/process/project.ts';
import { languageStatus, unitStandings } from '../src/shared/content/units.ts';
import { notesOf, readContext } from './words/context.ts';
import { fromGettext, fromXliff, toGettext, toXliff } from './words/exchange.ts';
import { begin, readTongue, tagsOf, writeTongue, type Begun, type Tongue } from './words/files.ts';
import { linesOf } from './words/lines.ts';
import { take, type Review } from './words/take.ts';
import { follow, raise, readLock, writeLock } from './words/versions.ts';

const USAGE = `
npm run words -- status [LANG]
npm run words -- export --to xliff|gettext --out DIR LANG... [--only UNIT...]
npm run words -- import FILE... [--reviewed-by NAME --on DATE] [--name NAME]
npm run words -- raise [--with LANG...]

The texts of the languages in resources, as translators work on them.

  status       how many units of each language are drafts, reviewed or outdated; of one language, which
  export       writes a file a language: every line with its English, its words, and notes. A language
               that is not there yet is exported empty
    --to       xliff: XLIFF 2.0 (.xlf); gettext: PO (.po)
    --out DIR  where the files go
    --only UNIT  only units of this name or beginning, such as rights or ui.home; can be said several times
  import       takes such files back: each whole or, with a list of what is wrong, not at all
    --reviewed-by NAME --on DATE  a certified translator has reviewed what is in the files, on this
               day (2026-11-30); every unit in them becomes 'reviewed'
    --name NAME  a new language's own name in its own script, as on its button
  raise        raises the version of every unit whose English changed and renews the lock
               (resources/locales/context/versions.json); its translations are outdated from then on
    --with LANG  but not this one, whose words were changed together with the English

  --resources DIR  another folder of content than the one that ships
`;

const REVIEW_DAY = /^\d{4}-\d{2}-\d{2}$/;

const { values, positionals } = await parsed();
const resources = resolve(values.resources ?? join(projectRoot, 'resources'));
const [command = '', ...rest] = positionals;

await runCommand('npm run words --', async () => {
  switch (command) {
    case 'status':
      return rest[0] === undefined ? tellAll() : tellOne(rest[0]);
    case 'export':
      return await exportTo(values.to, values.out, rest, values.only ?? []);
    case 'import':
      return await importFrom(rest);
    case 'raise':
      return raiseVersions(values.with ?? []);
    default:
      throw new UsageError('say status, export, import or raise');
  }
});

/** Options are parsed where their faults are told as a command tells them. */
async function parsed() {
  const result: { now?: ReturnType<typeof parse> } = {};
  await runCommand('npm run words --', async () => {
    result.now = parse();
  });
  if (result.now === undefined) process.exit(2);
  return result.now;
}

function parse() {
  return parseCommand(
    process.argv.slice(2),
    USAGE,
    {
      to: { type: 'string' },
      out: { type: 'string' },
      only: { type: 'string', multiple: true },
      with: { type: 'string', multiple: true },
      'reviewed-by': { type: 'string' },
      on: { type: 'string' },
      name: { type: 'string' },
      resources: { type: 'string' },
    },
    Infinity,
  );
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function tongueOf(tag: string): Tongue {
  const tongue = readTongue(resources, tag);
  if (tongue === null) throw new UsageError(`there is no language ${tag}`);
  return tongue;
}

function tellAll(): void {
  const english = tongueOf('en');
  const row = (cells: readonly (string | number)[]) =>
    say(cells.map((cell, at) => (at === 0 ? String(cell).padEnd(8) : String(cell).padStart(9))).join(' '));
  row(['language', 'draft', 'reviewed', 'outdated']);
  for (const tag of tagsOf(resources)) {
    if (tag === 'en') continue;
    const { text, ui } = tongueOf(tag);
    const { draft, reviewed, outdated } = languageStatus(english.text, text, ui).counts;
    row([tag, draft, reviewed, outdated]);
  }
}

function tellOne(tag: string): void {
  const { text, ui } = tongueOf(tag);
  for (const { unit, status, by, on } of unitStandings(tongueOf('en').text, text, ui)) {
    say(`${status.padEnd(8)} ${unit}${by === null ? '' : ` (${by}, ${on ?? 'no date'})`}`);
  }
}

async function exportTo(to: string | undefined, out: string | undefined, tags: string[], only: string[]) {
  if (to !== 'xliff' && to !== 'gettext') throw new UsageError('--to takes xliff or gettext');
  if (out === undefined) throw new UsageError('--out DIR is needed');
  if (tags.length === 0) throw new UsageError('say which languages');
  const english = tongueOf('en');
  const context = readContext(resources);
  const wanted = (unit: string) =>
    only.length === 0 || only.some((name) => unit === name || unit.startsWith(`${name}.`));
  mkdirSync(out, { recursive: true });
  for (const tag of tags) {
    if (tag === 'en') throw new UsageError('en is what all others are translated from');
    const tongue = readTongue(resources, tag) ?? begin(validTag(tag), tag, 0);
    const lines = linesOf(english, tongue)
      .filter((line) => wanted(line.unit))
      .map((line) => ({ line, notes: notesOf(context, tag, line) }));
    const path = join(out, `${tag}.${to === 'xliff' ? 'xlf' : 'po'}`);
    writeFileSync(path, to === 'xliff' ? await toXliff(tag, lines) : toGettext(tag, lines));
    say(`${path}: ${lines.length} lines`);
  }
}

function validTag(tag: string): string {
  try {
    if (new Intl.Locale(tag).toString() === tag) return tag;
  } catch {
    // Said below.
  }
  throw new UsageError(`${tag} is not a language tag as BCP 47 writes it`);
}

async function importFrom(files: string[]) {
  if (files.length === 0) throw new UsageError('say which files');
  const review = reviewOf(values['reviewed-by'], values.on);
  for (const file of files) {
    const delivery = await (file.endsWith('.po') ? fromGettext : fromXliff)(readText(file));
    if (!delivery.ok) throw new UsageError(`${file} ${delivery.error.detail}`);
    const tag = validTag(delivery.value.tag);
    const taken = take(tongueOf('en'), readTongue(resources, tag) ?? started(tag), delivery.value, review);
    if (!taken.ok) {
      for (const fault of taken.error.faults) process.stderr.write(`${file}: ${fault}\n`);
      throw new UsageError(`${file} was not taken: ${taken.error.faults.length} faults`);
    }
    writeTongue(resources, taken.value.tongue);
    const { changed, reviewed } = taken.value;
    say(`${file}: ${changed.length} lines changed, ${reviewed.length} units reviewed`);
  }
}

/** A language that was not there: it stands last on the wall. */
function started(tag: string): Begun {
  const name = values.name;
  if (name === undefined) throw new UsageError(`${tag} is new: say its own name in its own script with --name`);
  const orders = tagsOf(resources).map((each) => tongueOf(each).text.language.order);
  return begin(tag, name, Math.max(...orders) + 10);
}

function reviewOf(by: string | undefined, on: string | undefined): Review | null {
  if (by === undefined && on === undefined) return null;
  if (by === undefined || by.trim() === '' || on === undefined)
    throw new UsageError('--reviewed-by and --on go together');
  if (!REVIEW_DAY.test(on) || Number.isNaN(Date.parse(on))) throw new UsageError(`--on takes a day such as 2026-11-30`);
  return { by, on };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${file} cannot be read`);
  }
}

function raiseVersions(together: readonly string[]): void {
  const { english, lock, units } = raise(tongueOf('en'), readLock(resources));
  const followers = together.map((tag) => follow(tongueOf(tag), english, units));
  if (units.length > 0) for (const tongue of [english, ...followers]) writeTongue(resources, tongue);
  writeLock(resources, lock);
  say(units.length === 0 ? 'no unit changed; the lock is renewed' : `raised: ${units.join(', ')}`);
}
