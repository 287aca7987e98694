/**
 * The door of staff has no sign: a press in a lower corner held three seconds, or Start over and
 * select held five. Whoever finds it by chance stands before a PIN, and what they held has chosen nothing.
 */
import { useEffect, useRef } from 'react';
import type { Keypad } from '../../shared/staff.ts';
import { cancelPress } from '../ui/press.ts';
import { deedOf, wayKeyOf } from './move.ts';

export const CORNER_MS = 3000;
export const CHORD_MS = 5000;

/** VVSG 2.0 as used by VxSuite: 12.7 mm; WCAG 2.2 SC 2.5.5: 44 CSS px. */
const CORNER_MM = 12.7;
const CORNER_PX = 44;

/** On the button of the bar that starts over. */
export const START_OVER = '[data-start-over]';

/** Whether a point (CSS px) lies in one of the two lower corners of the window. */
export function isInCorner(
  point: { readonly x: number; readonly y: number },
  window: { readonly width: number; readonly height: number },
  pxPerMm: number,
): boolean {
  const side = Math.max(CORNER_PX, CORNER_MM * pxPerMm);
  return point.y >= window.height - side && (point.x < side || point.x >= window.width - side);
}

/** @param onOpen called once for each press that was held long enough */
export function useStaffDoor(keypad: Keypad, pxPerMm: number, onOpen: () => void): void {
  const open = useRef(onOpen);
  useEffect(() => {
    open.current = onOpen;
  });
  useEffect(() => listenInCorner(window, pxPerMm, () => open.current()), [pxPerMm]);
  useEffect(() => listenForChord(window, keypad, () => open.current()), [keypad]);
}

function listenInCorner(target: Window, pxPerMm: number, open: () => void): () => void {
  let press: { id: number; timer: number } | null = null;
  const inside = (event: PointerEvent) =>
    isInCorner({ x: event.clientX, y: event.clientY }, { width: innerWidth, height: innerHeight }, pxPerMm);
  function end() {
    if (press !== null) clearTimeout(press.timer);
    press = null;
  }
  function down(event: PointerEvent) {
    end();
    if (!inside(event)) return;
    const { target: pressed, pointerId, pointerType } = event;
    const timer = window.setTimeout(() => {
      end();
      cancelPress(pressed, pointerId, pointerType);
      open();
    }, CORNER_MS);
    press = { id: pointerId, timer };
  }
  function move(event: PointerEvent) {
    if (event.pointerId === press?.id && !inside(event)) end();
  }
  function up(event: PointerEvent) {
    if (event.pointerId === press?.id) end();
  }
  target.addEventListener('pointerdown', down, true);
  target.addEventListener('pointermove', move, true);
  target.addEventListener('pointerup', up, true);
  target.addEventListener('pointercancel', up, true);
  return () => {
    end();
    target.removeEventListener('pointerdown', down, true);
    target.removeEventListener('pointermove', move, true);
    target.removeEventListener('pointerup', up, true);
    target.removeEventListener('pointercancel', up, true);
  };
}

function listenForChord(target: Window, keypad: Keypad, open: () => void): () => void {
  let timer: number | null = null;
  function end() {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }
  const isSelect = (event: KeyboardEvent) => {
    const key = wayKeyOf(keypad, event.key);
    return key !== null && deedOf(key, false) === 'choose';
  };
  function down(event: KeyboardEvent) {
    // The key that is held repeats; any other one is another intention.
    if (event.repeat && isSelect(event)) return;
    end();
    const startOver = document.activeElement;
    if (!isSelect(event) || !(startOver instanceof HTMLElement) || !startOver.matches(START_OVER)) return;
    timer = window.setTimeout(() => {
      end();
      if (document.activeElement !== startOver) return;
      // Letting go of a key over another element presses nothing.
      startOver.blur();
      open();
    }, CHORD_MS);
  }
  target.addEventListener('keydown', down, true);
  target.addEventListener('keyup', end, true);
  target.addEventListener('blur', end);
  return () => {
    end();
    target.removeEventListener('keydown', down, true);
    target.removeEventListener('keyup', end, true);
    target.removeEventListener('blur', end);
  };
}
