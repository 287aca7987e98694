/** `npm run accessibility-doc`: writes `docs/accessibility.md`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessibilityPage } from './accessibility/page.ts';

writeFileSync(join(import.meta.dirname, '../docs/accessibility.md'), accessibilityPage());
