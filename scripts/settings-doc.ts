/** `npm run settings-doc`: writes `docs/settings.md` from the schema. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsPage } from './docs/settings.ts';

writeFileSync(join(import.meta.dirname, '../docs/settings.md'), settingsPage());
