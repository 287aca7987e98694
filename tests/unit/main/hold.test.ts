import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holdKiosk, type HoldOptions } from '../../../src/main/electron/hold.ts';
import { coverDisplays, type Display } from '../../../src/main/policy/displays.ts';
import { mayKnow } from '../../../src/main/policy/permissions.ts';
import { amend } from '../../../src/main/policy/stance.ts';
import { APP_PAGE } from '../../../src/main/policy/address.ts';
import { preventable } from './electron-double.ts';

const display = (id: number, x: number, touchSupport: Display['touchSupport'] = 'unknown'): Display => ({
  id,
  bounds: { x, y: 0, width: 1080, height: 1920 },
  touchSupport,
});

describe('the face', () => {
  it('is on the only display that can be touched, whichever is primary', () =>
    expect(coverDisplays([display(1, 0), display(2, 1080, 'available')], 1)?.face.id).toBe(2));
  it('is on the primary one where none or several can be touched', () => {
    expect(coverDisplays([display(1, 0), display(2, 1080)], 2)?.face.id).toBe(2);
    expect(coverDisplays([display(1, 0, 'available'), display(2, 1080, 'available')], 2)?.face.id).toBe(2);
  });
  it('leaves every other display covered, but for a mirror of its own', () => {
    const coverage = coverDisplays([display(1, 0), display(2, 1080), display(3, 0)], 1);
    expect(coverage?.covered.map(({ id }) => id)).toEqual([2]);
  });
  it('waits where there is no display at all', () => expect(coverDisplays([], 1)).toBeNull());
});

describe('a window', () => {
  const { bounds } = display(1, 0);
  const well = { kiosk: true, fullScreen: true, minimized: false, visible: true, focused: true, placed: bounds };
  it('that stands as it must is left alone', () => expect(amend(well, bounds)).toEqual([]));
  it('that was minimised, left full screen or lost the focus is put right', () =>
    expect(amend({ ...well, minimized: true, fullScreen: false, focused: false }, bounds)).toEqual([
      'restore',
      'full-screen',
      'focus',
    ]));
  it('moves where its display went', () => expect(amend(well, { ...bounds, x: 1080 })).toEqual(['move']));
});

describe('a permission', () => {
  it('to know of sound outputs is all a page has, and only ours', () => {
    expect(mayKnow('media', 'audio', APP_PAGE)).toBe(true);
    expect(mayKnow('media', 'audio', 'fairdesk://app')).toBe(true);
    expect(mayKnow('media', 'video', APP_PAGE)).toBe(false);
    expect(mayKnow('media', undefined, APP_PAGE)).toBe(false);
    expect(mayKnow('geolocation', undefined, APP_PAGE)).toBe(false);
    expect(mayKnow('media', 'audio', 'https://example.org/')).toBe(false);
  });
});

class WindowDouble extends EventEmitter {
  state = { kiosk: true, fullScreen: true, minimized: false, visible: true, focused: true, destroyed: false };
  readonly did: string[] = [];
  readonly webContents = { setWindowOpenHandler: () => undefined };
  isKiosk = () => this.state.kiosk;
  isFullScreen = () => this.state.fullScreen;
  isMinimized = () => this.state.minimized;
  isVisible = () => this.state.visible;
  isFocused = () => this.state.focused;
  isDestroyed = () => this.state.destroyed;
  setKiosk = (kiosk: boolean) => (this.state.kiosk = kiosk);
  setFullScreen = (fullScreen: boolean) => (this.state.fullScreen = fullScreen);
  getBounds = () => ({ x: 77, y: 0, width: 800, height: 600 });
  setBounds = ({ x }: { x: number }) => void this.did.push(`at ${x}`);
  setAlwaysOnTop = () => undefined;
  setClosable = () => undefined;
  setSkipTaskbar = () => undefined;
  setMinimizable = () => undefined;
  moveTop = () => undefined;
  show = () => (this.state.visible = true);
  showInactive = () => void this.did.push('shown');
  focus = () => (this.state.focused = true);
  minimize = () => (this.state.minimized = true);
  restore = () => (this.state.minimized = false);
  loadURL = async () => void setImmediate(() => this.emit('ready-to-show'));
  destroy = () => (this.state.destroyed = true);
}

class ScreenDouble extends EventEmitter {
  displays = [display(1, 0)];
  getAllDisplays = () => this.displays;
  getPrimaryDisplay = () => this.displays[0];
}

describe('a kiosk', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const open = (when: 'always' | 'asked' = 'always') => {
    const window = new WindowDouble();
    if (when === 'asked') Object.assign(window.state, { kiosk: false, fullScreen: false });
    const screen = new ScreenDouble();
    const covers: WindowDouble[] = [];
    const create = () => {
      const cover = new WindowDouble();
      covers.push(cover);
      return cover as unknown as BrowserWindow;
    };
    const hold = holdKiosk({
      window: window as unknown as BrowserWindow,
      made: display(1, 0).bounds,
      screen: screen as unknown as HoldOptions['screen'],
      create,
      when,
      log: () => undefined,
    });
    const turn = (event: string, displays: Display[]) => {
      screen.displays = displays;
      screen.emit(event);
    };
    return { window, covers, hold, turn };
  };

  it('covers a display that comes, and uncovers it only when it goes', () => {
    const { covers, turn } = open();
    turn('display-added', [display(1, 0), display(2, 1080)]);
    expect(covers.map((cover) => cover.state.destroyed)).toEqual([false]);
    turn('display-metrics-changed', [display(1, 0), display(2, 2000)]);
    expect(covers.map((cover) => cover.state.destroyed)).toEqual([true, false]);
    turn('display-removed', [display(1, 0)]);
    expect(covers.map((cover) => cover.state.destroyed)).toEqual([true, true]);
  });

  it('follows its panel, and is full screen there', () => {
    const { window, turn } = open();
    turn('display-metrics-changed', [display(1, 500)]);
    expect(window.did).toEqual(['at 500']);
    expect(window.state).toMatchObject({ kiosk: true, fullScreen: true });
  });

  it('comes back from whatever hid it', () => {
    const { window } = open();
    Object.assign(window.state, { minimized: true, fullScreen: false, focused: false });
    window.emit('minimize');
    vi.runAllTimers();
    expect(window.state).toMatchObject({ minimized: false, fullScreen: true, focused: true });
  });

  it('that staff left stays away until it is called back', () => {
    const { window, hold, covers, turn } = open();
    turn('display-added', [display(1, 0), display(2, 1080)]);
    hold.release();
    expect(window.state).toMatchObject({ kiosk: false, fullScreen: false, minimized: true });
    window.emit('minimize');
    window.emit('blur');
    vi.runAllTimers();
    expect([hold.held(), window.state.minimized, covers[0]?.state.destroyed]).toEqual([false, true, true]);
    window.restore();
    window.emit('restore');
    expect(hold.held()).toBe(true);
    expect(window.state).toMatchObject({ kiosk: true, fullScreen: true });
    expect(covers.at(-1)?.state.destroyed).toBe(false);
  });

  it('of an inspector is an ordinary window until an owner has the laptop, and again after', () => {
    const { window, hold, covers, turn } = open('asked');
    turn('display-added', [display(1, 0), display(2, 1080)]);
    window.emit('ready-to-show');
    window.emit('blur');
    window.emit('restore');
    vi.runAllTimers();
    expect([hold.held(), covers, window.did]).toEqual([false, [], []]);
    expect(window.state).toMatchObject({ kiosk: false, fullScreen: false });
    const closing = preventable({});
    window.emit('close', closing);
    expect(closing.prevented).toBe(false);

    hold.resume();
    expect(window.state).toMatchObject({ kiosk: true, fullScreen: true, focused: true });
    expect(covers.map((cover) => cover.state.destroyed)).toEqual([false]);
    window.emit('close', closing);
    expect(closing.prevented).toBe(true);
    Object.assign(window.state, { fullScreen: false, focused: false });
    window.emit('leave-full-screen');
    vi.runAllTimers();
    expect(window.state).toMatchObject({ fullScreen: true, focused: true });

    hold.release();
    expect(window.state).toMatchObject({ kiosk: false, fullScreen: false, minimized: false });
    expect([window.did.at(-1), covers[0]?.state.destroyed]).toEqual(['at 77', true]);
    window.emit('blur');
    vi.runAllTimers();
    expect(window.state).toMatchObject({ kiosk: false, fullScreen: false });
  });
});
