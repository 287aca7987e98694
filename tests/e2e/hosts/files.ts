/** What lies on a device's disk, as whoever takes the disk out reads it. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The files under `folder` that hold `words` in the clear, in UTF-8 or UTF-16. */
export function filesHolding(folder: string, words: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name);
    if (!statSync(path).isFile()) return false;
    const bytes = readFileSync(path);
    return (
      bytes.includes(words) ||
      bytes.includes(Buffer.from(words, 'utf16le')) ||
      bytes.includes(JSON.stringify(words).slice(1, -1))
    );
  });
}
