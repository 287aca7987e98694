/** Requests and answers of the wire contract other than reports: enrollment, ledger, heartbeat, configuration. */
import { z } from 'zod';
import { deviceIdSchema } from '../ids.ts';
import { isCleanText } from '../text.ts';
import { HANDOVERS_MAX, handoverOfferSchema } from './handover.ts';
import { publicJwkSchema } from './jwk.ts';

export { publicJwkSchema, type PublicJwk } from './jwk.ts';

export const profileSchema = z.enum(['kiosk', 'inspector']);
/** Which face a device opens; the enrollment code decides it. */
export type Profile = z.infer<typeof profileSchema>;

const text = (max: number) => z.string().max(max).refine(isCleanText, 'must be clean text');

/** Ed25519 only: the key that signs a device's requests. `d` is looked at apart: it has a problem of its own. */
export const enrollmentRequestSchema = z.object({
  code: text(128).min(1),
  publicKey: publicJwkSchema.extend({ crv: z.literal('Ed25519') }),
  name: text(200),
  appVersion: text(64),
});
export type EnrollmentRequest = z.infer<typeof enrollmentRequestSchema>;

export const enrollmentAnswerSchema = z.object({
  deviceId: deviceIdSchema,
  profile: profileSchema,
  centerId: z.string().nullable(),
  sealingKey: publicJwkSchema.extend({ crv: z.literal('X25519'), kid: z.string().min(1) }),
  receiptKey: publicJwkSchema.extend({ crv: z.literal('Ed25519'), kid: z.string().min(1) }),
  contentKey: publicJwkSchema.extend({ crv: z.literal('Ed25519'), kid: z.string().min(1) }),
  serverTime: z.iso.datetime({ offset: true }),
});
export type EnrollmentAnswer = z.infer<typeof enrollmentAnswerSchema>;

const range = z.tuple([z.number().int().min(1), z.number().int().min(1)]);

export const ledgerAnswerSchema = z.object({
  ranges: z.array(range),
  refused: z.array(range),
  missingAttachments: z.array(z.string()),
});
export type LedgerAnswer = z.infer<typeof ledgerAnswerSchema>;

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits in lower case');

export const LEDGER_MISSING_MAX = 1000;
export const ledgerMissingRequestSchema = z.object({
  reports: z.array(z.object({ id: z.string().max(64), sha256: sha256Hex })).max(LEDGER_MISSING_MAX),
});
export const ledgerMissingAnswerSchema = z.object({
  missing: z.array(z.string()),
  missingAttachments: z.array(z.string()),
});
export type LedgerMissingAnswer = z.infer<typeof ledgerMissingAnswerSchema>;

const count = z.number().min(0);
const versionText = text(64);

/** A device's heartbeat. A field missing is unknown; nothing of a visitor is in it. */
export const heartbeatSchema = z
  .object({
    appVersion: versionText,
    contentVersion: versionText,
    profile: profileSchema,
    uptimeSeconds: count,
    waiting: count,
    oldestWaitingSeconds: count,
    deadLetters: count,
    pausedReason: text(200).nullable(),
    diskFreeBytes: count,
    dbBytes: count,
    rssBytes: count,
    clockOffsetMs: z.number(),
    lastReceiptAt: text(64).nullable(),
    printer: text(200).nullable(),
    locked: z.boolean(),
    crashes: count,
    /** What was wrong with the device's database when it was last rebuilt, and when. */
    storeRecovered: text(200),
    practice: z.boolean(),
    panelUnknown: z.boolean(),
    /** No PIN opens the staff panel: whoever finds it can set the device up. */
    staffPinMissing: z.boolean(),
    lostAttachments: z.array(sha256Hex).max(1000),
    /** How far the device is with drafts that go to another account. */
    handovers: z.array(handoverOfferSchema).max(HANDOVERS_MAX),
  })
  .partial();
export type Heartbeat = z.infer<typeof heartbeatSchema>;

/** JWS header `typ` of a device's configuration. */
export const CONFIG_TYP = 'fairdesk-config+jws';

export const configClaimsSchema = z.object({
  iss: z.string().min(1),
  aud: z.string().min(1),
  version: z.number().int().min(0),
  iat: z.number().int(),
  keys: z.object({
    sealing: publicJwkSchema,
    receipt: z.array(publicJwkSchema),
    content: z.array(publicJwkSchema),
  }),
  retentionDays: z.number().int().min(1),
  settings: z.record(z.string(), z.unknown()),
  /** Names of those that were published for this very device: they go before what staff set at it. */
  deviceSettings: z.array(z.string()).optional(),
});
export type ConfigClaims = z.infer<typeof configClaimsSchema>;

export const healthAnswer = { status: 'ok' } as const;
export const readyAnswer = { status: 'ready' } as const;

/** A signature's `created` may differ from the server's clock by this much (wire contract, "Signing a request"). */
export const CLOCK_SKEW_SECONDS = 15 * 60;

/** JWS header `typ` of the manifest of packs. */
export const MANIFEST_TYP = 'fairdesk-manifest+jws';

export const manifestPackSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  version: z.number().int().min(1),
  sha256: sha256Hex,
  /** Bytes of the pack as it is served. */
  size: z.number().int().min(1),
});

export const MANIFEST_PACKS_MAX = 1000;

/** What packs there are. `exp` stops an installation, never what is installed. */
export const manifestClaimsSchema = z.object({
  iss: z.string().min(1),
  version: z.number().int().min(0),
  /** Seconds. */
  iat: z.number().int(),
  exp: z.number().int(),
  packs: z.array(manifestPackSchema).max(MANIFEST_PACKS_MAX),
});
export type ManifestClaims = z.infer<typeof manifestClaimsSchema>;
