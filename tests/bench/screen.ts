/** What a device fetches of JavaScript before its first screen stands, as a server that compresses sends it. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from '../../scripts/build/build.ts';
import { projectRoot } from '../../src/process/project.ts';
import { besideLimit, type Bench } from './bench.ts';
import { spread } from './measure.ts';

const OUT = join(projectRoot, 'out/renderer');
const KIB = 1024;
const ENTRY = /<(?:script[^>]+src|link[^>]+rel="modulepreload"[^>]+href)="([^"]+\.js)"/g;
/** `import{a}from"./b.js"`, `import"./b.js"`, `export{a}from"./b.js"`; never `import("./b.js")`. */
const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*["'](\.[^"']+\.js)["']/g;

export const screenBench: Bench = {
  against: 'the limit: the built page, its script and all it imports before anything runs, gzip at the usual level',
  async run() {
    const built = await build({ root: projectRoot });
    if (!built.ok) throw new Error(built.error.detail);
    const found = new Set<string>();
    for (const [, path = ''] of readFileSync(join(OUT, 'index.html'), 'utf8').matchAll(ENTRY))
      collect(resolve(OUT, path), found);
    const size = [...found].reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0) / KIB;
    return [
      besideLimit(`JavaScript of the first screen, ${found.size} files`, 'KiB', spread([size]), {
        bound: '≤',
        value: 170,
      }),
    ];
  },
};

function collect(path: string, found: Set<string>): void {
  if (found.has(path)) return;
  found.add(path);
  for (const [, next = ''] of readFileSync(path, 'utf8').matchAll(STATIC_IMPORT))
    collect(resolve(path, '..', next), found);
}
