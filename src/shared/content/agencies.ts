/**
 * Agencies and centers through time. Their ids never change; names, ends and moves have dates, so that
 * old results keep the name of their time. A day belongs to what comes after it: a name that held until
 * 1 July is no longer the name on 1 July. No zod here: the faces use it.
 */
import type { Agency, Center } from './content.ts';

export interface AgencyName {
  readonly name: string;
  readonly short: string;
}

/**
 * What an agency was called on a day. An earlier name whose last day is not known is never given: nobody
 * can say that it held.
 *
 * @param day `2026-11-23`
 */
export function nameOn(agency: Agency, day: string): AgencyName {
  const held = (agency.earlier ?? [])
    .filter((each) => each.until !== undefined && day < each.until)
    .toSorted((a, b) => (a.until ?? '').localeCompare(b.until ?? ''));
  const { name, short } = held[0] ?? agency;
  return { name, short };
}

/** Whether an agency is there on a day; an end without a date is none yet. */
export function exists(agency: Agency, day: string): boolean {
  return agency.ended === undefined || day < agency.ended;
}

/** The agencies that can be chosen on a day. */
export function agenciesOn(agencies: readonly Agency[], day: string): readonly Agency[] {
  return agencies.filter((agency) => exists(agency, day));
}

export function isOpen(center: Center, day: string): boolean {
  return (center.opened ?? '') <= day && (center.closed === undefined || day < center.closed);
}

/** The centers that can be chosen on a day. */
export function centersOn(centers: readonly Center[], day: string): readonly Center[] {
  return centers.filter((center) => isOpen(center, day));
}

/** The agency that does an agency's work on a day: itself, or whoever has taken over. Null where the id is not known. */
export function successorOf(agencies: readonly Agency[], id: string, day: string): Agency | null {
  return follow(agencies, id, (agency) => (exists(agency, day) ? undefined : agency.successor));
}

/** Where a center is on a day: itself, or where it has moved to. Null where the id is not known. */
export function movedFrom(centers: readonly Center[], id: string, day: string): Center | null {
  const gone = (center: Center) => center.closed !== undefined && day >= center.closed;
  return follow(centers, id, (center) => (gone(center) ? center.movedTo : undefined));
}

/** The agency that runs a center on a day, wherever the center has moved and whoever has taken over. */
export function agencyOfCenter(
  { agencies, centers }: { readonly agencies: readonly Agency[]; readonly centers: readonly Center[] },
  centerId: string,
  day: string,
): string | null {
  const center = movedFrom(centers, centerId, day);
  return center === null ? null : (successorOf(agencies, center.agency, day)?.id ?? center.agency);
}

/** Goes from one to the next; stops where none is named or known, and where it has been before. */
function follow<T extends { readonly id: string }>(
  all: readonly T[],
  first: string,
  next: (one: T) => string | undefined,
): T | null {
  const byId = new Map(all.map((one) => [one.id, one]));
  let here = byId.get(first) ?? null;
  const been = new Set<string>();
  while (here !== null && !been.has(here.id)) {
    been.add(here.id);
    const then = next(here);
    const there = then === undefined ? undefined : byId.get(then);
    if (there === undefined) return here;
    here = there;
  }
  return here;
}

/** What is named and not there, or goes round in a circle; the first such thing, or null. */
export function timesFault(agencies: readonly Agency[], centers: readonly Center[]): string | null {
  return (
    chainFault('agencies', agencies, ({ successor }) => successor, 'successor') ??
    chainFault('centers', centers, ({ movedTo }) => movedTo, 'movedTo')
  );
}

function chainFault<T extends { readonly id: string }>(
  where: string,
  all: readonly T[],
  next: (one: T) => string | undefined,
  key: string,
): string | null {
  const byId = new Map(all.map((one) => [one.id, one]));
  for (const one of all) {
    const been = new Set([one.id]);
    for (let then = next(one); then !== undefined;) {
      const there = byId.get(then);
      if (there === undefined) return `${where}.${one.id}.${key} leads to ${then}, which is not there`;
      if (been.has(then)) return `${where}.${one.id}.${key} leads back to ${then}`;
      been.add(then);
      then = next(there);
    }
  }
  return null;
}
