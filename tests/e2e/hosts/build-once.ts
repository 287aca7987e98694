/** The face is built before the first test, so that no test's time goes into it. */
import { resolve } from 'node:path';
import { build } from '../../../scripts/build/build.ts';

export default async function buildOnce(): Promise<void> {
  const built = await build({ root: resolve(import.meta.dirname, '../../..') });
  if (!built.ok) throw new Error(built.error.detail);
}
