/**
 * What a finger may do to a public screen: one finger at a time, for at least a moment and at most a
 * minute. Listens on the window before anything else and turns what breaks a rule into a cancelled
 * press. Keys, switches and assistive technology send no pointers and are never held up; a mouse
 * button neither bounces nor rests on the glass, so these limits are for touch and pen only.
 */

/** VxSuite, after VVSG 2.0 7.2-H: shorter contacts are drops, sleeves and bouncing. */
export const SHORTEST_PRESS_MS = 50;

/** VxSuite: a contact that lasts longer is a thing that rests on the panel, or the panel itself. */
export const STUCK_MS = 60_000;

interface Held {
  readonly since: number;
  readonly refused: boolean;
  readonly stuck: number;
}

/**
 * Must be the first listener of the window.
 *
 * @param onStuck called once for each contact that no person would hold so long. From then on it is not
 *   there: nobody's sign of life, and no other finger has to wait for it.
 * @returns a function that takes the rules away again
 */
export function guardPresses(target: Window, onStuck: () => void): () => void {
  const held = new Map<number, Held>();
  const stuck = new Set<number>();
  const refusedClicks = new Set<number>();

  function down(event: PointerEvent) {
    const { pointerId, pointerType, target: pressed } = event;
    if (held.size === 0) refusedClicks.clear();
    stuck.delete(pointerId);
    if (pointerType === 'mouse') return;
    const refused = held.size > 0;
    const timer = window.setTimeout(() => {
      forget(pointerId);
      stuck.add(pointerId);
      cancelPress(pressed, pointerId, pointerType);
      onStuck();
    }, STUCK_MS);
    held.set(pointerId, { since: event.timeStamp, refused, stuck: timer });
    if (refused) stop(event);
  }

  function forget(pointerId: number) {
    clearTimeout(held.get(pointerId)?.stuck);
    held.delete(pointerId);
  }

  function move(event: PointerEvent) {
    if (stuck.has(event.pointerId)) stop(event);
  }

  function up(event: PointerEvent) {
    if (stuck.delete(event.pointerId)) {
      refusedClicks.add(event.pointerId);
      return stop(event);
    }
    const press = held.get(event.pointerId);
    forget(event.pointerId);
    if (press === undefined) return;
    if (!press.refused && event.timeStamp - press.since >= SHORTEST_PRESS_MS) return;
    refusedClicks.add(event.pointerId);
    stop(event);
    cancelPress(event.target, event.pointerId, event.pointerType);
  }

  function click(event: MouseEvent) {
    if (event instanceof PointerEvent && refusedClicks.delete(event.pointerId)) stop(event);
  }

  function cancelled(event: PointerEvent) {
    if (event.isTrusted) stuck.delete(event.pointerId);
    else refusedClicks.add(event.pointerId);
    forget(event.pointerId);
  }

  const gestures = refuseGestures(target);
  target.addEventListener('pointerdown', down, true);
  target.addEventListener('pointermove', move, true);
  target.addEventListener('pointerup', up, true);
  target.addEventListener('pointercancel', cancelled, true);
  target.addEventListener('click', click, true);
  return () => {
    gestures();
    for (const { stuck: timer } of held.values()) clearTimeout(timer);
    target.removeEventListener('pointerdown', down, true);
    target.removeEventListener('pointermove', move, true);
    target.removeEventListener('pointerup', up, true);
    target.removeEventListener('pointercancel', cancelled, true);
    target.removeEventListener('click', click, true);
  };
}

/** Ends a press that is still held: letting go of it chooses nothing. */
export function cancelPress(pressed: EventTarget | null, pointerId: number, pointerType: string): void {
  pressed?.dispatchEvent(new PointerEvent('pointercancel', { pointerId, pointerType, bubbles: true }));
}

/** Menus of a long press, things dragged in or out, a pinch: nothing here needs them. */
const REFUSED = ['contextmenu', 'dragstart', 'dragover', 'drop', 'gesturestart'] as const;

/** @returns a function that lets them through again */
export function refuseGestures(target: Window): () => void {
  const refuse = (event: Event) => event.preventDefault();
  for (const name of REFUSED) target.addEventListener(name, refuse, { capture: true, passive: false });
  return () => {
    for (const name of REFUSED) target.removeEventListener(name, refuse, { capture: true });
  };
}

function stop(event: Event): void {
  event.stopImmediatePropagation();
  event.preventDefault();
}
