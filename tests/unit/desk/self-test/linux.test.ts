import { describe, expect, it } from 'vitest';
import { CHECK_IDS, runSelfTest } from '../../../../src/desk/self-test/self-test.ts';
import { thisMachine } from '../../../../src/desk/self-test/machine.ts';
import { checked, made, running } from './kit.ts';

const LOGIND = 'systemd-analyze cat-config systemd/logind.conf';
const CLOSED = '# /etc/systemd/logind.conf\n#NAutoVTs=6\nNAutoVTs=6\n# drop-in\nNAutoVTs=0\nReserveVT=0\n';
const CAGE = '/usr/bin/cage -d -- /opt/fairdesk/fairdesk -s';

const timer = (hour: string, spread: string) =>
  `TimersCalendar={ OnCalendar=*-*-* ${hour} ; next_elapse=Tue 2026-11-24 03:00:00 EST }\nRandomizedDelayUSec=${spread}\n`;
const timers = (daily: string, upgrade: string) => ({
  'systemctl is-enabled apt-daily.timer': 'enabled\n',
  'systemctl is-enabled apt-daily-upgrade.timer': 'enabled\n',
  'systemctl is-enabled fairdesk-update.timer': { code: 4, stdout: '' },
  'systemctl show apt-daily.timer -p TimersCalendar -p RandomizedDelayUSec': daily,
  'systemctl show apt-daily-upgrade.timer -p TimersCalendar -p RandomizedDelayUSec': upgrade,
});
const root = (type: string, options: string) => ({
  '/proc/self/mountinfo': [
    `20 1 0:20 / / ro,relatime - ${type} root ${options}`,
    '21 20 0:21 / /media/root-rw rw - tmpfs tmpfs-root rw',
    '22 20 8:3 / /var/lib/fairdesk rw - ext4 /dev/sda3 rw',
  ].join('\n'),
});

describe('a kiosk under Linux', () => {
  it('is alone on the screen where cage shows one program', async () => {
    expect(await checked(made({ files: running(CAGE) }), 'shell')).toMatchObject({ state: 'ok' });
  });

  it.each(['gnome-shell', 'plasmashell', 'xfce4-panel', 'weston-desktop-shell'])(
    'is told that %s runs beside it, and where the recipe stands',
    async (desktop) => {
      const check = await checked(made({ files: running(CAGE, `/usr/bin/${desktop}`) }), 'shell');
      expect(check.state).toBe('missing');
      expect(check.detail).toContain(desktop.slice(0, 15));
      expect(check.detail).toContain('resources/os/linux/fairdesk-app.service');
    },
  );

  it('has no other terminals where cage keeps the keys and logind starts none', async () => {
    const machine = made({ files: running(CAGE), says: { [LOGIND]: CLOSED } });
    expect(await checked(machine, 'virtual-terminals')).toMatchObject({ state: 'ok' });
  });

  it.each([
    ['cage lets keys through', running('/usr/bin/cage -ds -- /opt/fairdesk/fairdesk'), CLOSED, 'cage'],
    ['the X server lets keys through', running('/usr/lib/xorg/Xorg :0 vt1'), CLOSED, 'DontVTSwitch'],
    ['logind keeps six terminals', running(CAGE), '[Login]\nReserveVT=0\n', 'NAutoVTs'],
  ])('has other terminals where %s', async (_, files, logind, named) => {
    const check = await checked(made({ files, says: { [LOGIND]: logind } }), 'virtual-terminals');
    expect(check.state).toBe('missing');
    expect(check.detail).toContain(named);
  });

  it('has none under an X server whose last configuration file says so, however it is spelled', async () => {
    const machine = made({
      files: {
        ...running('/usr/lib/xorg/Xorg :0 vt1'),
        '/usr/share/X11/xorg.conf.d/10-a.conf': 'Section "ServerFlags"\n  Option "DontVTSwitch" "off"\nEndSection\n',
        '/etc/X11/xorg.conf.d/10-fairdesk.conf':
          'Section "ServerFlags"\n  Option "Dont VT_Switch" "true"\nEndSection\n',
      },
      says: { [LOGIND]: CLOSED },
    });
    expect(await checked(machine, 'virtual-terminals')).toMatchObject({ state: 'ok' });
  });

  it('is not called safe where nothing is seen to draw on the screen', async () => {
    expect(await checked(made({ files: running(), says: { [LOGIND]: CLOSED } }), 'virtual-terminals')).toMatchObject({
      state: 'unknown',
    });
  });

  it('names the key combinations that reach the system', async () => {
    const masked = { 'systemctl is-enabled ctrl-alt-del.target': { code: 1, stdout: 'masked\n' } };
    const off = made({ files: { '/proc/sys/kernel/sysrq': '0\n' }, says: masked });
    expect(await checked(off, 'system-keys')).toMatchObject({ state: 'ok' });
    const sysrq = made({ files: { '/proc/sys/kernel/sysrq': '438\n' }, says: masked });
    expect((await checked(sysrq, 'system-keys')).detail).toContain('kernel.sysrq');
    const target = { 'systemctl is-enabled ctrl-alt-del.target': { code: 1, stdout: 'disabled\n' } };
    const restart = made({ files: { '/proc/sys/kernel/sysrq': '0\n' }, says: target });
    expect((await checked(restart, 'system-keys')).detail).toContain('ctrl-alt-del.target');
  });

  it('names other keyboards and whatever opens what is plugged in', async () => {
    const machine = made({ files: running('/usr/bin/squeekboard', '/usr/libexec/gvfs-udisks2-volume-monitor') });
    expect((await checked(machine, 'screen-keyboard')).detail).toContain('squeekboard');
    expect((await checked(machine, 'auto-play')).detail).toContain('gvfs-udisks2-vo');
  });

  it('can fall asleep unless every sleep target is masked', async () => {
    const says = (hibernate: string) => ({
      'systemctl is-enabled sleep.target': { code: 1, stdout: 'masked\n' },
      'systemctl is-enabled suspend.target': { code: 1, stdout: 'masked\n' },
      'systemctl is-enabled hibernate.target': { code: 1, stdout: `${hibernate}\n` },
      'systemctl is-enabled hybrid-sleep.target': { code: 1, stdout: 'masked\n' },
    });
    expect(await checked(made({ files: running(CAGE), says: says('masked') }), 'sleep')).toMatchObject({ state: 'ok' });
    expect((await checked(made({ files: running(CAGE), says: says('static') }), 'sleep')).detail).toContain(
      'hibernate',
    );
  });

  it.each([
    ['inside the quiet window', timer('02:00:00', '1h'), 'ok'],
    ['spread beyond the quiet window', timer('04:00:00', '2h'), 'missing'],
    ["at Debian's own hour", timer('06,18:00:00', '12h'), 'missing'],
    ['never said', '', 'unknown'],
  ])('gets updates %s', async (_, upgrade, state) => {
    const machine = made({ says: timers(timer('02:00:00', '0'), upgrade) });
    expect(await checked(machine, 'update-hours')).toMatchObject({ state });
  });

  it('starts at power on by one of its units', async () => {
    const off = { code: 1, stdout: 'disabled\n' };
    const says = {
      'systemctl is-enabled fairdesk-app.service': off,
      'systemctl is-enabled fairdesk-x11.service': { code: 4, stdout: '' },
      'systemctl is-enabled fairdesk-browser.service': 'enabled\n',
    };
    expect(await checked(made({ says }), 'start-at-power-on')).toMatchObject({ state: 'ok' });
    const none = { ...says, 'systemctl is-enabled fairdesk-browser.service': off };
    expect(await checked(made({ says: none }), 'start-at-power-on')).toMatchObject({ state: 'missing' });
  });

  it.each([
    ['a disk that can be written to, though the unit sees it read-only', 'ext4', 'rw', 'missing'],
    ['a disk mounted read-only', 'ext4', 'ro', 'ok'],
    ['an overlay in memory', 'overlay', 'rw,lowerdir=/media/root-ro,upperdir=/media/root-rw/overlay', 'ok'],
    ['an overlay on the data disk', 'overlay', 'rw,lowerdir=/x,upperdir=/var/lib/fairdesk/overlay', 'missing'],
  ])('stands on %s', async (_, type, options, state) => {
    expect(await checked(made({ files: root(type, options) }), 'read-only-system')).toMatchObject({ state });
  });

  it.each([
    ['none', '', 'ok'],
    ['in memory', '/dev/zram0 partition 1 0 100', 'ok'],
    ['on an encrypted volume', '/dev/dm-1 partition 1 0 -2', 'ok'],
    ['on a bare partition', '/dev/sda2 partition 1 0 -2', 'missing'],
    ['in a file on a bare partition', '/var/lib/fairdesk/swap file 1 0 -2', 'missing'],
  ])('has its swap %s', async (_, line, state) => {
    const machine = made({
      files: {
        ...root('ext4', 'ro'),
        '/proc/swaps': `Filename Type Size Used Priority\n${line}\n`,
        '/sys/class/block/dm-1/dm/uuid': 'LVM-abc',
        '/sys/class/block/dm-1/slaves/dm-0': '',
        '/sys/class/block/dm-0/dm/uuid': 'CRYPT-LUKS2-abc',
      },
    });
    expect(await checked(machine, 'swap')).toMatchObject({ state });
  });
});

describe('the self-test', () => {
  it.each(['linux', 'win32', 'darwin', 'freebsd'] as const)(
    'says unknown on %s, never fine, where the machine tells nothing',
    async (platform) => {
      const checks = await runSelfTest({
        machine: made({ platform }),
        quietWindow: { quietFromHour: 2, quietToHour: 5 },
      });
      expect(checks.map(({ id }) => id)).toEqual(CHECK_IDS);
      for (const { state } of checks) expect(['unknown', 'not-applicable']).toContain(state);
    },
  );

  it('says something of every line on the machine it runs on', async () => {
    const checks = await runSelfTest({
      machine: thisMachine(),
      quietWindow: { quietFromHour: 2, quietToHour: 5 },
    });
    expect(checks.map(({ id }) => id)).toEqual(CHECK_IDS);
    for (const { detail } of checks) expect(detail).not.toContain('could not be looked at');
  });

  it('goes on where one probe fails, and says so', async () => {
    const machine = { ...made({ files: running(CAGE) }), run: () => Promise.reject(new Error('no bus')) };
    const quietWindow = { quietFromHour: 2, quietToHour: 5 };
    const checks = await runSelfTest({ machine, quietWindow });
    expect(checks.find(({ id }) => id === 'sleep')).toMatchObject({
      state: 'unknown',
      detail: expect.stringContaining('no bus'),
    });
    expect(checks.find(({ id }) => id === 'shell')).toMatchObject({ state: 'ok' });
  });
});
