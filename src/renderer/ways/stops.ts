/**
 * The stops of what is shown, as the document has them: title, text, fields, answers, buttons, the
 * bar, in reading order. What stands on another page of a pager is a stop too: getting there turns
 * the page, so the buttons More and Back up are none.
 */
import { REVEAL } from '../ui/pager/Pager.tsx';

const LEFT_OUT = '[hidden], [inert], [aria-hidden="true"], [data-no-stop], .pager-controls';
const CONTROL =
  'button:not([disabled]), input:not([disabled], [type="hidden"]), textarea:not([disabled]), a[href], [role="slider"]';
/** The keyboard on the screen is one stop; inside it has an order of its own. */
export const KEYBOARD = '[data-keyboard]';
const TITLE = 'h1';
/** Text that is heard in one piece. */
const TEXT = '[data-block], .header > *, .practice';

/** Every stop of the topmost layer. */
export function stopsOf(root: HTMLElement): readonly HTMLElement[] {
  const modals = [...root.querySelectorAll<HTMLElement>('[aria-modal="true"]')].filter((each) => isThere(each));
  const found: HTMLElement[] = [];
  collect(modals.at(-1) ?? root, found);
  return found;
}

function collect(element: HTMLElement, found: HTMLElement[]): void {
  if (element.matches(LEFT_OUT)) return;
  if (isStop(element)) {
    if (isThere(element)) found.push(element);
    return;
  }
  for (const child of element.children) if (child instanceof HTMLElement) collect(child, found);
}

function isStop(element: HTMLElement): boolean {
  if (element.matches(`${CONTROL}, ${KEYBOARD}, ${TITLE}`)) return true;
  if (!element.matches(TEXT)) return false;
  return element.querySelector(`${CONTROL}, ${KEYBOARD}, ${TITLE}`) === null && element.textContent.trim() !== '';
}

/** Shown, or on another page of a pager. */
function isThere(element: HTMLElement): boolean {
  return element.closest('[data-off]') !== null || element.checkVisibility({ visibilityProperty: true });
}

/**
 * The stops with `active` among them, wherever it stands: from a button of the pager the next stop is
 * what comes after that in the document.
 */
export function stopsWith(stops: readonly HTMLElement[], active: Element | null): readonly Element[] {
  if (active === null || active === document.body || stops.some((stop) => stop === active)) return stops;
  const behind = stops.findIndex(
    (stop) => (active.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
  return behind < 0 ? [...stops, active] : [...stops.slice(0, behind), active, ...stops.slice(behind)];
}

/** Brings a stop up, gives it the focus and, where it is none of the usual ones, shows that it has it. */
export function goTo(stop: HTMLElement): void {
  stop.dispatchEvent(new Event(REVEAL, { bubbles: true }));
  if (!stop.matches(CONTROL)) {
    if (!stop.hasAttribute('tabindex')) stop.tabIndex = -1;
    stop.toggleAttribute('data-here', true);
    stop.addEventListener('blur', () => stop.removeAttribute('data-here'), { once: true });
  }
  stop.focus({ preventScroll: true });
}

export function isTextField(element: Element | null): element is HTMLInputElement | HTMLTextAreaElement {
  if (element instanceof HTMLTextAreaElement) return true;
  return element instanceof HTMLInputElement && !['radio', 'checkbox', 'button', 'range'].includes(element.type);
}

export function isOperable(element: Element | null): element is HTMLElement {
  return element instanceof HTMLElement && element.matches(`${CONTROL}, ${KEYBOARD}`);
}
