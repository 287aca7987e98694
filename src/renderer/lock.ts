/**
 * What a page itself can hold of a kiosk's walls, in every host; in a browser there are no others
 * around it. Keys that are a browser's shortcuts, zoom, the middle button, selection and every
 * navigation are refused before anything else hears of them. Menus and drops are `press.ts`'s.
 */
import { reachesFace } from '../shared/keys.ts';

/** What is used of a navigation (HTML Standard, `NavigateEvent`). */
interface Navigation {
  readonly cancelable: boolean;
  readonly navigationType: string;
  readonly downloadRequest: string | null;
  readonly destination: { readonly url: string; readonly sameDocument: boolean };
}

/** A page of this app is one document: it may change its own address's end and be loaded again, nothing else. */
export function leadsAway(event: Navigation, here: string): boolean {
  if (event.downloadRequest !== null) return true;
  if (event.destination.sameDocument) return false;
  const [from, to] = [new URL(here), new URL(event.destination.url)];
  return event.navigationType !== 'reload' || from.origin !== to.origin || from.pathname !== to.pathname;
}

/** @returns a function that takes the walls away again */
export function lockPage(target: Window): () => void {
  const refuse = (event: Event) => event.preventDefault();
  const key = (event: KeyboardEvent) => {
    const { key: name, ctrlKey: control, altKey: alt, metaKey: meta } = event;
    if (!reachesFace({ key: name, control, alt, meta }, true)) refuse(event);
  };
  const wheel = (event: WheelEvent) => {
    if (event.ctrlKey) refuse(event);
  };
  const button = (event: MouseEvent) => {
    if (event.button !== 0) refuse(event);
  };
  const select = (event: Event) => {
    const field = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement;
    if (!field) refuse(event);
  };
  const navigate = (event: Event) => {
    const asked = event as Event & Navigation;
    if (asked.cancelable && leadsAway(asked, target.location.href)) refuse(event);
  };
  // A page that asks to stay is a dialog where dialogs are allowed: whoever else listens is not heard.
  const stay = (event: Event) => event.stopImmediatePropagation();
  const ways = new AbortController();
  const first = { capture: true, signal: ways.signal };
  target.addEventListener('keydown', key, first);
  target.addEventListener('wheel', wheel, { ...first, passive: false });
  target.addEventListener('mousedown', button, first);
  target.addEventListener('auxclick', button, first);
  target.addEventListener('selectstart', select, first);
  target.addEventListener('beforeunload', stay, first);
  // Not every browser has it; where it is missing, the content security policy and the host are left.
  const { navigation } = target as Window & { navigation?: EventTarget };
  navigation?.addEventListener('navigate', navigate, { signal: ways.signal });
  return () => ways.abort();
}
