/** How a window is made for each face. The sandbox and its walls are the same for all. */
import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron';
import { assertNever } from '../../shared/result.ts';
import type { Profile } from '../../shared/wire/exchanges.ts';
import type { Bounds } from './displays.ts';

export interface WindowWish {
  readonly profile: Profile;
  /** An ordinary window also for the kiosk's face: to try it out on a desk. */
  readonly windowed: boolean;
  /** The built preload, one CommonJS file. */
  readonly preload: string;
}

/** In memory only, for its name lacks `persist:`: a session leaves nothing on the disk. */
export const FACE_PARTITION = 'face';

/** `--paper` of `ui/tokens.css` in the contrast every session begins with: the first paint is ours, never white. */
export const PAPER = '#fbfaf6';

/** Whether this window is locked: no way out by key, menu or tool. */
export function isLocked({ profile, windowed }: Pick<WindowWish, 'profile' | 'windowed'>): boolean {
  return profile === 'kiosk' && !windowed;
}

/** The same for every page there is. */
const walls = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  // A dropped file would otherwise be navigated to.
  navigateOnDragDrop: false,
  safeDialogs: true,
} as const satisfies WebPreferences;

const LOCKED = {
  kiosk: true,
  fullscreen: true,
  frame: false,
  alwaysOnTop: true,
  skipTaskbar: true,
  resizable: false,
  movable: false,
  minimizable: false,
  maximizable: false,
  closable: false,
} as const;

export function webPreferences(wish: WindowWish): WebPreferences {
  return {
    ...walls,
    preload: wish.preload,
    disableDialogs: isLocked(wish),
    devTools: wish.windowed,
    // Spell checking would send words to a dictionary server or keep them in a profile.
    spellcheck: false,
    partition: FACE_PARTITION,
    // Idle time is the visitor's: timers keep their pace behind a system dialog.
    backgroundThrottling: false,
    // Plugging in headphones starts speech: there is no touch before it.
    autoplayPolicy: 'no-user-gesture-required',
  };
}

/** A window over a display that has no face: it shows nothing, takes nothing and cannot be left. */
export function coverOptions(bounds: Bounds): BrowserWindowConstructorOptions {
  return {
    ...bounds,
    ...LOCKED,
    title: 'Fairdesk',
    show: false,
    focusable: false,
    enableLargerThanScreen: true,
    backgroundColor: '#000000',
    webPreferences: { ...walls, disableDialogs: true, devTools: false, partition: 'cover' },
  };
}

export function windowOptions(wish: WindowWish): BrowserWindowConstructorOptions {
  const common: BrowserWindowConstructorOptions = {
    title: 'Fairdesk',
    show: false,
    autoHideMenuBar: true,
    backgroundColor: PAPER,
    webPreferences: webPreferences(wish),
  };
  if (isLocked(wish)) {
    return { ...common, ...LOCKED };
  }
  switch (wish.profile) {
    // A tall display's shape, at a size that fits a desk.
    case 'kiosk':
      return { ...common, width: 540, height: 960, minWidth: 320, minHeight: 480 };
    case 'inspector':
      return { ...common, width: 1280, height: 800, minWidth: 800, minHeight: 600 };
    default:
      return assertNever(wish.profile);
  }
}
