/** Puts the walls around a page: where it may go, what it may open, which keys reach it. */
import type { WebContents } from 'electron';
import type { MainLog } from '../log.ts';
import { mayNavigate } from '../policy/address.ts';
import { reachesFace } from '../../shared/keys.ts';

export type Walled = Pick<
  WebContents,
  | 'on'
  | 'setWindowOpenHandler'
  | 'setVisualZoomLevelLimits'
  | 'setZoomLevel'
  | 'closeDevTools'
  | 'setIgnoreMenuShortcuts'
>;

export interface WallOptions {
  /** Whether no key, menu or tool may lead out of the page now. */
  readonly locked: () => boolean;
  readonly log: MainLog;
}

export function wallIn(contents: Walled, { locked, log }: WallOptions): void {
  const refuseForeign = (event: { preventDefault(): void; url: string }) => {
    if (mayNavigate(event.url)) return;
    event.preventDefault();
    log({ event: 'main.refused', what: 'navigation' });
  };
  contents.on('will-navigate', refuseForeign);
  contents.on('will-frame-navigate', refuseForeign);
  contents.on('will-redirect', refuseForeign);
  contents.setWindowOpenHandler(() => {
    log({ event: 'main.refused', what: 'window' });
    return { action: 'deny' };
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    log({ event: 'main.refused', what: 'webview' });
  });

  // A page that asks to stay would keep a reload from taking place; Electron asks nobody, it stays.
  contents.on('will-prevent-unload', (event) => event.preventDefault());

  // Pinching and Ctrl with the wheel would cut the page; text size is the app's own setting.
  contents.on('did-finish-load', () => {
    void contents.setVisualZoomLevelLimits(1, 1);
    contents.setZoomLevel(0);
  });
  contents.on('zoom-changed', () => contents.setZoomLevel(0));

  contents.setIgnoreMenuShortcuts(locked());
  contents.on('before-input-event', (event, input) => {
    if (input.type === 'keyDown' && !reachesFace(input, locked())) event.preventDefault();
  });
  contents.on('context-menu', (event) => {
    if (locked()) event.preventDefault();
  });
  contents.on('devtools-opened', () => {
    if (locked()) contents.closeDevTools();
  });
}
