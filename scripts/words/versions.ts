/**
 * Notices that the English changed. `resources/locales/context/versions.json` holds a hash of every
 * English line with the version of its unit; a unit whose words changed must get a higher version, so that
 * its translations count as outdated. A line that is new outdates nothing.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { versionOf } from '../../src/shared/content/status.ts';
import { unitsOf } from '../../src/shared/content/units.ts';
import { printed, type Json, type Tongue } from './files.ts';

const lockSchema = z.record(z.string(), z.object({ version: z.int().min(1), lines: z.record(z.string(), z.string()) }));
/** By unit; its lines by their path or key, each with the hash of its words. */
export type Lock = z.infer<typeof lockSchema>;

const lockPath = (resources: string) => join(resources, 'locales/context/versions.json');

export function readLock(resources: string): Lock {
  return lockSchema.parse(JSON.parse(readFileSync(lockPath(resources), 'utf8')));
}

export function writeLock(resources: string, lock: Lock): void {
  writeFileSync(lockPath(resources), printed(lock));
}

/** The English as it stands, as a lock. */
export function lockOf(english: Tongue): Lock {
  const units = [...unitsOf(english.text, english.ui)].map(([unit, words]) => {
    const lines = Object.entries(words).map(([path, text]) => [path, hashOf(text)] as const);
    return [unit, { version: versionOf(english.text, unit), lines: Object.fromEntries(lines) }] as const;
  });
  return Object.fromEntries(units);
}

/** 48 bits: a slip, not an enemy, is what is looked for. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** Units whose words are others than the lock knows though their version is the same, each with its lines. */
export function changedUnits(english: Tongue, lock: Lock): ReadonlyMap<string, readonly string[]> {
  const changed = new Map<string, readonly string[]>();
  for (const [unit, now] of Object.entries(lockOf(english))) {
    const before = lock[unit];
    if (before === undefined || now.version > before.version) continue;
    const lines = Object.entries(now.lines).filter(([path, hash]) => (before.lines[path] ?? hash) !== hash);
    if (lines.length > 0)
      changed.set(
        unit,
        lines.map(([path]) => path),
      );
  }
  return changed;
}

/** What stands between the English and its lock, in words; empty where nothing does. */
export function lockFaults(english: Tongue, lock: Lock): readonly string[] {
  const changed = [...changedUnits(english, lock)].map(
    ([unit, lines]) => `${unit}: the English of ${lines.join(', ')} changed`,
  );
  const now = lockOf(english);
  const paths = (each: Lock) =>
    Object.entries(each).flatMap(([unit, { lines }]) => Object.keys(lines).map((path) => `${unit} ${path}`));
  const [here, there] = [paths(now), paths(lock)];
  const fresh = here.filter((path) => !there.includes(path)).map((path) => `${path}: not in the lock yet`);
  const gone = there
    .filter((path) => !here.includes(path))
    .map((path) => `${path}: in the lock, and no longer in the English`);
  return [...changed, ...fresh, ...gone];
}

export interface Raised {
  readonly english: Tongue;
  readonly lock: Lock;
  readonly units: readonly string[];
}

/** The English with a higher version for each unit that changed, and the lock that belongs to it. */
export function raise(english: Tongue, lock: Lock): Raised {
  const units = [...changedUnits(english, lock).keys()];
  const versions = units.map((unit) => [unit, (lock[unit]?.version ?? 1) + 1] as const);
  const raised = withVersions(english, new Map(versions));
  return { english: raised, lock: lockOf(raised), units };
}

/** A language whose words for these units were changed together with the English: it is made from the new version. */
export function follow(tongue: Tongue, english: Tongue, units: readonly string[]): Tongue {
  return withVersions(tongue, new Map(units.map((unit) => [unit, versionOf(english.text, unit)])));
}

function withVersions(tongue: Tongue, versions: ReadonlyMap<string, number>): Tongue {
  if (versions.size === 0) return tongue;
  const units = { ...tongue.text.units };
  for (const [unit, source] of versions) {
    const { by: _by, on: _on, status, ...own } = units[unit] ?? {};
    // Nobody has reviewed words that are new.
    const draft = status === 'draft' || tongue.text.status === 'reviewed' ? { status: 'draft' as const } : {};
    units[unit] = { ...own, source, ...draft };
  }
  const entries = Object.entries(tongue.file).filter(([key]) => key !== 'units');
  const at = entries.findIndex(([key]) => key === 'source') + 1;
  const file: Json = Object.fromEntries([...entries.slice(0, at), ['units', units], ...entries.slice(at)]);
  return { ...tongue, text: { ...tongue.text, units }, file };
}
