/**
 * How keys are pressed: by a finger or a mouse on release over the same key, by Enter, Space, a
 * switch or a screen reader through the click these make. The rules of `ui/press.ts` come first; what
 * they refuse arrives here as a cancelled press. A finger never takes the focus out of the field.
 */

/** 508 407.4 and EN 301 549 5.7: no repeat before two seconds, and no faster than one in two. */
export const HOLD_MS = 2000;

export interface PressTarget {
  /** @param by a pointer leaves the focus where it is; keys are where the focus is */
  readonly press: (key: HTMLElement, by: 'pointer' | 'keys') => void;
  /** Whether holding the key goes on doing what it does. */
  readonly repeats: (key: HTMLElement) => boolean;
}

/** @returns a function that stops listening */
export function listenForPresses(root: HTMLElement, target: PressTarget): () => void {
  let held: { id: number; key: HTMLElement; timer: number; repeated: boolean } | null = null;
  const ending = new AbortController();
  const on = { signal: ending.signal };

  function end() {
    if (held === null) return;
    clearInterval(held.timer);
    held.key.removeAttribute('data-pressed');
    held = null;
  }
  function down(event: PointerEvent) {
    end();
    const key = keyAt(root, event.target);
    if (key === null || event.button !== 0) return;
    key.setAttribute('data-pressed', '');
    const press = { id: event.pointerId, key, repeated: false, timer: 0 };
    if (target.repeats(key)) {
      press.timer = window.setInterval(() => {
        press.repeated = true;
        target.press(key, 'pointer');
      }, HOLD_MS);
    }
    held = press;
  }
  function up(event: PointerEvent) {
    if (held === null || event.pointerId !== held.id) return;
    const { key, repeated } = held;
    end();
    if (!repeated && isOver(key, event)) target.press(key, 'pointer');
  }
  function click(event: MouseEvent) {
    // A pointer's click says again what its release has said.
    if (event instanceof PointerEvent && event.pointerType !== '') return;
    const key = keyAt(root, event.target);
    if (key !== null) target.press(key, 'keys');
  }
  root.addEventListener('pointerdown', down, on);
  window.addEventListener('pointerup', up, on);
  window.addEventListener('pointercancel', end, on);
  root.addEventListener('mousedown', (event) => event.preventDefault(), on);
  root.addEventListener('click', click, on);
  return () => {
    end();
    ending.abort();
  };
}

export function keyAt(root: HTMLElement, target: EventTarget | null): HTMLElement | null {
  const key = target instanceof Element ? target.closest<HTMLElement>('button') : null;
  return key !== null && root.contains(key) ? key : null;
}

function isOver(key: HTMLElement, { clientX, clientY }: PointerEvent): boolean {
  const box = key.getBoundingClientRect();
  return clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
}
