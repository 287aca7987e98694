/** The recipes of the operating systems, read and tried as far as a machine that is no kiosk can. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../../src/process/project.ts';

const recipes = join(projectRoot, 'resources/os');
const linux = join(recipes, 'linux');
const read = (name: string) => readFileSync(join(recipes, name), 'utf8');
const files = (folder: string) => readdirSync(join(recipes, folder)).map((name) => `${folder}/${name}`);
const has = (program: string) => spawnSync(program, ['--version']).error === undefined;

describe('a recipe', () => {
  it.each([...files('linux'), ...files('windows')].filter((name) => !/\.(md|json)$/.test(name)))(
    '%s says first what it does, what it needs and how to undo it',
    (name) => {
      const head = read(name).split('\n').slice(0, 30).join('\n');
      for (const word of ['What it does', 'What it needs', 'Undo']) expect(head).toContain(word);
    },
  );

  it('is named by the self-test only where it stands', () => {
    const room = join(projectRoot, 'src/desk/self-test');
    const sources = readdirSync(room).map((name) => readFileSync(join(room, name), 'utf8'));
    const named = sources.flatMap((source) => [
      ...[...source.matchAll(/\$\{RECIPES\}\/([\w.-]+)/g)].map(([, name]) => `resources/os/linux/${name}`),
      ...[...source.matchAll(/resources\/os\/(?:linux|windows)\/[\w-]+\.\w+/g)].map(([path]) => path),
    ]);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
  });
});

describe('the recipes for Linux', () => {
  it.runIf(has('systemd-analyze'))('are units that systemd takes', () => {
    const units = readdirSync(linux).filter((name) => /\.(service|timer|mount)$/.test(name));
    expect(units.length).toBeGreaterThan(4);
    const said = spawnSync('systemd-analyze', ['verify', '--man=no', ...units.map((name) => join(linux, name))], {
      encoding: 'utf8',
    });
    // What a kiosk has installed and this machine has not is no fault of a unit.
    const faults = said.stderr
      .split('\n')
      .filter((line) => line.includes(linux) || /^(fairdesk|media)-/.test(line))
      .filter((line) => !/is not executable: No such file/.test(line));
    expect(faults).toEqual([]);
  });

  it.runIf(has('bash'))('hold scripts that bash can read', () => {
    for (const name of readdirSync(linux).filter((each) => each.endsWith('.sh'))) {
      execFileSync('bash', ['-n', join(linux, name)]);
      expect(statSync(join(linux, name)).mode & 0o100).not.toBe(0);
    }
  });

  it('let the browser open one address, and nothing that leads out of it', () => {
    const policy = z.record(z.string(), z.unknown()).parse(JSON.parse(read('linux/chromium.json')));
    expect(policy).toMatchObject({
      URLBlocklist: ['*'],
      URLAllowlist: ['http://127.0.0.1:8430'],
      // 2: never, for any page.
      DeveloperToolsAvailability: 2,
      DownloadRestrictions: 3,
      AllowFileSelectionDialogs: false,
      AudioCaptureAllowed: false,
      // Outputs have names, and a plug is seen, only where a page could listen too.
      AudioCaptureAllowedUrls: policy['URLAllowlist'],
      VideoCaptureAllowed: false,
      DefaultPopupsSetting: 2,
    });
    expect(read('linux/kiosk-browser.sh')).toContain('FAIRDESK_PORT:-8430');
    expect(read('linux/kiosk-browser.sh')).toContain('--kiosk --kiosk-printing');
    // A file on this machine is no printer.
    expect(policy['PrinterTypeDenyList']).toEqual(['pdf']);
  });

  it.each(['fairdesk-app', 'fairdesk-x11', 'fairdesk-browser'])('start %s again whenever it ends', (unit) => {
    const text = read(`linux/${unit}.service`);
    for (const line of ['Restart=always', 'StartLimitIntervalSec=0', 'ProtectSystem=strict', 'LimitCORE=0'])
      expect(text.split('\n')).toContain(line);
    // -s would let Ctrl+Alt+F2 through.
    expect(text).not.toMatch(/cage [^\n]*-\w*s\b[^\n]* -- /);
  });

  it('update within the quiet window that settings have by default', () => {
    for (const name of ['apt-timer.conf', 'fairdesk-update.timer']) {
      expect(read(`linux/${name}`)).toContain('OnCalendar=*-*-* 02:15');
      expect(read(`linux/${name}`)).toContain('RandomizedDelaySec=45min');
    }
    expect(read('linux/apt-upgrades.conf')).toContain('Automatic-Reboot-Time "04:00"');
  });

  describe.runIf(has('bash'))('put in their places', () => {
    let root = '';
    beforeAll(() => (root = mkdtempSync(join(tmpdir(), 'fairdesk-recipes-'))));
    afterAll(() => rmSync(root, { recursive: true, force: true }));
    const install = (kind: string) => execFileSync('bash', [join(linux, 'install.sh'), kind, '--root', root]);
    const placed = () =>
      readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length));

    it.each(['app', 'x11', 'browser'])(
      'for %s, they are where the system reads them, and undo takes all back',
      (kind) => {
        install(kind);
        expect(placed()).toEqual(
          expect.arrayContaining([
            '/etc/systemd/logind.conf.d/10-fairdesk.conf',
            '/etc/udev/rules.d/70-fairdesk-storage.rules',
            '/etc/systemd/system/apt-daily-upgrade.timer.d/10-fairdesk.conf',
            `/etc/systemd/system/fairdesk-${kind}.service`,
          ]),
        );
        expect(placed().includes('/etc/chromium/policies/managed/fairdesk.json')).toBe(kind === 'browser');
        install('undo');
        expect(placed()).toEqual([]);
      },
    );
  });
});

describe('the recipe for Windows', () => {
  it('is well-formed XML that gives one account one shell', () => {
    const xml = read('windows/shell-launcher.xml');
    expect(openTags(xml)).toEqual([]);
    const [, used] = /<Config>[\s\S]*<Profile (ID="[^"]+")/.exec(xml) ?? [];
    expect(used).toBeDefined();
    expect(xml).toContain(`<Profile ${used}>`);
  });

  it('sets every value the self-test asks for', () => {
    const script = read('windows/kiosk.ps1');
    const probes = readFileSync(join(projectRoot, 'src/desk/self-test/windows.ts'), 'utf8');
    const asked = [...probes.matchAll(/(?:number|either|query)\(\s*machine,[^)]*?'(\w+)'\)/g)].map(
      ([, name = '']) => name,
    );
    expect(asked.length).toBeGreaterThan(8);
    for (const name of asked.filter((each) => each !== 'Start')) expect(script).toContain(`Name = '${name}'`);
    expect(script).toContain('Set-Service -Name MsKeyboardFilter -StartupType Automatic');
  });

  it('closes every bracket, and never says that it was run', () => {
    const script = read('windows/kiosk.ps1').replace(/'[^'\n]*'|"[^"\n]*"|#[^\n]*/g, '');
    for (const [open, close] of ['{}', '()', '[]'])
      expect(script.split(open ?? '').length).toBe(script.split(close ?? '').length);
    expect(read('windows/kiosk.ps1')).toContain('has NOT been run on Windows');
  });
});

/** Elements that are opened and not closed, or closed and not opened. */
function openTags(xml: string): readonly string[] {
  const open: string[] = [];
  for (const [, closes, name = '', alone] of xml
    .replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, '')
    .matchAll(/<(\/?)([\w:]+)(?:\s+[\w:]+="[^"<]*")*\s*(\/?)>/g)) {
    if (closes === '/') {
      if (open.at(-1) !== name) return [...open, `/${name}`];
      open.pop();
    } else if (alone !== '/') open.push(name);
  }
  return open;
}
