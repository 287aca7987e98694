/**
 * What lies in inspectors' rows, and how it is read again. A row that cannot be read is kept: it lies under
 * a key that is not here, or the disk has changed it, or a newer version of the app wrote it.
 */
import { z } from 'zod';
import { businessSchema, reviewDraftSchema } from '../../shared/reviews/draft.ts';
import { copyExceptions } from '../../shared/reviews/terms.ts';
import type { AtWork } from '../inspector/door.ts';
import type { KeptWork, WorkState, WorkTable } from '../store/work-table.ts';

export const KIND = 'rights-review';

// Loose throughout: what a newer version added is kept when this one writes a row again.
export const draftBodySchema = z.looseObject({ draft: reviewDraftSchema });
export const sentBodySchema = z.looseObject({
  draft: reviewDraftSchema,
  /** ISO 8601, by the clock of this device. */
  sentAt: z.string(),
});
export const owedBodySchema = z.looseObject({
  business: businessSchema,
  businessId: z.uuid().nullable(),
  preferredLanguage: z.string().nullable(),
  exception: z.enum(copyExceptions).nullable(),
  /** ISO 8601: when it was first deferred. */
  since: z.string(),
});

export type DraftBody = z.infer<typeof draftBodySchema>;
export type SentBody = z.infer<typeof sentBodySchema>;
export type OwedBody = z.infer<typeof owedBodySchema>;

export type Opened<T> =
  | { readonly state: 'read'; readonly body: T }
  /** Under a key that is not held: of an earlier passphrase. */
  | { readonly state: 'earlier' }
  /** Its bytes are not what was written. */
  | { readonly state: 'unreadable' }
  /** Whole, and of a shape this version does not know. */
  | { readonly state: 'newer' };

export function openRow<S extends z.ZodType>(work: AtWork, row: KeptWork, schema: S): Opened<z.output<S>> {
  if (!work.holds(row.generation)) return { state: 'earlier' };
  const plain = work.decrypt(row.generation, row.sealed);
  if (plain === null) return { state: 'unreadable' };
  if (row.kind !== KIND) return { state: 'newer' };
  const parsed = schema.safeParse(jsonOf(plain));
  return parsed.success ? { state: 'read', body: parsed.data } : { state: 'newer' };
}

export function jsonOf(plain: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(plain).toString('utf8'));
  } catch {
    return null;
  }
}

export function sealRow(work: AtWork, body: object): { generation: number; sealed: Uint8Array } {
  return work.encrypt(Buffer.from(JSON.stringify(body)));
}

export interface ReadRow<T> {
  readonly row: KeptWork;
  readonly body: T;
}

/** One row of whoever is at work, in this state and readable; null for every other. */
export function readRow<S extends z.ZodType>(
  table: Pick<WorkTable, 'read'>,
  work: AtWork,
  id: string,
  state: WorkState,
  schema: S,
): ReadRow<z.output<S>> | null {
  const row = table.read(id);
  if (row === null || row.account !== work.account || row.state !== state) return null;
  const opened = openRow(work, row, schema);
  return opened.state === 'read' ? { row, body: opened.body } : null;
}

/** All rows of whoever is at work in this state that can be read, the latest first. */
export function readRows<S extends z.ZodType>(
  table: Pick<WorkTable, 'of'>,
  work: AtWork,
  state: WorkState,
  schema: S,
): readonly ReadRow<z.output<S>>[] {
  return table.of(work.account, state).flatMap((row) => {
    const opened = openRow(work, row, schema);
    return opened.state === 'read' ? [{ row, body: opened.body }] : [];
  });
}
