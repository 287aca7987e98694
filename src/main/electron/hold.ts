/** Keeps a window over its display, and covers over every other one, whatever comes, goes or turns: a kiosk's always, a laptop's while an owner has it. */
import type { BrowserWindow, BrowserWindowConstructorOptions, Screen } from 'electron';
import { assertNever } from '../../shared/result.ts';
import type { MainLog } from '../log.ts';
import { coverDisplays, sameBounds, type Bounds } from '../policy/displays.ts';
import { amend, type Amendment } from '../policy/stance.ts';
import { coverOptions } from '../policy/window.ts';

/** A window system tells of one change in several events: the last one counts. */
const SETTLE_MS = 250;
/** A face that is not ready to be shown by then is shown as it is: the desktop below it would be worse. */
const FIRST_MS = 10_000;

export interface HoldOptions {
  readonly window: BrowserWindow;
  /** The display it was made on. */
  readonly made: Bounds | null;
  readonly screen: Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay' | 'on' | 'off'>;
  readonly create: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  /** `asked`: an ordinary window until it is held, and after. */
  readonly when?: 'always' | 'asked';
  readonly log: MainLog;
}

export interface KioskHold {
  held(): boolean;
  /**
   * The desktop can be reached again. Where staff leave kiosk mode, the window lies low until it is called
   * back; one that is held when asked is as it was before.
   */
  release(): void;
  /** Into kiosk mode. */
  resume(): void;
  close(): void;
}

export function holdKiosk({ window, made, screen, create, when = 'always', log }: HoldOptions): KioskHold {
  const covers = new Map<number, { window: BrowserWindow; bounds: Bounds }>();
  const always = when === 'always';
  let held = always;
  let placed = made;
  /** Where an ordinary window was before it was held. */
  let stood: Bounds | null = null;
  let timer: NodeJS.Timeout | undefined;

  function settle() {
    clearTimeout(timer);
    if (!held || window.isDestroyed()) return;
    const coverage = coverDisplays(screen.getAllDisplays(), screen.getPrimaryDisplay().id);
    // Between two displays there is nothing to stand on; the next one's event comes.
    if (coverage === null) return;
    cover(coverage.covered);
    const stance = {
      kiosk: window.isKiosk(),
      fullScreen: window.isFullScreen(),
      minimized: window.isMinimized(),
      visible: window.isVisible(),
      focused: window.isFocused(),
      placed,
    };
    for (const amendment of amend(stance, coverage.face.bounds)) put(amendment, coverage.face.bounds);
    placed = coverage.face.bounds;
  }

  function put(amendment: Amendment, bounds: Bounds) {
    switch (amendment) {
      case 'restore':
        return window.restore();
      case 'show':
        return window.show();
      case 'move':
        // A window that fills a display is not moved to another by any window system.
        window.setKiosk(false);
        window.setFullScreen(false);
        window.setBounds(bounds);
        window.setKiosk(true);
        window.setFullScreen(true);
        return window.setAlwaysOnTop(true, 'screen-saver');
      case 'kiosk':
        return window.setKiosk(true);
      case 'full-screen':
        return window.setFullScreen(true);
      case 'focus':
        window.moveTop();
        return window.focus();
      default:
        return assertNever(amendment);
    }
  }

  function cover(displays: readonly { readonly id: number; readonly bounds: Bounds }[]) {
    const before = covers.size;
    for (const [id, black] of covers) {
      if (displays.some((each) => each.id === id && sameBounds(each.bounds, black.bounds))) continue;
      black.window.destroy();
      covers.delete(id);
    }
    for (const { id, bounds } of displays) {
      if (covers.has(id)) continue;
      const black = create(coverOptions(bounds));
      black.setAlwaysOnTop(true, 'screen-saver');
      black.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
      black.once('ready-to-show', () => black.showInactive());
      black.loadURL('about:blank').catch(() => undefined);
      covers.set(id, { window: black, bounds });
    }
    if (covers.size !== before) log({ event: 'main.displays', covered: covers.size });
  }

  const soon = () => {
    clearTimeout(timer);
    if (held) timer = setTimeout(settle, SETTLE_MS);
  };
  /** Whoever calls the window back wants the kiosk, not a window without a frame. */
  const restored = () => {
    if (held) soon();
    else if (always) resume();
  };

  function resume() {
    if (window.isDestroyed()) return;
    if (!held) {
      log({ event: 'main.kiosk', held: true });
      stood = window.getBounds();
    }
    held = true;
    placed = null;
    window.setClosable(false);
    window.setSkipTaskbar(true);
    settle();
  }

  for (const event of ['blur', 'minimize', 'hide', 'leave-full-screen'] as const) window.on(event as 'blur', soon);
  window.on('restore', restored);
  for (const event of ['display-added', 'display-removed', 'display-metrics-changed'] as const) {
    screen.on(event as 'display-added', settle);
  }

  // Not every window system knows a window that cannot be closed.
  window.on('close', (event) => {
    if (held) event.preventDefault();
  });

  if (always) {
    timer = setTimeout(settle, FIRST_MS);
    cover(coverDisplays(screen.getAllDisplays(), screen.getPrimaryDisplay().id)?.covered ?? []);
    window.setAlwaysOnTop(true, 'screen-saver');
    window.once('ready-to-show', settle);
  }

  const close = () => {
    clearTimeout(timer);
    held = false;
    for (const event of ['display-added', 'display-removed', 'display-metrics-changed'] as const) {
      screen.off(event as 'display-added', settle);
    }
    cover([]);
  };
  return {
    held: () => held,
    release() {
      if (!held || window.isDestroyed()) return;
      clearTimeout(timer);
      held = false;
      log({ event: 'main.kiosk', held: false });
      cover([]);
      window.setAlwaysOnTop(false);
      window.setKiosk(false);
      window.setFullScreen(false);
      window.setClosable(true);
      window.setSkipTaskbar(false);
      window.setMinimizable(true);
      if (always) window.minimize();
      else if (stood !== null) window.setBounds(stood);
    },
    resume,
    close,
  };
}
