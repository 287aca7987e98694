/**
 * The content that ships with this version, put together and judged as a device does it. Read once a
 * process: it does not change while the program runs.
 */
import { join } from 'node:path';
import { contentFolder } from '../../packs/folder.ts';
import { projectRoot } from '../../process/project.ts';
import { assemble } from '../../shared/content/assemble.ts';
import type { Catalogue } from '../../shared/content/content.ts';

let held: Catalogue | null = null;

/** @throws Error where the catalogue or the English words are bad: the program was not built whole */
export function shippedCatalogue(): Catalogue {
  if (held !== null) return held;
  const assembled = assemble(contentFolder(join(projectRoot, 'resources')));
  if (!assembled.ok) throw new Error(`${assembled.error.file}: ${assembled.error.detail}`);
  held = assembled.value.catalogue;
  return held;
}
