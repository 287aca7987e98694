/**
 * A form becomes a report: cleaned, validated, sealed, committed. When `submit` answers well, the
 * report is on disk with its place in the queue; before enrollment it is on disk under the vault key.
 */
import type { Saved, SubmitError } from '../../shared/bridge.ts';
import { dayName, startOfHour, type Clock } from '../../shared/clock.ts';
import type { ReportId } from '../../shared/ids.ts';
import type { Payload } from '../../shared/reports/payloads.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { DATA_MAX_BYTES } from '../../shared/wire/envelope.ts';
import type { Attachment, BlobFolder, Content } from '../attachments/blob-folder.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import type { DeskLog } from '../log-events.ts';
import type { Enrollment } from '../store/device-records.ts';
import { attempt, type StoreError } from '../store/failures.ts';
import type { Committed } from '../store/report-table.ts';
import type { Store } from '../store/store.ts';
import { contactNumbering } from './contacts.ts';
import { envelopeMoment, isContactRequest, payloadFault, payloadOf, type Draft } from './draft.ts';
import { idRandom, mintId, referenceOfId, sealedReport } from './mint.ts';
import type { QuietWindow } from './numbering.ts';
import { sealTo, type Seal } from './seal.ts';
import { openDraftVault } from './vault.ts';

const HOUR_MS = 3_600_000;
/** A face that holds a form longer than this has long been wiped. */
const FORM_HOURS = 48;

export type AttachError = Extract<SubmitError, { type: 'disk-full' | 'store-failed' }>;

export interface ReportsOptions {
  readonly store: Store;
  readonly blobs: BlobFolder;
  readonly vaultKeys: VaultKeys;
  readonly clock: Clock;
  readonly random: (length: number) => Uint8Array;
  readonly log: DeskLog;
  /** Of the content that is shown. */
  readonly contentVersion: () => string;
  readonly quietWindow: QuietWindow;
  /** Whether this device is in practice now. */
  readonly practice?: () => boolean;
  /** The enrollment this folder has, or null. */
  readonly enrollment: Enrollment | null;
  readonly inSession: () => boolean;
  /** Whether the disk has room for a form besides what receipts need. */
  readonly admits?: () => boolean;
  /** Called when what was written before enrollment has left the vault. */
  readonly vaultEmptied?: () => void;
  /** The agency that runs a center, as far as it is known. */
  readonly agencyOf: (centerId: string | null) => string;
  /** Called after every commit. */
  readonly changed: () => void;
}

/** What else commits with an inspector's report. */
export interface Alongside {
  /** Decides alone whether the report is of practice. */
  readonly practice: boolean;
  /** When it was said, where that was not now: milliseconds since the epoch by the wall clock. */
  readonly at?: number;
  /** Runs in the transaction that commits the report. `sequence`: null where it waits in the vault for its number. */
  taking(id: ReportId, sequence: number | null): void;
}

export interface Reports {
  /**
   * Commits what a form says, once for its `key`.
   *
   * @param key UUID the face minted for this form
   * @param attachments as `attach` answered; a contact request takes none, for it has no id to tie them to
   */
  submit(
    draft: Draft,
    key: string,
    attachments?: readonly Attachment[],
    alongside?: Alongside,
  ): Promise<Result<Saved, SubmitError>>;
  /** Keeps a photo or a signature, encrypted, until a form that names its hash is submitted with it. */
  attach(content: Content, mediaType: string): Promise<Result<Attachment, AttachError>>;
  /**
   * Seals to this enrollment from now on and frees what waits in the vault. To be called once the
   * enrollment is on disk, and again whenever it changes. Ends when the vault is empty, or when the
   * disk refuses: the next `tick` goes on then.
   */
  release(enrollment: Enrollment): Promise<void>;
  /** What is done at idle moments; to be called every minute and when a session ends. */
  tick(): Promise<void>;
  /** Numbers every contact request at once: before an export and before staff shut the device down. */
  numberContacts(): Result<number, StoreError>;
  /** No sequence up to `to` will be given out: the central endpoint's ledger is ahead. */
  raiseSequence(to: number): void;
  /** Lets what is being written end; what comes later is answered `store-failed`. */
  close(): Promise<void>;
}

export function openReports(options: ReportsOptions): Reports {
  const { store, clock, log, changed } = options;
  const random = idRandom(options.random);
  const bootId: string = mintId(clock.wall(), random);
  const vault = openDraftVault(options);
  const contacts = contactNumbering(options);
  let enrolled: { enrollment: Enrollment; seal: Seal } | null = null;
  const underWay = new Set<Promise<unknown>>();
  let closed = false;
  let submissionsDroppedAt = 0;

  const useEnrollment = (enrollment: Enrollment) => {
    if (enrolled?.enrollment.sealingKey.kid === enrollment.sealingKey.kid) {
      enrolled = { enrollment, seal: enrolled.seal };
    } else {
      enrolled = { enrollment, seal: sealTo(enrollment.sealingKey) };
    }
    return enrolled;
  };
  if (options.enrollment !== null) useEnrollment(options.enrollment);

  const answer = (committed: Result<Committed, StoreError>): Result<Saved, SubmitError> => {
    if (!committed.ok) {
      if (committed.error.type === 'disk-full') return err({ type: 'disk-full' });
      log({ event: 'store-failed', during: 'submit', code: committed.error.code });
      return err({ type: 'store-failed' });
    }
    if (committed.value.first) changed();
    return ok({ reference: committed.value.reference });
  };

  const sealed = async (payload: Payload): Promise<string | null> => {
    if (enrolled === null) return null;
    try {
      return await enrolled.seal(payload);
    } catch (error) {
      log({ event: 'seal-failed', kid: enrolled.enrollment.sealingKey.kid, error: nameOf(error) });
      return null;
    }
  };

  /** @returns the field that is wrong, or null */
  const attachmentsFault = async (type: string, attachments: readonly Attachment[]): Promise<SubmitError | null> => {
    const fault = (detail: string) => ({ type: 'invalid' as const, field: 'attachments', detail });
    if (attachments.length > 0 && isContactRequest(type)) return fault('must be empty');
    for (const { sha256, size } of attachments) {
      if ((await options.blobs.size(sha256)) !== size) return fault('is not kept here');
    }
    return null;
  };

  const attach = async (content: Content, mediaType: string): Promise<Result<Attachment, AttachError>> => {
    if (options.admits?.() === false) return err({ type: 'disk-full' });
    const kept = await options.blobs.add(content, mediaType);
    if (kept.ok) return kept;
    if (kept.error.type === 'disk-full') return err({ type: 'disk-full' });
    log({ event: 'store-failed', during: 'attach', code: kept.error.code });
    return err({ type: 'store-failed' });
  };

  const submit = async (
    draft: Draft,
    key: string,
    attachments: readonly Attachment[],
    alongside?: Alongside,
  ): Promise<Result<Saved, SubmitError>> => {
    if (options.admits?.() === false) return err({ type: 'disk-full' });
    const now = clock.wall();
    const wall = alongside?.at ?? now;
    const centerId = enrolled?.enrollment.centerId ?? null;
    const lacking = attachments.length > 0 ? await attachmentsFault(draft.schema, attachments) : null;
    if (lacking !== null) return err(lacking);
    const practice = alongside?.practice ?? options.practice?.() === true;
    const place = { centerId, contentVersion: options.contentVersion(), practice };
    const monotonicMs = clock.monotonic() - (now - wall);
    const payload = payloadOf(draft, place, { wall, monotonicMs, bootId }, attachments);
    const type = payload.schema;
    const moment = envelopeMoment(type, wall);

    // An inspector's own list names what was sent by its number.
    if (alongside !== undefined && enrolled !== null && store.vault.count() > 0) await vault.release(enrolled);
    // While anything is in the vault, what comes goes behind it: numbers follow the order of writing.
    const sealing = store.vault.count() === 0 ? sealed(payload) : null;
    // Validated and minted while other threads seal. What is not valid is never committed.
    const wrong = payloadFault(payload);
    if (wrong !== null) return err(wrong);
    const id = isContactRequest(type) ? null : mintId(moment, random);
    const submission = { key, reference: id === null ? null : referenceOfId(id), hour: Math.floor(now / HOUR_MS) };

    // Tied in the transaction that commits the report, here or in the vault.
    const tie = (sequence: number | null) => {
      if (id === null) return;
      const hashes = attachments.map(({ sha256 }) => sha256);
      if (hashes.length > 0) store.attachments.keep(id, hashes);
      alongside?.taking(id, sequence);
    };

    const data = await sealing;
    if (enrolled === null || data === null) {
      const row = vault.encrypt({ id, moment, payload });
      return answer(
        attempt(() =>
          store.reports.once(submission, () => {
            vault.add(row);
            tie(null);
          }),
        ),
      );
    }
    if (data.length > DATA_MAX_BYTES) return err({ type: 'invalid', field: '(root)', detail: 'is too long' });
    if (id === null) {
      return answer(contacts.hold({ day: dayName(wall), data, since: startOfHour(wall) }, submission));
    }
    const report = sealedReport(id, enrolled.enrollment.deviceId, type, moment, data);
    return answer(attempt(() => store.reports.commit(report, submission, tie)));
  };

  /** What is being written when the desk closes is waited for. */
  const finishing = <T, E extends SubmitError>(work: () => Promise<Result<T, E | { type: 'store-failed' }>>) => {
    if (closed) return Promise.resolve(err({ type: 'store-failed' as const }));
    const saving = work().finally(() => underWay.delete(saving));
    underWay.add(saving);
    return saving;
  };

  const dropSubmissions = () => {
    const hour = Math.floor(clock.wall() / HOUR_MS);
    if (hour === submissionsDroppedAt) return;
    if (attempt(() => store.reports.dropSubmissions(hour - FORM_HOURS)).ok) submissionsDroppedAt = hour;
  };

  return {
    submit: (draft, key, attachments = [], alongside) => finishing(() => submit(draft, key, attachments, alongside)),
    attach: (content, mediaType) => finishing(() => attach(content, mediaType)),
    async release(enrollment) {
      await vault.release(useEnrollment(enrollment));
    },
    async tick() {
      if (closed) return;
      dropSubmissions();
      if (enrolled === null) return;
      await vault.release(enrolled);
      if (closed) return;
      contacts.numberIfDue(enrolled.enrollment.deviceId);
    },
    numberContacts: () => (enrolled === null ? ok(0) : contacts.numberAll(enrolled.enrollment.deviceId)),
    raiseSequence: (to) => store.reports.raiseSequence(to),
    async close() {
      closed = true;
      await Promise.allSettled([...underWay, vault.stop()]);
    },
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
