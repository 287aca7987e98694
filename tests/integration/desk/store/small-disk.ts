/** A disk that is soon full. */
import { spawnSync } from 'node:child_process';
import { temporaryFolder } from '../../../unit/desk/store/kit.ts';

/**
 * Runs a script of Node on a disk of its own of 24 MiB, which is gone with the process, whatever becomes of
 * it; a user that is not root has one too. @returns the JSON lines it printed
 */
export function onSmallDisk(script: string): unknown[] {
  const disk = temporaryFolder();
  const mine = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const inside = `mount -t tmpfs -o size=24m none "$0" && exec "$1" "$2" "$0"`;
  const { status, stdout, stderr } = spawnSync(
    'unshare',
    [...mine, '--mount', 'sh', '-c', inside, disk, process.execPath, script],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`the small disk needs Linux with 'unshare' and tmpfs: ${stderr}`);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}
