/** The tables as Kysely sees them. Those that grow are keyed by device or center first, so that they can be spread. */
import type { ColumnType, Generated } from 'kysely';
import type { PackHeader } from '../../packs/pack.ts';
import type { Scope } from '../../shared/settings.ts';
import type { Heartbeat, Profile } from '../../shared/wire/exchanges.ts';
import type { AccountTable, HandoverOrderTable } from './account-tables.ts';

type PackKind = PackHeader['kind'];

/** Stored from `T`, read back as `T`; given to the driver as JSON text. */
export type Json<T> = ColumnType<T, string, string>;

/** Which central endpoint this database belongs to: one row. Its keys lie in the data folder under these names. */
interface CentralTable {
  one: Generated<boolean>;
  id: string;
  sealing_kid: string;
}

/** What is published. The scope `city` has the id ''. */
interface SettingTable {
  scope: Scope;
  scope_id: string;
  name: string;
  value: Json<unknown>;
}

/** Changes that are not published yet; a value of SQL NULL takes the setting back. */
interface SettingDraftTable {
  scope: Scope;
  scope_id: string;
  name: string;
  value: ColumnType<unknown, string | null, string | null>;
}

/** The configuration a device was last answered with. `version` never goes back. */
interface DeviceConfigurationTable {
  device_id: string;
  version: number;
  /** Seconds. */
  issued_at: number;
  /** SHA-256 of what it says; another content is another version. */
  digest: Buffer;
  /** Content keys this version lists. */
  content_kids: string[];
  /** Content keys the device has shown that it trusts: of its enrollment, or of a version it said it holds. */
  trusted_kids: string[];
}

/** Who changed what. Grows with what people do, not with what devices send. */
interface AuditTable {
  id: Generated<string>;
  at: Date;
  actor: string;
  action: string;
  subject: string;
  value: ColumnType<unknown, string | null, string | null>;
}

interface DeviceTable {
  id: Generated<string>;
  profile: Profile;
  center_id: string | null;
  name: string;
  app_version: string;
  /** The Ed25519 key that signs its requests, 32 bytes; an older one stops when this changes. */
  public_key: Buffer;
  enrolled_at: Date;
  revoked_at: Date | null;
  /** First seen: a sequence under two ids, as when a device was restored from an image. */
  clone_suspected_at: Date | null;
}

/** Every key that ever enrolled. */
interface DeviceKeyTable {
  public_key: Buffer;
  device_id: string;
  enrolled_at: Date;
}

interface EnrollmentCodeTable {
  /** SHA-256 of the code: the code itself is not kept. */
  hash: Buffer;
  profile: Profile;
  center_id: string | null;
  /** The device to enroll anew; null makes a new one. */
  device_id: string | null;
  expires_at: Date;
  used_key: Buffer | null;
  used_device_id: string | null;
}

interface DeviceStatusTable {
  device_id: string;
  heartbeat: Json<Heartbeat>;
  at: Date;
}

/** One row a report. For visitor kinds this is all that names the device: no type, no bytes. */
interface LedgerTable {
  device_id: string;
  report_id: string;
  sequence: number;
  /** Of `data`. */
  sha256: Buffer;
  receipt: string;
  receipt_kid: string;
  /** Start of the hour of arrival. */
  arrived_hour: Date;
}

/** Sequences of reports that were refused; those accepted since do not count. */
interface RefusalTable {
  device_id: string;
  sequence: number;
}

/** What an inspector sent, whole. */
interface InspectorReportTable {
  device_id: string;
  report_id: string;
  type: string;
  center_id: string;
  practice: boolean;
  received_at: Date;
  payload: Json<unknown>;
  /** The sealed bytes as they came: JWE compact. */
  sealed: string;
}

/** Every review of the rights as it was received, in the transaction of its report. Rows are never changed. */
interface ReviewLogTable {
  device_id: string;
  report_id: string;
  /** The device's counter: what follows a review has a higher one. */
  sequence: number;
  received_at: Date;
  inspector: string;
  /** Report of the same device that this one follows. */
  supersedes: string | null;
  practice: boolean;
}

interface AttachmentTable {
  device_id: string;
  report_id: string;
  sha256: Buffer;
  size: number;
  /** '' for what visitors sent. */
  media_type: string;
}

/** An attachment on its way. */
interface UploadTable {
  device_id: string;
  id: string;
  /** As promised; checked when all of it is here. */
  sha256: Buffer;
  size: number;
  /** Bytes synced; equal to `size` only once they were verified. */
  received: number;
  touched_at: Date;
}

export type VisitorKind = 'feedback' | 'contact-request' | 'commendation' | 'language-complaint';

/** What visitors sent, until enough of a kind and center are together or a day has passed. */
interface IntakeTable {
  center_id: string;
  kind: VisitorKind;
  practice: boolean;
  /** `2026-11-23T15Z`; of a contact request `2026-11-23`. */
  recorded: string;
  arrived_hour: Date;
  said: Json<unknown>;
}

/** Common to what has left intake. `id` is random and made then. */
interface LeftIntake {
  center_id: string;
  id: string;
  practice: boolean;
  /** The hour, the day or the month: as fine as all of its lot have in common. */
  recorded: string;
}

interface AnswerTable extends LeftIntake {
  agency: string;
  survey_id: string;
  survey_version: number;
  locale: string;
  content_version: string;
  partial: boolean;
  answers: Json<{ questionId: string; value: string | number | string[] | null }[]>;
}
interface ContactRequestTable extends LeftIntake {
  name: string | null;
  email: string | null;
  phone: string | null;
  message: string;
  reply_language: string | null;
}
interface CommendationTable extends LeftIntake {
  agency: string;
  locale: string;
  nominee_kind: string;
  nominee_name: string;
  merits: Json<string[]>;
  story: string;
}
interface LanguageComplaintTable extends LeftIntake {
  agency: string;
  locale: string;
  reason: string;
  language_needed: string | null;
  details: string | null;
}

/** A pack that was published. Its version is never given to other bytes, also once it was withdrawn. */
interface ContentPackTable {
  id: string;
  version: number;
  kind: PackKind;
  media_type: string;
  size: number;
  /** Of the bytes as they are served. */
  sha256: Buffer;
  /** Of the files in it, however they are packed. */
  files_sha256: Buffer;
  published_at: Date;
  /** Its bytes are gone since. */
  withdrawn_at: Date | null;
}

/** The bytes of a pack, in parts that are read and sent one by one. */
interface ContentPartTable {
  id: string;
  version: number;
  /** From 0. */
  part: number;
  bytes: Buffer;
}

/** The manifest that devices were last answered with: one row. `version` never goes back. */
interface ContentManifestTable {
  one: Generated<boolean>;
  version: number;
  /** Seconds. */
  issued_at: number;
  /** SHA-256 of the packs it lists. */
  digest: Buffer;
}

export interface Tables {
  central: CentralTable;
  content_packs: ContentPackTable;
  content_parts: ContentPartTable;
  content_manifest: ContentManifestTable;
  settings: SettingTable;
  setting_drafts: SettingDraftTable;
  device_configuration: DeviceConfigurationTable;
  accounts: AccountTable;
  handover_orders: HandoverOrderTable;
  audit: AuditTable;
  devices: DeviceTable;
  device_keys: DeviceKeyTable;
  enrollment_codes: EnrollmentCodeTable;
  device_status: DeviceStatusTable;
  ledger: LedgerTable;
  refusals: RefusalTable;
  inspector_reports: InspectorReportTable;
  review_log: ReviewLogTable;
  attachments: AttachmentTable;
  uploads: UploadTable;
  intake: IntakeTable;
  answers: AnswerTable;
  contact_requests: ContactRequestTable;
  commendations: CommendationTable;
  language_complaints: LanguageComplaintTable;
}
