/** `npm run keyboard-table`: writes the table of traditional characters by syllable from the libraries it comes from. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { traditionalTable } from './keyboard/table.ts';

const file = join(import.meta.dirname, '../src/renderer/keyboard/traditional.json');
writeFileSync(file, `${JSON.stringify(traditionalTable(), null, 2)}\n`);
