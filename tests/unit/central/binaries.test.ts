import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hydrateLinks } from '../../../src/central/store/binaries.ts';

test("the links between the server's libraries are made where npm has not run the package's script, and kept where it has", () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairdesk-native-'));
  const native = join(folder, 'native');
  mkdirSync(join(native, 'lib'), { recursive: true });
  writeFileSync(join(native, 'lib', 'libx.so.1.2'), 'library');
  writeFileSync(
    join(native, 'pg-symlinks.json'),
    JSON.stringify([
      { source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so' },
      { source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so.1' },
    ]),
  );
  for (let run = 0; run < 2; run++) {
    hydrateLinks(native);
    for (const name of ['libx.so', 'libx.so.1']) {
      expect(readlinkSync(join(native, 'lib', name))).toBe('libx.so.1.2');
      expect(readFileSync(join(native, 'lib', name), 'utf8')).toBe('library');
    }
  }
  rmSync(folder, { recursive: true });
});
