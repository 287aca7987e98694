/**
 * The files that carry reports where no network does (wire contract, "Export file"). Lines of JSON: a
 * header, the events byte for byte, last a JWS of the device key over the header's members and `sha256`,
 * the hash of all lines before it with their line ends. Back come the results of the import: a header and
 * one result a line.
 */
import { z } from 'zod';
import { deviceIdSchema } from '../ids.ts';
import { reportResultSchema } from './envelope.ts';

export const EXPORT_VERSION = 1;
/** JWS header `typ` of an export's last line. */
export const EXPORT_TYP = 'fairdesk-export+jws';

export const exportHeaderSchema = z.object({
  'fairdesk-export': z.literal(EXPORT_VERSION),
  deviceId: deviceIdSchema,
  /** How many events follow. */
  count: z.number().int().min(0),
  createdAt: z.iso.datetime({ offset: true }),
});
export type ExportHeader = z.infer<typeof exportHeaderSchema>;

export const exportClaimsSchema = exportHeaderSchema.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });
export type ExportClaims = z.infer<typeof exportClaimsSchema>;

export const receiptsHeaderSchema = z.object({
  'fairdesk-receipts': z.literal(EXPORT_VERSION),
  deviceId: deviceIdSchema,
  createdAt: z.iso.datetime({ offset: true }),
});
export type ReceiptsHeader = z.infer<typeof receiptsHeaderSchema>;

/** One line of a receipts file. Only a receipt that checks means anything to a device. */
export const receiptsLineSchema = reportResultSchema;
