/** Linux: what stands around a kiosk under systemd. Recipes: `resources/os/linux`. */
import { isWithin, lastValue, mountOf, mounts, swaps, timerTimes, xorgOption } from './linux-reading.ts';
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

const RECIPES = 'resources/os/linux';

/** Names as the kernel keeps them: at most 15 characters (proc(5), comm). */
const DESKTOPS = [
  'gnome-shell',
  'gnome-session-b',
  'plasmashell',
  'xfce4-panel',
  'xfdesktop',
  'lxpanel',
  'lxqt-panel',
  'mate-panel',
  'cinnamon',
  'budgie-panel',
  'pcmanfm',
  'wf-panel-pi',
  'phosh',
  'sway',
  'weston-desktop-',
  'enlightenment',
];
const KEYBOARDS = [
  'squeekboard',
  'onboard',
  'maliit-server',
  'maliit-keyboard',
  'wvkbd-mobintl',
  'florence',
  'matchbox-keyboa',
];
/** Each mounts or opens what is plugged in. udisksd alone only answers those who ask it. */
const MOUNTERS = ['gvfs-udisks2-vo', 'udiskie', 'devmon', 'thunar-volman', 'pcmanfm', 'automount', 'usbmount'];
const X_SERVERS = ['Xorg', 'X'];
const SLEEPS = ['sleep.target', 'suspend.target', 'hibernate.target', 'hybrid-sleep.target'];
const STARTS = ['fairdesk-app.service', 'fairdesk-x11.service', 'fairdesk-browser.service'];
const TIMERS = ['apt-daily.timer', 'apt-daily-upgrade.timer', 'fairdesk-update.timer'];
/** Kernel documentation, admin-guide/sysrq: 0 is off; any other value leaves a key a visitor could press. */
const SYSRQ_OFF = '0';

export const linuxProbes: Probes = {
  shell,
  'virtual-terminals': virtualTerminals,
  'system-keys': systemKeys,
  'edge-swipe': async ({ machine }) => withoutDesktop(await processes(machine), 'A swipe from the edge'),
  'task-manager': async ({ machine }) => withoutDesktop(await processes(machine), 'A task manager'),
  'screen-keyboard': screenKeyboard,
  'auto-play': autoPlay,
  sleep,
  'update-hours': updateHours,
  'start-at-power-on': startAtPowerOn,
  'read-only-system': readOnlySystem,
  swap,
};

interface Process {
  readonly name: string;
  readonly args: readonly string[];
}

async function processes(machine: Machine): Promise<readonly Process[] | null> {
  const numbers = (await machine.listFolder('/proc'))?.filter((name) => /^\d+$/.test(name));
  if (numbers === undefined || numbers.length === 0) return null;
  const all = await Promise.all(
    numbers.map(async (number) => {
      const name = await machine.readFile(`/proc/${number}/comm`);
      const args = await machine.readFile(`/proc/${number}/cmdline`);
      return name === null ? null : { name: name.trim(), args: (args ?? '').split('\0').filter((each) => each !== '') };
    }),
  );
  return all.filter((each) => each !== null);
}

function among(all: readonly Process[], names: readonly string[]): readonly string[] {
  return names.filter((name) => all.some((each) => each.name === name));
}

const NO_LIST = 'The list of processes cannot be read.';

async function shell({ machine }: SelfTestParts): Promise<Finding> {
  const all = await processes(machine);
  if (all === null) return unknown(NO_LIST, `${RECIPES}/fairdesk-app.service`);
  const found = among(all, DESKTOPS);
  if (found.length > 0)
    return missing(`A desktop runs beside the kiosk (${found.join(', ')}).`, `${RECIPES}/fairdesk-app.service`);
  return fine(
    all.some(({ name }) => name === 'cage')
      ? 'Only cage runs, which shows one program.'
      : 'No desktop runs beside the kiosk.',
  );
}

function withoutDesktop(all: readonly Process[] | null, what: string): Finding {
  if (all === null) return unknown(NO_LIST);
  const found = among(all, DESKTOPS);
  if (found.length === 0) return notApplicable(`${what} belongs to a desktop, and none runs here.`);
  return missing(
    `${what} may come with the desktop that runs (${found.join(', ')}).`,
    `${RECIPES}/fairdesk-app.service`,
  );
}

async function virtualTerminals({ machine }: SelfTestParts): Promise<Finding> {
  const all = await processes(machine);
  if (all === null) return unknown(NO_LIST, `${RECIPES}/logind.conf`);
  const cage = all.find(({ name }) => name === 'cage');
  const server = all.find(({ name }) => X_SERVERS.includes(name));
  if (cage !== undefined && optionsOf(cage).some((option) => /^-\w*s/.test(option)))
    return missing('cage was started with -s, which lets Ctrl+Alt+F2 through.', `${RECIPES}/fairdesk-app.service`);
  if (cage === undefined && server !== undefined && (await xorgSays(machine, 'dontvtswitch')) !== true)
    return missing('The X server lets Ctrl+Alt+F2 through (DontVTSwitch).', `${RECIPES}/xorg.conf`);
  const logind = (await machine.run('systemd-analyze', ['cat-config', 'systemd/logind.conf']))?.stdout ?? null;
  if (logind === null) return unknown('The settings of logind cannot be read.', `${RECIPES}/logind.conf`);
  const open = ['NAutoVTs', 'ReserveVT'].filter((key) => lastValue(logind, key) !== '0');
  if (open.length > 0)
    return missing(
      `logind starts a sign-in on other terminals: ${open.join(' and ')} must be 0.`,
      `${RECIPES}/logind.conf`,
    );
  if (cage === undefined && server === undefined)
    return unknown('Neither cage nor an X server is seen to run.', `${RECIPES}/fairdesk-app.service`);
  return fine('No key leads to another terminal, and none has a sign-in.');
}

/** Options of the program itself: what follows `--` is the program it shows. */
function optionsOf({ args }: Process): readonly string[] {
  const end = args.indexOf('--');
  return args.slice(1, end === -1 ? undefined : end);
}

async function xorgSays(machine: Machine, option: string): Promise<boolean | null> {
  const texts: string[] = [];
  // xorg.conf.d(5): the system's folder first, then the administrator's.
  for (const folder of ['/usr/share/X11/xorg.conf.d', '/etc/X11/xorg.conf.d']) {
    const names = (await machine.listFolder(folder)) ?? [];
    for (const name of names.filter((each) => each.endsWith('.conf')).toSorted())
      texts.push((await machine.readFile(`${folder}/${name}`)) ?? '');
  }
  texts.push((await machine.readFile('/etc/X11/xorg.conf')) ?? '');
  return xorgOption(texts.join('\n'), option);
}

async function systemKeys({ machine }: SelfTestParts): Promise<Finding> {
  const sysrq = (await machine.readFile('/proc/sys/kernel/sysrq'))?.trim() ?? null;
  const enabled = await enabledStates(machine, ['ctrl-alt-del.target']);
  if (sysrq !== null && sysrq !== SYSRQ_OFF)
    return missing('Alt+SysRq reaches the kernel (kernel.sysrq is not 0).', `${RECIPES}/sysctl.conf`);
  if (enabled !== null && enabled[0] !== 'masked')
    return missing('Ctrl+Alt+Del restarts the machine (ctrl-alt-del.target is not masked).', `${RECIPES}/install.sh`);
  if (sysrq === null || enabled === null)
    return unknown('systemd or the kernel does not say.', `${RECIPES}/install.sh`);
  return fine('Alt+SysRq and Ctrl+Alt+Del do nothing.');
}

/** `systemctl is-enabled` of each, in order; null where systemd does not answer for each. */
async function enabledStates(machine: Machine, units: readonly string[]): Promise<readonly string[] | null> {
  const states: string[] = [];
  for (const unit of units) {
    const answer = await machine.run('systemctl', ['is-enabled', unit]);
    // Older systemd says nothing on standard output of a unit that is not there; newer ones say `not-found`.
    if (answer === null) return null;
    states.push(answer.stdout.trim() === '' ? 'not-found' : answer.stdout.trim());
  }
  return states;
}

async function screenKeyboard({ machine }: SelfTestParts): Promise<Finding> {
  const all = await processes(machine);
  if (all === null) return unknown(NO_LIST);
  const found = among(all, KEYBOARDS);
  if (found.length === 0) return fine('No other keyboard comes up on the screen.');
  return missing(`Another keyboard may come up over ours (${found.join(', ')}): take it off.`, `${RECIPES}/README.md`);
}

async function autoPlay({ machine }: SelfTestParts): Promise<Finding> {
  const all = await processes(machine);
  if (all === null) return unknown(NO_LIST, `${RECIPES}/storage.rules`);
  const found = among(all, MOUNTERS);
  if (found.length === 0) return fine('Nothing opens what is plugged in.');
  return missing(`What is plugged in is opened by ${found.join(', ')}.`, `${RECIPES}/storage.rules`);
}

async function sleep({ machine }: SelfTestParts): Promise<Finding> {
  const states = await enabledStates(machine, SLEEPS);
  if (states === null) return unknown('systemd does not answer.', `${RECIPES}/install.sh`);
  const open = SLEEPS.filter((_, at) => states[at] !== 'masked');
  if (open.length > 0)
    return missing(`The machine can fall asleep: ${open.join(', ')} not masked.`, `${RECIPES}/install.sh`);
  const all = await processes(machine);
  const server = all?.find(({ name }) => X_SERVERS.includes(name));
  if (server !== undefined && !(server.args.includes('-dpms') || server.args.includes('-nodpms')))
    return missing('The X server may turn the screen off (-dpms).', `${RECIPES}/fairdesk-x11.service`);
  return fine('The machine does not fall asleep.');
}

async function updateHours({ machine, quietWindow }: SelfTestParts): Promise<Finding> {
  const recipe = `${RECIPES}/apt-timer.conf`;
  const states = await enabledStates(machine, TIMERS);
  if (states === null) return unknown('systemd does not answer.', recipe);
  const running = TIMERS.filter((_, at) => states[at] === 'enabled');
  if (running.length === 0)
    return unknown('No automatic updates were found: who updates this machine, and when?', recipe);
  const asked = await Promise.all(
    running.map((timer) =>
      machine.run('systemctl', ['show', timer, '-p', 'TimersCalendar', '-p', 'RandomizedDelayUSec']),
    ),
  );
  const window = `${quietWindow.quietFromHour} to ${quietWindow.quietToHour} o'clock`;
  if (asked.some((answer) => answer === null || !answer.stdout.includes('OnCalendar=')))
    return unknown('systemd does not say when updates come.', recipe);
  const outside = running.filter((_, at) => !isWithin(timerTimes(asked[at]?.stdout ?? ''), quietWindow));
  if (outside.length > 0) return missing(`Updates may come outside ${window}: ${outside.join(', ')}.`, recipe);
  return fine(`Updates come from ${window}.`);
}

async function startAtPowerOn({ machine }: SelfTestParts): Promise<Finding> {
  const states = await enabledStates(machine, STARTS);
  if (states === null) return unknown('systemd does not answer.', `${RECIPES}/fairdesk-app.service`);
  const found = STARTS.find((_, at) => states[at] === 'enabled');
  if (found !== undefined) return fine(`${found} starts with the machine.`);
  return missing(`None of ${STARTS.join(', ')} is enabled.`, `${RECIPES}/install.sh`);
}

async function readOnlySystem({ machine }: SelfTestParts): Promise<Finding> {
  const recipe = `${RECIPES}/overlayroot.conf`;
  const text = await machine.readFile('/proc/self/mountinfo');
  const all = text === null ? [] : mounts(text);
  const root = mountOf('/', all);
  if (root === null) return unknown('The list of mounts cannot be read.', recipe);
  if (root.type !== 'overlay')
    return root.options.includes('ro')
      ? fine('The system is mounted read-only.')
      : missing('The system can be written to: what a fault or an intruder changes stays.', recipe);
  const upper = root.options.find((option) => option.startsWith('upperdir='))?.slice('upperdir='.length);
  if (upper === undefined) return fine('The system is mounted read-only.');
  return mountOf(upper, all)?.type === 'tmpfs'
    ? fine('Changes to the system are kept in memory and gone at the next start.')
    : missing('Changes to the system are kept on a disk.', recipe);
}

async function swap({ machine }: SelfTestParts): Promise<Finding> {
  const recipe = `${RECIPES}/README.md`;
  const text = await machine.readFile('/proc/swaps');
  if (text === null) return unknown('The list of swaps cannot be read.', recipe);
  const all = mounts((await machine.readFile('/proc/self/mountinfo')) ?? '');
  const open: string[] = [];
  for (const { name, kind } of swaps(text)) {
    const device =
      kind === 'file'
        ? `/sys/dev/block/${mountOf(name, all)?.device ?? 'none'}`
        : `/sys/class/block/${name.replace(/^.*\//, '')}`;
    if (!/\/zram\d+$/.test(name) && !(await isEncrypted(machine, device, 0))) open.push(name);
  }
  if (open.length === 0) return fine('What is in memory is never written to a disk unencrypted.');
  return missing(`What is in memory may be written to a disk unencrypted (${open.join(', ')}).`, recipe);
}

/** LVM on an encrypted disk on … : few layers are ever stacked. */
const MOST_LAYERS = 4;

async function isEncrypted(machine: Machine, device: string, depth: number): Promise<boolean> {
  if (depth > MOST_LAYERS) return false;
  const uuid = await machine.readFile(`${device}/dm/uuid`);
  if (uuid?.startsWith('CRYPT-') === true) return true;
  const under = (await machine.listFolder(`${device}/slaves`)) ?? [];
  if (under.length === 0) return false;
  const each = await Promise.all(under.map((name) => isEncrypted(machine, `/sys/class/block/${name}`, depth + 1)));
  return each.every(Boolean);
}
