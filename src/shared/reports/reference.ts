/** The reference a visitor is shown: eight letters and digits by which staff can say whether a report arrived. */
import { crockford, grouped } from '../crockford.ts';

/** @param idHash SHA-256 of the report's id as ASCII text; the id itself cannot be read back from it */
export function referenceOf(idHash: Uint8Array): string {
  return grouped(crockford(idHash, 8));
}
