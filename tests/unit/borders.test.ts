/** The borders between rooms are real: every forbidden import fails the project's own linter, every allowed one passes. */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const project = resolve(import.meta.dirname, '../..');

/** A file of a room, and an import it must not have. */
const forbidden: readonly (readonly [file: string, snippet: string])[] = [
  ['src/shared/a.ts', `import { openDesk } from '../desk/open.ts';`],
  ['src/shared/wire/a.ts', `import { claimFolder } from '../../process/folder.ts';`],
  ['src/shared/a.ts', `import { readFileSync } from 'node:fs';`],
  ['src/shared/a.ts', `import { app } from 'electron';`],
  ['src/shared/a.ts', `import { SignJWT } from 'jose';`],
  ['src/process/a.ts', `import { openDesk } from '../desk/open.ts';`],
  ['src/process/a.ts', `import Database from 'better-sqlite3';`],
  ['src/process/folder.ts', `import { openDesk } from '../desk/open.ts';`],
  ['src/packs/a.ts', `import { openDesk } from '../desk/open.ts';`],
  ['src/renderer/a.tsx', `import { readPack } from '../packs/pack.ts';`],
  ['src/desk/a.ts', `import { app } from 'electron';`],
  ['src/desk/a.ts', `import { serve } from '../web/server.ts';`],
  ['src/desk/store/a.ts', `import { serve } from '../../central/cli.ts';`],
  ['src/desk/device/a.ts', `import { app } from 'electron';`],
  ['src/desk/feedback/a.ts', `import Database from 'better-sqlite3';`],
  ['src/desk/device/a.ts', `import Database from 'better-sqlite3';`],
  ['src/desk/delivery/a.ts', `import { request } from 'node:https';`],
  ['src/desk/delivery/a.ts', `await fetch('https://example.org');`],
  ['src/desk/store/a.ts', `import { connect } from 'net';`],
  ['src/main/a.ts', `import { app } from 'electron';`],
  ['src/main/electron/a.ts', `import { app } from 'electron';`],
  ['src/main/electron/a.ts', `import { serve } from '../../central/cli.ts';`],
  ['src/main/electron/a.ts', `import { serve } from '../../web/server.ts';`],
  ['src/main/index.ts', `import Database from 'better-sqlite3';`],
  ['src/preload/a.ts', `import { openDesk } from '../desk/open.ts';`],
  ['src/preload/a.ts', `import { z } from 'zod';`],
  ['src/preload/a.ts', `import { readFileSync } from 'node:fs';`],
  ['src/web/a.ts', `import { app } from 'electron';`],
  ['src/web/a.ts', `import { policy } from '../main/policy.ts';`],
  ['src/web/a.ts', `import { serve } from '../central/cli.ts';`],
  ['src/central/a.ts', `import { openDesk } from '../desk/open.ts';`],
  ['src/central/ingest/a.ts', `export { openDesk } from '../../desk/open.ts';`],
  ['src/central/ingest/a.ts', `const desk = await import('../../desk/open.ts'); console.log(desk);`],
  ['src/central/a.ts', `import { app } from 'electron';`],
  ['src/renderer/a.tsx', `import { openDesk } from '../desk/open.ts';`],
  ['src/renderer/kiosk/a.tsx', `import type { Desk } from '../../desk/desk.ts';`],
  ['src/renderer/kiosk/a.tsx', `import { readFileSync } from 'node:fs';`],
  ['src/renderer/kiosk/a.tsx', `import { join } from 'path';`],
  ['src/renderer/kiosk/a.tsx', `import { z } from 'zod';`],
  ['src/renderer/kiosk/a.tsx', `import { ipcRenderer } from 'electron';`],
  ['src/renderer/ui/a.ts', `import { claimFolder } from '../../process/folder.ts';`],
];

const allowed: readonly (readonly [file: string, snippet: string])[] = [
  ['src/shared/b.ts', `import { z } from 'zod'; import { ok } from './result.ts'; console.log(z, ok);`],
  ['src/process/folder.ts', `import Database from 'better-sqlite3'; console.log(Database);`],
  ['src/desk/store/b.ts', `import Database from 'better-sqlite3'; console.log(Database);`],
  [
    'src/desk/device/b.ts',
    `import { request } from 'node:https'; await fetch('https://example.org'); console.log(request);`,
  ],
  ['src/desk/b.ts', `import { ok } from '../shared/result.ts'; console.log(ok);`],
  [
    'src/main/index.ts',
    `import { app } from 'electron'; import { openDesk } from '../desk/open.ts'; console.log(app, openDesk);`,
  ],
  ['src/main/b.ts', `import type { App } from 'electron'; export type A = App;`],
  [
    'src/preload/b.ts',
    `import { ipcRenderer } from 'electron'; import { CALL_CHANNEL } from '../shared/channels.ts'; console.log(ipcRenderer, CALL_CHANNEL);`,
  ],
  [
    'src/web/b.ts',
    `import { openDesk } from '../desk/open.ts'; import { createServer } from 'node:http'; console.log(openDesk, createServer);`,
  ],
  [
    'src/central/b.ts',
    `import fastify from 'fastify'; import { ok } from '../shared/result.ts'; console.log(fastify, ok);`,
  ],
  [
    'src/renderer/kiosk/b.tsx',
    `import { useState } from 'react'; import type { Bridge } from '../../shared/bridge.ts'; export type B = Bridge; console.log(useState);`,
  ],
];

const reportSchema = z.object({
  diagnostics: z.array(z.object({ code: z.string(), filename: z.string(), severity: z.string() })),
});

const BORDER = /no-restricted-(imports|globals)/;
let folder = '';
/** The snippet folders, `forbidden/0` and so on, that broke a border. */
const broken = new Set<string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'borders-'));
  // Each snippet lies in a project of its own under the same configuration.
  for (const [kind, snippets] of Object.entries({ forbidden, allowed })) {
    for (const [index, [file, snippet]] of snippets.entries()) {
      const path = join(folder, kind, String(index), file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `${snippet}\n`);
      copyFileSync(join(project, '.oxlintrc.json'), join(folder, kind, String(index), '.oxlintrc.json'));
    }
  }
  const oxlint = join(project, 'node_modules/oxlint/bin/oxlint');
  const run = promisify(execFile)(process.execPath, [oxlint, '--format', 'json', '.'], { cwd: folder, maxBuffer: 1e8 });
  // The linter exits with 1 where it found something, which is the point.
  const said = await run.catch((error: unknown) => error as { stdout: string });
  for (const { code, filename } of reportSchema.parse(JSON.parse(said.stdout)).diagnostics) {
    if (BORDER.test(code)) broken.add(filename.split(/[/\\]/).slice(0, 2).join('/'));
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a border between rooms', () => {
  it.each(forbidden.map(([file, snippet], index) => [file, snippet, index] as const))(
    'fails the lint where %s says %s',
    (_file, _snippet, index) => expect([...broken]).toContain(`forbidden/${index}`),
  );

  it.each(allowed.map(([file, snippet], index) => [file, snippet, index] as const))(
    'is open where %s says %s',
    (_file, _snippet, index) => expect([...broken]).not.toContain(`allowed/${index}`),
  );
});
