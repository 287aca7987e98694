/**
 * The businesses of this laptop: whoever works at it finds them again. They lie under the vault key; one
 * that it does not open is left as it is. Read once for each sign-in, and forgotten with it.
 */
import { z } from 'zod';
import { cityDay } from '../../shared/clock.ts';
import type { BusinessLine } from '../../shared/inspector.ts';
import { businessSchema, type ReviewDraft } from '../../shared/reviews/draft.ts';
import type { AtWork } from '../inspector/door.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import type { BusinessRow, BusinessTable } from '../store/business-table.ts';
import { found, haystack, type Haystack } from './find.ts';
import { jsonOf } from './rows.ts';

const bodySchema = z.looseObject({ ...businessSchema.shape, preferredLanguage: z.string().nullable().default(null) });
type Body = z.infer<typeof bodySchema>;

/** A list is read by a person. */
const FOUND_MAX = 50;

interface Known {
  readonly id: string;
  readonly seen: number;
  readonly body: Body;
  readonly text: Haystack;
}

export interface Register {
  /** Those in which every word of `text` occurs, the latest first. */
  find(work: AtWork, text: string): readonly BusinessLine[];
  read(id: string): BusinessLine | null;
  /** The row that a review of now leaves behind: of the business it names, or of a new one. Written by nobody yet. */
  visited(work: AtWork, draft: ReviewDraft, now: number): BusinessRow;
  put(row: BusinessRow): void;
}

export interface RegisterParts {
  readonly businesses: BusinessTable;
  readonly vaultKeys: Pick<VaultKeys, 'encrypt' | 'decrypt'>;
  readonly newId: () => string;
}

export function openRegister({ businesses, vaultKeys, newId }: RegisterParts): Register {
  let read = new WeakMap<AtWork, readonly Known[]>();

  const open = (row: BusinessRow): Known | null => {
    const plain = vaultKeys.decrypt(row.keyNumber, row.sealed);
    const body = plain === null ? null : bodySchema.safeParse(jsonOf(plain));
    if (body === null || !body.success) return null;
    const { name, address, licence, bin } = body.data;
    return { id: row.id, seen: row.seen, body: body.data, text: haystack([name, address, licence, bin]) };
  };
  const all = (work: AtWork): readonly Known[] => {
    const before = read.get(work);
    if (before !== undefined) return before;
    const known = businesses
      .all()
      .flatMap((row) => open(row) ?? [])
      .sort((a, b) => b.seen - a.seen);
    read.set(work, known);
    return known;
  };
  /** The one that a draft names, or one that is the same in all it says. */
  const meant = (work: AtWork, { businessId, business }: ReviewDraft): Known | null => {
    const row = businessId === null ? null : businesses.read(businessId);
    if (row !== null) return open(row);
    const { exact } = haystack([business.name, business.address, business.licence, business.bin]);
    return all(work).find((known) => known.text.exact === exact) ?? null;
  };

  return {
    find: (work, text) =>
      all(work)
        .filter((known) => found(known.text, text))
        .slice(0, FOUND_MAX)
        .map(lineOf),
    read(id) {
      const row = businesses.read(id);
      const known = row === null ? null : open(row);
      return known === null ? null : lineOf(known);
    },
    visited(work, draft, now) {
      const before = meant(work, draft);
      const { name, address, licence, bin } = draft.business;
      const body: Body = {
        ...before?.body,
        name: name.trim(),
        address: address.trim(),
        licence: licence.trim(),
        bin: bin.trim(),
        preferredLanguage: draft.preferredLanguage ?? before?.body.preferredLanguage ?? null,
      };
      const sealed = vaultKeys.encrypt(Buffer.from(JSON.stringify(body)));
      return { id: before?.id ?? newId(), seen: now, ...sealed };
    },
    put(row) {
      businesses.put(row);
      read = new WeakMap();
    },
  };
}

function lineOf({ id, seen, body }: Known): BusinessLine {
  const { name, address, licence, bin, preferredLanguage } = body;
  return { id, name, address, licence, bin, preferredLanguage, lastSeen: cityDay(seen) };
}
