/**
 * Touch to hear: the first touch of a thing focuses it, so that it is read aloud; the second touch of
 * the same thing chooses it. Only pointers are held up, never keys, switches or assistive technology.
 * Listens on the document: the rules of `ui/press.ts` and the watch over silence, on the window, come first.
 */

/** What can be heard by itself. */
const THINGS = 'button, [role="button"], label, input, textarea, a[href], [data-block="text"], [data-block="head"], h1';
const FOCUSABLE = 'button, input, textarea, a[href], [tabindex]';
/** All that one touch becomes. The press is over with the click. */
const PRESS = ['pointerup', 'mousedown', 'mouseup', 'touchstart', 'touchend', 'click'] as const;

export interface TouchToHearOptions {
  readonly document: Document;
  /** Something that cannot take the focus was touched: text. */
  readonly hear: (element: HTMLElement) => void;
}

/** @returns a function that ends it */
export function touchToHear({ document, hear }: TouchToHearOptions): () => void {
  const ending = new AbortController();
  const on = { capture: true, signal: ending.signal };
  /** What the next touch may choose. */
  let heard: Element | null = null;
  let held = false;

  function down(event: PointerEvent) {
    const thing = thingAt(event.target);
    held = thing !== null && thing !== heard;
    if (!held || thing === null) return;
    heard = thing;
    stop(event);
    const target = focusOf(thing);
    // The same thing may have the focus already, by key: it is heard all the same.
    if (target === null || target === document.activeElement) hear(thing);
    else target.focus({ preventScroll: true });
  }

  function rest(event: Event) {
    // A click without a pointer is a switch's, a screen reader's or a key's.
    if (!held || (event instanceof PointerEvent && event.type === 'click' && event.pointerType === '')) return;
    stop(event);
    if (event.type === 'click') held = false;
  }

  document.addEventListener('pointerdown', down, on);
  document.addEventListener('pointercancel', () => (held = false), on);
  for (const name of PRESS) document.addEventListener(name, rest, { ...on, passive: false });
  return () => ending.abort();
}

function thingAt(target: EventTarget | null): HTMLElement | null {
  // What is alone on the screen, and offered by a touch, need not be heard before it is chosen.
  if (!(target instanceof Element) || target.closest('[data-at-once]') !== null) return null;
  return target.closest<HTMLElement>(THINGS);
}

/** What takes the focus for a thing: a label's input, a block that is a stop. */
function focusOf(thing: HTMLElement): HTMLElement | null {
  if (thing instanceof HTMLLabelElement) return thing.control;
  return thing.matches(FOCUSABLE) ? thing : null;
}

function stop(event: Event): void {
  event.stopImmediatePropagation();
  // A browser that is at it already cannot be stopped, and complains.
  if (event.cancelable) event.preventDefault();
}
