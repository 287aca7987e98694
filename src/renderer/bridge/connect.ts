/** Which host this page is in: the preload's bridge in Electron, else HTTP to the host that served it. */
import type { Bridge } from '../../shared/bridge.ts';
import { httpBridge } from './http.ts';
import { takeToken } from './token.ts';

declare global {
  interface Window {
    readonly fairdesk?: Bridge;
  }
}

/**
 * @param onRefused called when the browser host does not know this page's token any more
 * @param onBack called when a host that was gone answers again
 * @returns null in a browser without a token: only the whole printed address opens the app
 */
export function connect(onRefused: () => void, onBack: () => void): Bridge | null {
  if (window.fairdesk !== undefined) return window.fairdesk;
  const token = takeToken(window);
  if (token === null) return null;
  return httpBridge({ token, fetch: window.fetch.bind(window), wait, printPage, onRefused, onBack });
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}

/** Where the browser prints without asking, `print` returns once the page is a print job. Whether it did anything, only the event tells. */
function printPage(): boolean {
  let began = false;
  const note = () => (began = true);
  window.addEventListener('beforeprint', note);
  window.print();
  window.removeEventListener('beforeprint', note);
  return began;
}
