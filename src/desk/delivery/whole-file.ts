/**
 * A file that is whole or not there: written under another name, on the disk before it gets its own. So
 * a stick that is pulled leaves nothing that looks like an export.
 */
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncPath } from '../../process/files.ts';
import { err, ok, type Result } from '../../shared/result.ts';

export interface WriteError {
  readonly type: 'cannot-write';
  /** As the system names it: `ENOSPC`, `EIO`, … */
  readonly code: string;
  /** What was written is in it. */
  readonly part: string;
}

/** @param put writes all of it by calling what it is given, and says how many bytes that were */
export async function writeWhole(
  file: string,
  put: (take: (chunk: Buffer) => Promise<void>) => Promise<number>,
): Promise<Result<number, WriteError>> {
  const part = `${file}.part`;
  let handle: FileHandle | null = null;
  try {
    // Made anew: what a stick holds under this name may be a link to a file of ours.
    await rm(part, { force: true });
    handle = await open(part, 'wx', 0o600);
    const to = handle;
    const bytes = await put((chunk) => to.appendFile(chunk));
    await handle.sync();
    await handle.close();
    handle = null;
    await rename(part, file);
    syncFolder(dirname(file));
    return ok(bytes);
  } catch (error) {
    await handle?.close().catch(() => {});
    const { code, syscall } = error as { code?: string; syscall?: string };
    if (syscall === undefined) throw error;
    return err({ type: 'cannot-write', code: code ?? '', part });
  }
}

/** The file systems of sticks know no folder that can be synced. */
function syncFolder(folder: string): void {
  try {
    syncPath(folder);
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP', 'EPERM', 'EISDIR'].includes((error as { code?: string }).code ?? '')) throw error;
  }
}
