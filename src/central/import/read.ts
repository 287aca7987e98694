/**
 * Reads a device's export file (wire contract, "Export file"): a header, events, a signature over all of
 * it. Of a cut file everything up to the cut is good, only nobody vouches for it.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { LineTooLong, linesOf } from '../../process/lines.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import {
  exportHeaderSchema,
  exportClaimsSchema,
  type ExportClaims,
  type ExportHeader,
} from '../../shared/wire/export-file.ts';

export interface ExportFile {
  readonly header: ExportHeader;
  /** Lines that are JSON, and lines that are not: of a cut file the last, of an altered one any. */
  readonly events: number;
  readonly unreadable: number;
  /** The last line, where it looks like a signature; null where the file was cut off before it. */
  readonly jws: string | null;
  /** SHA-256 of all before that line; hex. */
  readonly sha256: string;
}

export type ExportFault =
  | { readonly type: 'not-an-export' }
  | { readonly type: 'unreadable'; readonly code: string }
  /** Something stands behind the signature. */
  | { readonly type: 'not-in-order' };

const JWS = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** @param event told of each event with the bytes it came in; resolves before the next is read */
export async function readExport(
  file: string,
  event?: (value: unknown, bytes: number) => Promise<void>,
): Promise<Result<ExportFile, ExportFault>> {
  const hash = createHash('sha256');
  let header: ExportHeader | null = null;
  let jws: string | null = null;
  let [events, unreadable] = [0, 0];
  try {
    for await (const { bytes, whole } of linesOf(file)) {
      const line = bytes.toString('utf8');
      if (jws !== null) return err({ type: 'not-in-order' });
      if (header === null) {
        const first = exportHeaderSchema.safeParse(parse(line));
        if (!first.success || !whole) return err({ type: 'not-an-export' });
        header = first.data;
      } else if (JWS.test(line)) {
        jws = line;
        continue;
      } else {
        const value = parse(line);
        if (value === undefined) unreadable += 1;
        else {
          events += 1;
          await event?.(value, bytes.length);
        }
      }
      hash.update(bytes);
      if (whole) hash.update('\n');
    }
  } catch (error) {
    if (error instanceof LineTooLong) return err({ type: 'not-an-export' });
    const { code, syscall } = error as { code?: string; syscall?: string };
    if (syscall === undefined) throw error;
    return err({ type: 'unreadable', code: code ?? '' });
  }
  if (header === null) return err({ type: 'not-an-export' });
  return ok({ header, events, unreadable, jws, sha256: hash.digest('hex') });
}

/** The claims may stand beside each other, or the header as a member of its own. */
const nestedClaims = z.object({ header: exportHeaderSchema, sha256: z.string() });

function readClaims(claims: unknown): ExportClaims | null {
  const nested = nestedClaims.safeParse(claims);
  if (nested.success) return { ...nested.data.header, sha256: nested.data.sha256 };
  return exportClaimsSchema.safeParse(claims).data ?? null;
}

/** Whether what was signed is this file. */
export function vouchesFor(claims: unknown, { header, sha256 }: ExportFile): boolean {
  const said = readClaims(claims);
  return (
    said !== null &&
    said.sha256 === sha256 &&
    said.deviceId === header.deviceId &&
    said.count === header.count &&
    said.createdAt === header.createdAt
  );
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
