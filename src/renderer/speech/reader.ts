/**
 * Listens to the page and says what the visitor needs to hear: a new screen from its title on, the thing
 * that has the focus, what changed about it, what is announced. Any key or touch interrupts. On a screen
 * that is only read the pages are turned by themselves, once each has been heard to its end.
 */
import { describe } from './describe.ts';
import { fragmentsOf } from './fragments.ts';
import { moreButton, pageParts, screenParts } from './page.ts';
import { merged, type Part } from './parts.ts';
import { changeOf, utterancesFor, type Phrases, type Thing } from './utterances.ts';
import type { Player } from './player.ts';

export interface ReaderOptions {
  readonly document: Document;
  readonly player: Pick<Player, 'say' | 'aside' | 'stop'>;
  readonly phrases: () => Phrases;
  readonly headphones: () => boolean;
}

export interface Reader {
  /** The screen that is shown, after `first`. */
  readScreen(first: readonly Part[]): void;
  /** Said before what comes next by itself, and alone where nothing does. */
  ahead(parts: readonly Part[]): void;
  /** One thing of the page, whether it can take the focus or not. */
  hear(element: HTMLElement): void;
  close(): void;
}

/** The strip's own buttons act on what is being said. */
const STRIP = '.speech-strip';
const LIVE = '[role="status"][aria-live]';
/** Keys that do nothing by themselves. */
const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta', 'CapsLock', 'AltGraph', 'Fn']);

export function openReader({ document, player, phrases, headphones }: ReaderOptions): Reader {
  let known: { readonly element: Element; readonly thing: Thing } | null = null;
  let before: Element | null = document.activeElement;
  let announced: Part[] = [];
  let soon = false;
  let turning = false;
  const ending = new AbortController();

  const look = (element: HTMLElement): Thing =>
    describe(element, { locale: phrases().locale, headphones: headphones(), before });

  /** What came together is said together: an announcement, then the thing that has the focus. */
  function later() {
    if (soon) return;
    soon = true;
    // React has drawn and moved the focus by then.
    setTimeout(() => {
      soon = false;
      if (!ending.signal.aborted) speak();
    }, 0);
  }

  function speak() {
    const said = announced;
    announced = [];
    const element = document.activeElement;
    const moved = element instanceof HTMLElement && element !== known?.element && !turning;
    const screen = screenOf(element, document);
    turning = false;
    if (!moved && said.length > 0 && screen !== null && pageTurned(element, screen)) {
      return read([...said, ...pageParts(screen, phrases())], screen);
    }
    if (!(element instanceof HTMLElement) || element === document.body) return say(said);
    if (moved && element.matches('main h1')) {
      known = { element, thing: look(element) };
      before = element;
      return screen === null ? undefined : read([...said, ...screenParts(screen, phrases())], screen);
    }
    const thing = look(element);
    const parts = moved || known === null ? utterancesFor(thing, phrases()) : changeOf(known.thing, thing, phrases());
    known = { element, thing };
    before = element;
    if (element.closest(STRIP) !== null) player.aside([...said, ...parts]);
    else say([...said, ...parts]);
  }

  function say(parts: readonly Part[]) {
    if (parts.length > 0) void player.say(merged(parts));
  }

  /** Says it, and goes on to the next page of a screen that is only read. */
  function read(parts: readonly Part[], screen: Element) {
    void player.say(merged(parts)).then((whole) => {
      const more = screen.isConnected && screen.getAttribute('data-kind') === 'read' ? moreButton(screen) : null;
      if (!whole || more === null || ending.signal.aborted) return;
      turning = true;
      more.click();
    });
  }

  const pageTurned = (element: Element | null, screen: Element) =>
    element === null ||
    element === document.body ||
    element.matches('h1') ||
    screen.querySelector('.pager-controls')?.contains(element) === true;

  const on = { capture: true, signal: ending.signal };
  const interrupt = (event: Event) => {
    if (event instanceof KeyboardEvent && MODIFIERS.has(event.key)) return;
    if (event.target instanceof Element && event.target.closest(STRIP) !== null) return;
    player.stop();
  };
  document.addEventListener('keydown', interrupt, on);
  document.addEventListener('pointerdown', interrupt, on);
  document.addEventListener('focusin', later, on);
  document.addEventListener('click', later, on);
  document.addEventListener('change', later, on);

  const live = new MutationObserver(() => {
    const region = document.querySelector(LIVE);
    const parts = region === null ? [] : fragmentsOf(region, { locale: phrases().locale });
    if (parts.length === 0) return;
    announced = [...parts];
    later();
  });
  const region = document.querySelector(LIVE);
  if (region !== null) live.observe(region, { childList: true, subtree: true, characterData: true });

  return {
    readScreen(first) {
      const element = document.activeElement;
      if (element instanceof HTMLElement) known = { element, thing: look(element) };
      const screen = screenOf(null, document);
      if (screen === null) say(first);
      else read([...first, ...screenParts(screen, phrases())], screen);
    },
    ahead(parts) {
      announced = [...announced, ...parts];
      later();
    },
    hear: (element) => say(utterancesFor(look(element), phrases())),
    close() {
      ending.abort();
      live.disconnect();
    },
  };
}

/** The screen around an element, else the one that is shown. */
function screenOf(element: Element | null, document: Document): Element | null {
  const around = element?.closest('main.screen') ?? null;
  return (
    around ?? [...document.querySelectorAll('main.screen')].find((each) => each.closest('[hidden]') === null) ?? null
  );
}
