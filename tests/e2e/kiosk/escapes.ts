/** Everything a page could be left by: keys, fingers, dropped files, and what the page itself could be told. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page } from '@playwright/test';

/** Somewhere else: whatever arrives here has got out. */
export interface Elsewhere {
  readonly server: Server;
  readonly origin: string;
  readonly visits: string[];
}

export async function elsewhere(): Promise<Elsewhere> {
  const visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*').end('out');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { server, visits, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

export interface Watched {
  readonly page: Page;
  readonly dialogs: string[];
  /** Presses, menus and drops that a browser would have acted on. */
  unrefused(): Promise<string[]>;
  /** The very document that was opened, at its own size, alone. */
  expectHere(): Promise<void>;
}

/** @param here the first words of a button that is there as long as the page is */
export async function watch(page: Page, here: string): Promise<Watched> {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.type());
    void dialog.dismiss();
  });
  const pages = page.context().pages().length;
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { here: true, unrefused: seen });
    for (const name of [
      'keydown',
      'contextmenu',
      'drop',
      'dragover',
      'auxclick',
      'wheel',
      'beforeprint',
      'selectstart',
    ]) {
      addEventListener(name, (event) => {
        if (event.defaultPrevented) return;
        seen.push(event instanceof KeyboardEvent ? `${event.ctrlKey ? 'Control+' : ''}${event.key}` : event.type);
      });
    }
  });
  return {
    page,
    dialogs,
    unrefused: () => page.evaluate(() => (window as unknown as { unrefused: string[] }).unrefused),
    async expectHere() {
      const state = await page.evaluate(
        (words) => ({
          here: 'here' in window,
          scale: visualViewport?.scale,
          selected: String(getSelection()),
          frames: frames.length,
          // Looked up in the page: Playwright would wait for navigations that were refused.
          stands: [...document.querySelectorAll('button')].some((button) => button.innerText.startsWith(words)),
        }),
        here,
      );
      expect(state).toEqual({ here: true, scale: 1, selected: '', frames: 0, stands: true });
      expect(page.context().pages()).toHaveLength(pages);
      expect(dialogs).toEqual([]);
    },
  };
}

/** Keys of browsers and systems; those of the five keys and two switches are the face's own. */
export async function tryKeys(page: Page): Promise<void> {
  const functions = Array.from({ length: 12 }, (_, at) => `F${at + 1}`).filter((key) => !/^F[2489]$/.test(key));
  const others =
    'Control+Shift+i Control+Shift+n Control+Shift+Delete Control+Tab Control+F4 Control+Equal Control+Minus Control+0 ' +
    'Alt+F4 Alt+ArrowLeft Alt+ArrowRight Alt+Home Alt+d Meta+d Meta+l Control+Alt+Delete ContextMenu PrintScreen';
  const letters = Array.from('ntwrpsoljufghdeav', (letter) => `Control+${letter}`);
  const shortcuts = [...letters, ...others.split(' '), ...functions];
  for (const shortcut of shortcuts) await page.keyboard.press(shortcut);
}

/** Other buttons, wheel, pinch, drag and a dropped file. */
export async function tryHands(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const at = { x: 500, y: 300 };

  await page.mouse.click(at.x, at.y, { button: 'right' });
  await page.mouse.click(at.x, at.y, { button: 'middle' });
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -400);
  await page.keyboard.up('Control');
  await session.send('Input.synthesizePinchGesture', { ...at, scaleFactor: 3, gestureSourceType: 'touch' });

  const title = await page.getByRole('heading', { level: 1 }).boundingBox();
  if (title !== null) {
    await page.mouse.move(title.x, title.y);
    await page.mouse.down();
    await page.mouse.move(title.x + title.width, title.y + title.height, { steps: 4 });
    await page.mouse.up();
  }
  const data = { items: [], files: ['/etc/hostname'], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...at, data });
  }
}

/** What a page that was taken over would try. @returns what became of it, which `REFUSED` says */
export async function tryScripts(page: Page, away: string): Promise<unknown> {
  return await page.evaluate(async (origin) => {
    const tried = async (attempt: () => unknown) => {
      try {
        await attempt();
        return 'done';
      } catch {
        return 'refused';
      }
    };
    alert('x');
    print();
    const opened = window.open(`${origin}/window`) === null && !confirm('x') && prompt('x') === null;
    const link = (target: string, download: boolean) => {
      const element = document.createElement('a');
      element.href = `${origin}/link-${target}`;
      element.target = target;
      if (download) element.download = 'x';
      document.body.append(element);
      element.click();
      element.remove();
    };
    for (const target of ['_self', '_blank', '_top']) link(target, false);
    link('_self', true);
    const form = Object.assign(document.createElement('form'), { action: `${origin}/form`, method: 'post' });
    document.body.append(form);
    form.submit();
    form.remove();
    const refresh = Object.assign(document.createElement('meta'), {
      httpEquiv: 'refresh',
      content: `0;url=${origin}/meta`,
    });
    document.head.append(refresh);
    const frame = Object.assign(document.createElement('iframe'), { src: `${origin}/frame` });
    document.body.append(frame);
    frame.remove();
    const image = new Image();
    image.src = `${origin}/image`;
    location.href = 'about:blank';
    location.assign('file:///etc/hostname');
    location.replace(`${origin}/replace`);
    navigator.sendBeacon(`${origin}/beacon`);
    return {
      opened,
      fetched: await tried(() => fetch(`${origin}/fetch`)),
      // Policy for scripts: text becomes no code, however it is put in.
      scripted: await tried(() => Object.assign(document.createElement('script'), { text: '1' })),
      written: await tried(() => (document.body.lastElementChild ?? document.body).setHTMLUnsafe('<b></b>')),
      socket: await tried(
        () =>
          new Promise((resolve, reject) => {
            const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket`);
            socket.addEventListener('open', resolve);
            socket.addEventListener('error', reject);
          }),
      ),
      microphone: await tried(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      fullscreen: await tried(() => document.documentElement.requestFullscreen()),
    };
  }, away);
}

export const REFUSED = {
  opened: true,
  fetched: 'refused',
  scripted: 'refused',
  written: 'refused',
  socket: 'refused',
  microphone: 'refused',
  fullscreen: 'refused',
};
