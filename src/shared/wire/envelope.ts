/** The envelope of one report: a CloudEvents 1.0 event whose data is a sealed payload (JWE compact). */
import { z } from 'zod';
import { reportIdSchema, type DeviceId, type ReportId } from '../ids.ts';
import { isCleanText } from '../text.ts';
import { problemSchema } from './problems.ts';

export const BATCH_MEDIA_TYPE = 'application/cloudevents-batch+json';
export const BATCH_MAX_EVENTS = 500;
export const BATCH_MAX_BYTES = 4 * 1024 * 1024;
export const DATA_MAX_BYTES = 256 * 1024;

const SEQUENCE_MAX = BigInt(Number.MAX_SAFE_INTEGER);

/** `0000000000000042`: 16 decimal digits, from 1, at most 2^53-1. */
export function sequenceText(sequence: number): string {
  return String(sequence).padStart(16, '0');
}

export const sequenceSchema = z
  .string()
  .regex(/^[0-9]{16}$/, { error: 'must be 16 decimal digits', abort: true })
  .refine((text) => BigInt(text) >= 1n && BigInt(text) <= SEQUENCE_MAX, 'must be 1 to 2^53-1');

export function sourceOf(deviceId: DeviceId): string {
  return `urn:fairdesk:device:${deviceId}`;
}

export const reportEventSchema = z.object({
  specversion: z.literal('1.0'),
  id: reportIdSchema,
  source: z.string().min(1).max(256).refine(isCleanText, 'must be clean text'),
  type: z.string().min(1).max(256).refine(isCleanText, 'must be clean text'),
  time: z.iso.datetime({ offset: true }),
  sequence: sequenceSchema,
  datacontenttype: z.literal('application/jose'),
  data: z.string().min(1).refine(isCleanText, 'must be clean text'),
});
export type ReportEvent = z.infer<typeof reportEventSchema>;

/** What the central endpoint answers about one event of a batch. */
export const reportResultSchema = z.object({
  id: z.string(),
  status: z.enum(['accepted', 'duplicate', 'refused']),
  receipt: z.string().optional(),
  problem: problemSchema.optional(),
  missingAttachments: z.array(z.string()).optional(),
});
export type ReportResult = z.infer<typeof reportResultSchema>;

export const reportsAnswerSchema = z.object({
  results: z.array(reportResultSchema),
  serverTime: z.iso.datetime({ offset: true }),
});

/** JWS header `typ` of a receipt. */
export const RECEIPT_TYP = 'fairdesk-receipt+jws';

/** What a receipt says: this report, these bytes, stored. `iat` in seconds, cut to the hour for visitor kinds. */
export const receiptClaimsSchema = z.object({
  iss: z.string().min(1),
  sub: z.string().min(1),
  id: z.string(),
  seq: z.number().int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  iat: z.number().int(),
});
export type ReceiptClaims = z.infer<typeof receiptClaimsSchema>;

export type { ReportId };
