/** Windows: what stands around a kiosk, by its registry and its own programs. Recipe: `resources/os/windows`. */
import { isQuiet } from '../reports/numbering.ts';
import {
  fine,
  missing,
  notApplicable,
  unknown,
  type Finding,
  type Machine,
  type Probes,
  type SelfTestParts,
} from './self-test.ts';
import { isActive, isListed, mainsSeconds, registryNumber, registryText } from './windows-reading.ts';

const RECIPE = 'resources/os/windows/kiosk.ps1';
const POLICIES = String.raw`HKLM\SOFTWARE\Policies\Microsoft\Windows`;
const USER_POLICIES = String.raw`SOFTWARE\Microsoft\Windows\CurrentVersion\Policies`;
const WINLOGON = String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon`;
const SERVICES = String.raw`HKLM\SYSTEM\CurrentControlSet\Services`;
const TABLET_TIP = String.raw`HKCU\SOFTWARE\Microsoft\TabletTip\1.7`;
/** Services: 2 starts with the machine. */
const AUTOMATIC = 2;
/** NoDriveTypeAutoRun: a bit for each type of drive; all of them. */
const EVERY_DRIVE = 0xff;
/** AUOptions: 4 installs by itself at ScheduledInstallTime. */
const SCHEDULED = 4;

export const windowsProbes: Probes = {
  shell,
  'virtual-terminals': async () => notApplicable('Windows has no virtual terminals.'),
  'system-keys': async ({ machine }) =>
    (await number(machine, String.raw`${SERVICES}\MsKeyboardFilter`, 'Start')) === AUTOMATIC
      ? fine('The keyboard filter runs: Ctrl+Alt+Del, the Windows key and their like do nothing.')
      : missing('The keyboard filter is off: Ctrl+Alt+Del and the Windows key reach the system.', RECIPE),
  'edge-swipe': async ({ machine }) =>
    (await number(machine, String.raw`${POLICIES}\EdgeUI`, 'AllowEdgeSwipe')) === 0
      ? fine('Swipes from the edge do nothing.')
      : missing('A swipe from the edge opens panels of the system (AllowEdgeSwipe).', RECIPE),
  'task-manager': async ({ machine }) =>
    (await either(machine, String.raw`${USER_POLICIES}\System`, 'DisableTaskMgr')) === 1
      ? fine('The task manager is off.')
      : missing('The task manager can be opened (DisableTaskMgr).', RECIPE),
  'screen-keyboard': screenKeyboard,
  'auto-play': async ({ machine }) =>
    (await either(machine, String.raw`${USER_POLICIES}\Explorer`, 'NoDriveTypeAutoRun')) === EVERY_DRIVE
      ? fine('Nothing opens what is plugged in.')
      : missing('What is plugged in may be opened (NoDriveTypeAutoRun).', RECIPE),
  sleep,
  'update-hours': updateHours,
  'start-at-power-on': startAtPowerOn,
  'read-only-system': async () =>
    unknown('This does not say whether the Unified Write Filter is on.', 'resources/os/windows/README.md'),
  swap: async ({ machine }) =>
    (await number(machine, String.raw`HKLM\SYSTEM\CurrentControlSet\Control\FileSystem`, 'NtfsEncryptPagingFile')) === 1
      ? fine('The paging file is encrypted.')
      : unknown(
          'The paging file is not encrypted by itself: is the disk, by BitLocker?',
          'resources/os/windows/README.md',
        ),
};

/** @returns null where `reg` itself did not run; an empty answer is a value that is not there */
async function query(machine: Machine, key: string, name: string): Promise<string> {
  const answer = await machine.run('reg', ['query', key, '/v', name]);
  if (answer === null) throw new Error('reg did not answer');
  return answer.stdout;
}

async function number(machine: Machine, key: string, name: string): Promise<number | null> {
  return registryNumber(await query(machine, key, name), name);
}

/** For everyone, else for this user. */
async function either(machine: Machine, key: string, name: string): Promise<number | null> {
  return (await number(machine, `HKLM\\${key}`, name)) ?? (await number(machine, `HKCU\\${key}`, name));
}

/** By what runs, not by what was meant: Explorer draws the task bar and the start menu. */
async function explorerRuns(machine: Machine): Promise<boolean> {
  const answer = await machine.run('tasklist', ['/FI', 'IMAGENAME eq explorer.exe', '/FO', 'CSV', '/NH']);
  if (answer === null) throw new Error('tasklist did not answer');
  return isListed(answer.stdout, 'explorer.exe');
}

async function shell({ machine }: SelfTestParts): Promise<Finding> {
  return (await explorerRuns(machine))
    ? missing('Explorer runs, with task bar and start menu: the app is not the shell.', RECIPE)
    : fine('Explorer does not run: the app is the shell.');
}

/** Desktop mode: 0 keeps the keyboard down. Windows 11 asks TouchKeyboardTapInvoke, 0 is never. */
async function screenKeyboard({ machine }: SelfTestParts): Promise<Finding> {
  const older = await number(machine, TABLET_TIP, 'EnableDesktopModeAutoInvoke');
  const newer = await number(machine, TABLET_TIP, 'TouchKeyboardTapInvoke');
  return older === 0 && newer === 0
    ? fine('The touch keyboard of Windows stays down.')
    : missing('The touch keyboard of Windows may come up over ours (TouchKeyboardTapInvoke).', RECIPE);
}

async function sleep({ machine }: SelfTestParts): Promise<Finding> {
  const open: string[] = [];
  for (const [what, group, setting] of [
    ['the machine', 'SUB_SLEEP', 'STANDBYIDLE'],
    ['hibernation', 'SUB_SLEEP', 'HIBERNATEIDLE'],
    ['the screen', 'SUB_VIDEO', 'VIDEOIDLE'],
  ] as const) {
    const answer = await machine.run('powercfg', ['/query', 'SCHEME_CURRENT', group, setting]);
    const seconds = answer === null ? null : mainsSeconds(answer.stdout);
    // Where a machine cannot hibernate there is nothing to ask after.
    if (seconds === null && setting !== 'HIBERNATEIDLE') return unknown('powercfg does not answer.', RECIPE);
    if (seconds !== null && seconds > 0) open.push(`${what} after ${seconds} s`);
  }
  return open.length === 0
    ? fine('Neither machine nor screen falls asleep.')
    : missing(`Sleep is on: ${open.join(', ')}.`, RECIPE);
}

async function updateHours({ machine, quietWindow }: SelfTestParts): Promise<Finding> {
  const policy = String.raw`${POLICIES}\WindowsUpdate`;
  const mode = await number(machine, String.raw`${policy}\AU`, 'AUOptions');
  const hour = await number(machine, String.raw`${policy}\AU`, 'ScheduledInstallTime');
  const from = await number(machine, policy, 'ActiveHoursStart');
  const to = await number(machine, policy, 'ActiveHoursEnd');
  const window = `${quietWindow.quietFromHour} to ${quietWindow.quietToHour} o'clock`;
  if (mode !== SCHEDULED || hour === null || !isQuiet(hour, quietWindow))
    return missing(`Updates are not set to come from ${window} (ScheduledInstallTime).`, RECIPE);
  if (from === null || to === null || isActive(hour, { from, to }))
    return missing('Active hours do not keep restarts out of the day (ActiveHoursStart, ActiveHoursEnd).', RECIPE);
  return fine(`Updates come from ${window}.`);
}

async function startAtPowerOn({ machine }: SelfTestParts): Promise<Finding> {
  const signsIn = registryText(await query(machine, WINLOGON, 'AutoAdminLogon'), 'AutoAdminLogon') === '1';
  if (!signsIn) return missing('Nobody signs in by itself at power on (AutoAdminLogon).', RECIPE);
  if (!(await explorerRuns(machine))) return fine('The machine signs in by itself and the app is its shell.');
  const task = await machine.run('schtasks', ['/query', '/tn', 'Fairdesk']);
  return task?.code === 0
    ? fine('The machine signs in by itself and starts the task Fairdesk.')
    : missing('The machine signs in by itself, but nothing starts the app.', RECIPE);
}
