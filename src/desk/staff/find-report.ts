/**
 * Where the report behind a visitor's reference is. A reference is of the hash of the report's id, so ids
 * are hashed until one fits, the newest first; no table says which reference belongs to which report.
 */
import { z } from 'zod';
import { readCrockford } from '../../shared/crockford.ts';
import { reportIdSchema, type ReportId } from '../../shared/ids.ts';
import type { StaffAnswers } from '../../shared/staff.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import { referenceOfId } from '../reports/mint.ts';
import type { ReportDesk } from '../store/report-desk.ts';
import type { ReportState } from '../store/tally.ts';
import type { Vault } from '../store/waiting-rooms.ts';

type Whereabouts = Extract<StaffAnswers['staff.reference'], { ok: true }>['value']['state'];

export interface FindParts {
  readonly reports: Pick<ReportDesk, 'before'>;
  readonly vault: Pick<Vault, 'page'>;
  readonly vaultKeys: Pick<VaultKeys, 'decrypt'>;
}

/** Looked at in one go; between two the desk does what else there is to do. */
const PAGE = 250;

const vaultedIdSchema = z.object({ id: reportIdSchema.nullable() });

/** @param typed as a person types it: `abcd efgh`, O for 0 */
export async function findReport(parts: FindParts, typed: string): Promise<Whereabouts> {
  const wanted = readCrockford(typed);
  if (wanted === null) return 'unknown';
  const isWanted = (id: ReportId) => referenceOfId(id).replaceAll('-', '') === wanted;

  for (let place = 0; ;) {
    const rows = parts.vault.page(place, PAGE);
    if (rows.some((row) => vaultedIds(parts.vaultKeys, row).some(isWanted))) return 'waiting';
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) break;
    place = last.place;
    await othersTurn();
  }
  for (let below = Number.MAX_SAFE_INTEGER; ;) {
    const rows = parts.reports.before(below, PAGE);
    const found = rows.find(({ id }) => isWanted(id));
    if (found !== undefined) return inWords[found.state];
    const last = rows.at(-1);
    if (last === undefined) return 'unknown';
    below = last.sequence;
    await othersTurn();
  }
}

const inWords: Readonly<Record<ReportState, Whereabouts>> = {
  waiting: 'waiting',
  behind: 'waiting',
  parked: 'waiting',
  dead: 'refused',
  delivered: 'received',
};

/** Of what was written before enrollment. */
function vaultedIds(keys: FindParts['vaultKeys'], row: { keyNumber: number; sealed: Uint8Array }): ReportId[] {
  const plain = keys.decrypt(row.keyNumber, row.sealed);
  if (plain === null) return [];
  const { id } = vaultedIdSchema.parse(JSON.parse(Buffer.from(plain).toString('utf8')));
  return id === null ? [] : [id];
}

function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
