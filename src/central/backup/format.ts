/**
 * The form of a backup file, version 1: lines of UTF-8, so that it can be read by other programs and
 * outlives any version of PostgreSQL.
 *
 *     {"fairdesk-backup":1,"createdAt":…,"centralId":…,"migrations":[…],"postgres":…}
 *     {"table":"ledger","columns":["device_id",…]}     then its rows as COPY writes them as text,
 *     \.                                               then this line; and so on for every table
 *     {"blob":"<sha256>","size":…}                     one line an attachment; its bytes are not in the file
 *     {"keys":{…}}                                     central.json and keys/, under the passphrase
 *     {"end":{"tables":…,"rows":…,"blobs":…,"sha256":"<hex of all before this line>"}}
 *
 * COPY escapes line ends and backslashes inside a row, so no row is `\.` and every line end is a row's.
 */
import { z } from 'zod';

export const BACKUP_VERSION = 1;
/** What ends the rows of a table. */
export const TABLE_END = '\\.';

const name = z.string().min(1).max(63);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);

export const headerSchema = z.object({
  'fairdesk-backup': z.number().int(),
  createdAt: z.iso.datetime(),
  centralId: z.string().min(1),
  /** Names of the steps that had made the schema, in their order. */
  migrations: z.array(z.string().min(1)).min(1),
  /** Version of the server it was read from; for people. */
  postgres: z.string(),
});
export type Header = z.infer<typeof headerSchema>;

export const sealedKeysSchema = z.object({
  kdf: z.literal('scrypt'),
  /** scrypt's N, r and p; bounded, for whoever wrote the file must not decide how much memory we take. */
  cost: z
    .number()
    .int()
    .min(2 ** 14)
    .max(2 ** 20)
    .refine((cost) => Number.isInteger(Math.log2(cost)), 'must be a power of two'),
  blockSize: z.number().int().min(1).max(16),
  parallelization: z.number().int().min(1).max(4),
  salt: z.base64(),
  nonce: z.base64(),
  /** AES-256-GCM, its tag last; authenticates the SHA-256 of all lines before this one too. */
  sealed: z.base64(),
});
export type SealedKeys = z.infer<typeof sealedKeysSchema>;

export const lineSchema = z.union([
  z.object({ table: name, columns: z.array(name).min(1) }),
  z.object({ blob: sha256, size: count }),
  z.object({ keys: sealedKeysSchema }),
  z.object({ end: z.object({ tables: count, rows: count, blobs: count, sha256 }) }),
]);
