/**
 * Reports written before enrollment: payloads under the vault key. At enrollment they are sealed,
 * numbered and freed one by one in the order they were written, contact requests last and shuffled.
 * Each is one transaction, so a crash midway goes on where it was.
 */
import { z } from 'zod';
import { reportIdSchema, type ReportId } from '../../shared/ids.ts';
import { isVisitorType, type Payload } from '../../shared/reports/payloads.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import type { DeskLog } from '../log-events.ts';
import type { Enrollment } from '../store/device-records.ts';
import { attempt } from '../store/failures.ts';
import type { Store } from '../store/store.ts';
import { isContactRequest } from './draft.ts';
import { mintId, sealedReport } from './mint.ts';
import type { Seal } from './seal.ts';

const vaultedSchema = z.object({
  /** Null for a contact request: it gets its id with its number. */
  id: reportIdSchema.nullable(),
  /** The envelope's time, milliseconds since the epoch. */
  moment: z.number(),
  payload: z.looseObject({ schema: z.string(), centerId: z.string().nullable(), agency: z.string().optional() }),
});
type Vaulted = z.infer<typeof vaultedSchema>;

interface VaultOptions {
  readonly store: Store;
  readonly vaultKeys: VaultKeys;
  readonly random: (length: number) => Uint8Array;
  readonly log: DeskLog;
  readonly agencyOf: (centerId: string | null) => string;
  readonly changed: () => void;
  readonly vaultEmptied?: () => void;
}

interface EncryptedDraft {
  readonly keyNumber: number;
  readonly sealed: Uint8Array;
  readonly written: number;
  readonly scattered: boolean;
}

interface Target {
  readonly enrollment: Enrollment;
  readonly seal: Seal;
}

export interface DraftVault {
  encrypt(draft: { id: ReportId | null; moment: number; payload: Payload }): EncryptedDraft;
  add(row: EncryptedDraft): void;
  /** Empties the vault; a second call while one runs waits for it. */
  release(to: Target): Promise<void>;
  /** Ends after the report being freed. */
  stop(): Promise<void>;
}

export function openDraftVault(options: VaultOptions): DraftVault {
  const { store, vaultKeys, random, log, changed } = options;
  let running: Promise<void> | null = null;
  // What was deleted from the vault may still be in the write-ahead log.
  let logHoldsVault = false;
  const stopping = new AbortController();

  const decrypt = (keyNumber: number, sealed: Uint8Array): Vaulted | null => {
    const plain = vaultKeys.decrypt(keyNumber, sealed);
    return plain === null ? null : vaultedSchema.parse(JSON.parse(Buffer.from(plain).toString('utf8')));
  };

  /** The center is known now, and with it the agency that runs it. */
  const placed = (payload: Vaulted['payload'], centerId: string | null): object => {
    if (payload.centerId !== null || centerId === null) return payload;
    const unknownAgency = payload.agency !== undefined && payload.agency === options.agencyOf(null);
    return { ...payload, centerId, ...(unknownAgency ? { agency: options.agencyOf(centerId) } : {}) };
  };

  const releaseOne = async ({ enrollment, seal }: Target): Promise<'freed' | 'set-aside' | 'none' | 'failed'> => {
    const row = store.vault.first();
    if (row === null) return 'none';
    const vaulted = decrypt(row.keyNumber, row.sealed);
    if (vaulted === null) {
      const kept = attempt(() => store.vault.setUnreadable(row.place));
      log({ event: 'vault-row-unreadable', keyNumber: row.keyNumber });
      return kept.ok ? 'set-aside' : 'failed';
    }
    const { payload, moment } = vaulted;
    const data = await seal(placed(payload, enrollment.centerId));
    const id = vaulted.id ?? mintId(moment, random);
    const report = sealedReport(id, enrollment.deviceId, payload.schema, moment, data);
    const committed = attempt(() =>
      store.reports.commit(report, null, (sequence) => {
        store.vault.take(row.place);
        if (!isVisitorType(payload.schema)) store.work.numbered(id, sequence);
      }),
    );
    if (committed.ok) return 'freed';
    log({ event: 'store-failed', during: 'release', code: codeOf(committed.error) });
    return 'failed';
  };

  const releaseAll = async (to: Target) => {
    const waiting = store.vault.count();
    if (waiting > 0) log({ event: 'vault-release-began', reports: waiting });
    let freed = 0;
    while (!stopping.signal.aborted) {
      let step: Awaited<ReturnType<typeof releaseOne>>;
      try {
        step = await releaseOne(to);
      } catch (error) {
        const name = error instanceof Error ? error.name : 'unknown';
        log({ event: 'seal-failed', kid: to.enrollment.sealingKey.kid, error: name });
        break;
      }
      if (step === 'none' || step === 'failed') break;
      if (step === 'set-aside') continue;
      freed += 1;
      logHoldsVault = true;
      changed();
    }
    if (freed > 0) log({ event: 'vault-release-ended', reports: freed });
    if (!logHoldsVault || stopping.signal.aborted) return;
    const emptied = attempt(() => store.checkpoint());
    if (emptied.ok) logHoldsVault = !emptied.value;
    else log({ event: 'store-failed', during: 'checkpoint', code: codeOf(emptied.error) });
    if (!logHoldsVault) options.vaultEmptied?.();
  };

  return {
    encrypt({ id, moment, payload }) {
      const plain = Buffer.from(JSON.stringify({ id, moment, payload }));
      return { ...vaultKeys.encrypt(plain), written: moment, scattered: isContactRequest(payload.schema) };
    },
    add: (row) => store.vault.add(row),
    release(to) {
      running ??= releaseAll(to).finally(() => {
        running = null;
      });
      return running;
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

function codeOf(error: { type: 'disk-full' } | { type: 'store-failed'; code: string }): string {
  return error.type === 'disk-full' ? 'disk-full' : error.code;
}
