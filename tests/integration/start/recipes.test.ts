/** The thin kiosk browser of `resources/os/linux`, up to the browser itself. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { projectRoot } from '../../../src/process/project.ts';

const folder = mkdtempSync(join(tmpdir(), 'fairdesk-kiosk-browser-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it.runIf(existsSync('/bin/bash'))(
  'a kiosk browser is shown the address the host printed, and takes the host along when it ends',
  async () => {
    const browser = join(folder, 'chromium');
    const seen = join(folder, 'seen');
    // Asks the address it was given, as a browser would, and ends.
    writeFileSync(
      browser,
      `#!${process.execPath}\nconst url = process.argv.at(-1);\nfetch(url).then(async (page) => require('node:fs').writeFileSync(${JSON.stringify(seen)}, process.argv.slice(2).join(' ') + '\\n' + (await page.text())));\n`,
    );
    chmodSync(browser, 0o755);
    const started = spawn(join(projectRoot, 'resources/os/linux/kiosk-browser.sh'), {
      env: {
        ...process.env,
        FAIRDESK_PROJECT: projectRoot,
        FAIRDESK_CHROMIUM: browser,
        FAIRDESK_PORT: '0',
        STATE_DIRECTORY: folder,
        RUNTIME_DIRECTORY: join(folder, 'run'),
      },
      stdio: 'ignore',
    });
    expect((await once(started, 'exit'))[0]).toBe(0);
    const [args = '', page = ''] = readFileSync(seen, 'utf8').split(/\n(.*)/s);
    expect(args).toMatch(/--kiosk --kiosk-printing .*http:\/\/127\.0\.0\.1:\d+\/#token=\S+$/);
    expect(page).toContain('<meta name="application-name" content="Fairdesk"');
    const [, address = ''] = /(http:\/\/127\.0\.0\.1:\d+)/.exec(args) ?? [];
    await expect(fetch(address)).rejects.toThrow('fetch failed');
  },
);
