import { describe, expect, it } from 'vitest';
import type { CheckId } from '../../../../src/desk/self-test/self-test.ts';
import { checked, made } from './kit.ts';

/** What `reg query KEY /v NAME` prints, and what it prints of a value that is not there. */
const dword = (key: string, name: string, value: number) => ({
  [`reg query ${key} /v ${name}`]: `\r\n${key}\r\n    ${name}    REG_DWORD    0x${value.toString(16)}\r\n\r\n`,
});
const text = (key: string, name: string, value: string) => ({
  [`reg query ${key} /v ${name}`]: `\r\n${key}\r\n    ${name}    REG_SZ    ${value}\r\n\r\n`,
});
/** German, so that no probe reads words. */
const power = (setting: string, mains: number) => ({
  [`powercfg /query SCHEME_CURRENT ${setting}`]: [
    '    GUID der Energieeinstellung: 29f6c1db-86da-48c5-9fdb-f2b67b1f44da  (Deaktivierung nach)',
    '      Maximal mögliche Einstellung: 0xffffffff',
    `    Index der aktuellen Wechselstromeinstellung: 0x${mains.toString(16).padStart(8, '0')}`,
    '    Index der aktuellen Gleichstromeinstellung: 0x00000384',
    '',
  ].join('\r\n'),
});

const POLICY = String.raw`SOFTWARE\Microsoft\Windows\CurrentVersion\Policies`;
const UPDATE = String.raw`HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate`;
const TIP = String.raw`HKCU\SOFTWARE\Microsoft\TabletTip\1.7`;
const WINLOGON = String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon`;
const TASKS = 'tasklist /FI IMAGENAME eq explorer.exe /FO CSV /NH';
const NO_EXPLORER = { [TASKS]: 'INFORMATION: Es werden keine Aufgaben ausgeführt.\r\n' };

/** As the recipe leaves it. */
const set: Record<string, string> = {
  ...NO_EXPLORER,
  ...dword(String.raw`HKLM\SYSTEM\CurrentControlSet\Services\MsKeyboardFilter`, 'Start', 2),
  ...dword(String.raw`HKLM\SOFTWARE\Policies\Microsoft\Windows\EdgeUI`, 'AllowEdgeSwipe', 0),
  ...dword(`HKLM\\${POLICY}\\System`, 'DisableTaskMgr', 1),
  ...dword(`HKLM\\${POLICY}\\Explorer`, 'NoDriveTypeAutoRun', 0xff),
  ...dword(TIP, 'EnableDesktopModeAutoInvoke', 0),
  ...dword(TIP, 'TouchKeyboardTapInvoke', 0),
  ...power('SUB_SLEEP STANDBYIDLE', 0),
  ...power('SUB_SLEEP HIBERNATEIDLE', 0),
  ...power('SUB_VIDEO VIDEOIDLE', 0),
  ...dword(`${UPDATE}\\AU`, 'AUOptions', 4),
  ...dword(`${UPDATE}\\AU`, 'ScheduledInstallTime', 3),
  ...dword(UPDATE, 'ActiveHoursStart', 6),
  ...dword(UPDATE, 'ActiveHoursEnd', 0),
  ...text(WINLOGON, 'AutoAdminLogon', '1'),
  ...dword(String.raw`HKLM\SYSTEM\CurrentControlSet\Control\FileSystem`, 'NtfsEncryptPagingFile', 1),
};
const ABSENT = { code: 1, stdout: '' };
const windows = (says: Record<string, string | { code: number; stdout: string }>) =>
  made({ platform: 'win32', says: { ...set, ...says } });

describe('a kiosk under Windows', () => {
  it.each<CheckId>([
    'shell',
    'system-keys',
    'edge-swipe',
    'task-manager',
    'screen-keyboard',
    'auto-play',
    'sleep',
    'update-hours',
    'start-at-power-on',
    'swap',
  ])('has its %s in order as the recipe leaves it', async (id) => {
    expect(await checked(windows({}), id)).toMatchObject({ state: 'ok' });
  });

  it.each<[string, CheckId, Record<string, string | { code: number; stdout: string }>]>([
    ['Explorer runs', 'shell', { [TASKS]: '"explorer.exe","4711","Console","1","90,000 K"\r\n' }],
    [
      'a value is not there',
      'edge-swipe',
      { [String.raw`reg query HKLM\SOFTWARE\Policies\Microsoft\Windows\EdgeUI /v AllowEdgeSwipe`]: ABSENT },
    ],
    ['the touch keyboard comes up at a touch', 'screen-keyboard', dword(TIP, 'TouchKeyboardTapInvoke', 2)],
    ['the screen goes dark after ten minutes', 'sleep', power('SUB_VIDEO VIDEOIDLE', 600)],
    ['updates come at noon', 'update-hours', dword(`${UPDATE}\\AU`, 'ScheduledInstallTime', 12)],
    ['active hours hold the update hour', 'update-hours', dword(UPDATE, 'ActiveHoursStart', 2)],
    ['nobody signs in', 'start-at-power-on', text(WINLOGON, 'AutoAdminLogon', '0')],
  ])('is told where %s', async (_, id, says) => {
    const check = await checked(windows(says), id);
    expect(check.state).toBe('missing');
    expect(check.detail).toContain('resources/os/windows/kiosk.ps1');
  });

  it('takes a policy of the user where there is none of the machine', async () => {
    const machine = windows({
      [`reg query HKLM\\${POLICY}\\System /v DisableTaskMgr`]: ABSENT,
      ...dword(`HKCU\\${POLICY}\\System`, 'DisableTaskMgr', 1),
    });
    expect(await checked(machine, 'task-manager')).toMatchObject({ state: 'ok' });
  });

  it('starts by a task where Explorer is the shell', async () => {
    const explorer = { [TASKS]: '"explorer.exe","4711","Console","1","90,000 K"\r\n' };
    const task = { 'schtasks /query /tn Fairdesk': 'Fairdesk  N/A  Ready\r\n' };
    expect(await checked(windows({ ...explorer, ...task }), 'start-at-power-on')).toMatchObject({ state: 'ok' });
    const none = { 'schtasks /query /tn Fairdesk': ABSENT };
    expect(await checked(windows({ ...explorer, ...none }), 'start-at-power-on')).toMatchObject({ state: 'missing' });
  });
});
