/** The data folder of a central endpoint: private itself, its parents as any other folder. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../../process/command.ts';

/** @throws UsageError where it is not there and cannot be made */
export function makeDataFolder(folder: string): void {
  try {
    mkdirSync(dirname(folder), { recursive: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new UsageError(
      `${folder} cannot be made or used as a data folder (${(error as { code?: string }).code ?? ''})`,
    );
  }
}
