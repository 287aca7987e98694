/**
 * Keys are changed in two steps. First the next one is announced: receipt and content keys are listed in
 * every configuration, so that devices trust them before anything is signed with them; a sealing key is
 * only held, until a backup has it, for what is sealed to a lost key is lost. Then it is taken into use.
 * Old sealing keys stay for late reports, without end: their files are never deleted. Old receipt and
 * content keys stay trusted until they are retired.
 */
import { err, ok, type Result } from '../../shared/result.ts';
import { keysFolder, makeKey, readKeys, usedSince, writeKey, type KeyFile, type Purpose } from './keyring.ts';

/** Devices look for a configuration every few minutes; one that is switched off for a night has this long. */
export const ANNOUNCED_FOR_MS = 24 * 3_600_000;

export interface KeyLine {
  readonly purpose: Purpose;
  readonly kid: string;
  /** `current` signs or is sealed to; `announced` comes next; `trusted` was used before; `retired` is trusted no more. */
  readonly state: 'announced' | 'current' | 'trusted' | 'retired';
  readonly createdAt: string;
  readonly usedSince: string | null;
}

/** What keys there are. Nothing secret. */
export function listKeys(folder: string): KeyLine[] {
  const keys = readKeys(keysFolder(folder));
  return keys.map((key) => ({
    purpose: key.purpose,
    kid: key.kid,
    state: key.state !== 'used' ? key.state : key.kid === currentOf(keys, key.purpose)?.kid ? 'current' : 'trusted',
    createdAt: key.createdAt,
    usedSince: key.state === 'announced' ? null : usedSince(key),
  }));
}

export type RotateError =
  | { readonly type: 'too-early'; readonly announcedAt: string; readonly readyAt: string }
  | { readonly type: 'not-backed-up'; readonly kid: string };

export interface Rotated {
  readonly purpose: Purpose;
  readonly kid: string;
  readonly step: 'announced' | 'current';
}

/**
 * One step: announces the next key, or takes the announced one into use.
 *
 * @param now milliseconds since the epoch
 * @param confirmed someone says that the step's condition is met: devices have seen it, a backup holds it
 */
export function rotate(
  folder: string,
  purpose: Purpose,
  now: number,
  confirmed: { readonly backedUp: boolean; readonly early: boolean },
): Result<Rotated, RotateError> {
  const keys = keysFolder(folder);
  const held = readKeys(keys).filter((key) => key.purpose === purpose);
  const announced = held.find(({ state }) => state === 'announced');
  // Later than those before it, also where the clock was set back since.
  const since = Math.max(now, ...held.map((key) => Date.parse(usedSince(key)) + 1));
  if (announced === undefined) {
    return ok({ purpose, kid: makeKey(keys, purpose, since, 'announced').kid, step: 'announced' });
  }
  if (purpose === 'sealing' && !confirmed.backedUp) return err({ type: 'not-backed-up', kid: announced.kid });
  const readyAt = Date.parse(announced.createdAt) + ANNOUNCED_FOR_MS;
  if (purpose !== 'sealing' && now < readyAt && !confirmed.early) {
    return err({ type: 'too-early', announcedAt: announced.createdAt, readyAt: new Date(readyAt).toISOString() });
  }
  writeKey(keys, { ...announced, state: 'used', usedAt: new Date(since).toISOString() });
  return ok({ purpose, kid: announced.kid, step: 'current' });
}

export type RetireError = { readonly type: 'unknown-key' | 'in-use' | 'sealing-key' };

/** A key that is trusted no more. Never the one in use, never a sealing key. */
export function retire(folder: string, kid: string): Result<KeyFile, RetireError> {
  const keys = readKeys(keysFolder(folder));
  const key = keys.find((each) => each.kid === kid);
  if (key === undefined) return err({ type: 'unknown-key' });
  if (key.purpose === 'sealing') return err({ type: 'sealing-key' });
  if (currentOf(keys, key.purpose)?.kid === kid) return err({ type: 'in-use' });
  const retired: KeyFile = { ...key, state: 'retired' };
  writeKey(keysFolder(folder), retired);
  return ok(retired);
}

function currentOf(keys: readonly KeyFile[], purpose: Purpose): KeyFile | undefined {
  return keys.findLast((key) => key.purpose === purpose && key.state === 'used');
}
