/**
 * Everything undelivered on a stick, sealed as it is and signed with the device's key: `central -- import`
 * takes it as it takes what comes over the network. Nothing is marked as delivered; that only receipts do.
 */
import type { KeyObject } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeExport } from '../delivery/export-file.ts';
import { writeWhole } from '../delivery/whole-file.ts';
import { openDatabase, type Connection } from '../store/database.ts';
import { storeFailure } from '../store/failures.ts';
import { undelivered } from '../store/undelivered.ts';
import type { DeviceId } from '../../shared/ids.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Stick } from '../../shared/staff.ts';

export interface ExportToStick {
  /** The data folder. */
  readonly folder: string;
  readonly deviceId: DeviceId;
  readonly key: KeyObject | null;
  /** Milliseconds since the epoch by the central endpoint's clock. */
  readonly now: number;
}

type ExportError = { readonly type: 'failed'; readonly detail: string };

type Exported = Result<{ file: string; reports: number }, ExportError>;

/** @returns the name of the file, whole and on the stick, and how many reports are in it */
export async function exportToStick(parts: ExportToStick, stick: Stick): Promise<Exported> {
  try {
    // A connection of its own: a moment's picture, whatever is saved and sent meanwhile.
    const db = openDatabase(parts.folder, 'read');
    try {
      return await exportFrom(db, parts, stick);
    } finally {
      db.close();
    }
  } catch (error) {
    if (storeFailure(error) === null) throw error;
    return err({ type: 'failed', detail: 'the database of this device cannot be read' });
  }
}

async function exportFrom(db: Connection, { deviceId, key, now }: ExportToStick, stick: Stick): Promise<Exported> {
  const name = exportName(deviceId, now);
  const all = undelivered(db);
  try {
    const write = (put: (bytes: Buffer) => Promise<void>) => writeExport({ deviceId, key, undelivered: all, now, put });
    const written = await writeWhole(join(stick.id, name), write);
    if (written.ok) return ok({ file: name, reports: all.count });
    await rm(written.error.part, { force: true }).catch(() => undefined);
    return err({ type: 'failed', detail: inWords(written.error.code) });
  } finally {
    all.end();
  }
}

/** `fairdesk-0f3a4c1e-2026-11-23T15-20-00Z.export`: in the order they were made, good for every file system. */
function exportName(deviceId: DeviceId, now: number): string {
  const moment = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-');
  return `fairdesk-${deviceId.slice(0, 8)}-${moment}Z.export`;
}

function inWords(code: string): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the stick is full';
    case 'EFBIG':
      return 'the stick takes no file of this size: its file system ends at 4 GiB';
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return 'the stick cannot be written to';
    default:
      return `the stick did not take it (${code}); was it pulled?`;
  }
}
