/**
 * What a finger may do to a public screen: one finger at a time, for at least a moment. Listens on
 * the window before anything else and turns what breaks a rule into a cancelled press. Keys,
 * switches and assistive technology send no pointers and are never held up; a mouse button neither
 * bounces nor rests on the glass, so the shortest press is asked of touch and pen only.
 */

/** VxSuite, after VVSG 2.0 7.2-H: shorter contacts are drops, sleeves and bouncing. */
export const SHORTEST_PRESS_MS = 50;

interface Held {
  readonly since: number;
  readonly refused: boolean;
}

/** @returns a function that takes the rules away again */
export function guardPresses(target: Window): () => void {
  const held = new Map<number, Held>();
  const refusedClicks = new Set<number>();

  function down(event: PointerEvent) {
    refusedClicks.delete(event.pointerId);
    const refused = event.pointerType !== 'mouse' && held.size > 0;
    held.set(event.pointerId, { since: event.timeStamp, refused });
    if (refused) stop(event);
  }

  function up(event: PointerEvent) {
    const press = held.get(event.pointerId);
    held.delete(event.pointerId);
    if (press === undefined || event.pointerType === 'mouse') return;
    if (!press.refused && event.timeStamp - press.since >= SHORTEST_PRESS_MS) return;
    refusedClicks.add(event.pointerId);
    stop(event);
    event.target?.dispatchEvent(
      new PointerEvent('pointercancel', {
        pointerId: event.pointerId,
        pointerType: event.pointerType,
        bubbles: true,
      }),
    );
  }

  function click(event: MouseEvent) {
    if (event instanceof PointerEvent && refusedClicks.delete(event.pointerId)) stop(event);
  }

  function cancelled(event: PointerEvent) {
    held.delete(event.pointerId);
  }

  const refuse = (event: Event) => event.preventDefault();
  target.addEventListener('pointerdown', down, true);
  target.addEventListener('pointerup', up, true);
  target.addEventListener('pointercancel', cancelled, true);
  target.addEventListener('click', click, true);
  for (const name of REFUSED) target.addEventListener(name, refuse, { capture: true, passive: false });
  return () => {
    target.removeEventListener('pointerdown', down, true);
    target.removeEventListener('pointerup', up, true);
    target.removeEventListener('pointercancel', cancelled, true);
    target.removeEventListener('click', click, true);
    for (const name of REFUSED) target.removeEventListener(name, refuse, { capture: true });
  };
}

/** Menus of a long press, things dragged in or out, a pinch: nothing here needs them. */
const REFUSED = ['contextmenu', 'dragstart', 'dragover', 'drop', 'gesturestart'] as const;

function stop(event: Event): void {
  event.stopImmediatePropagation();
  event.preventDefault();
}
