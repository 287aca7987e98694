/**
 * Wires the five keys and the two switches to what is shown. What a key does not do here, the element
 * that has the focus does: Enter presses a button by itself, arrows move the caret of a field. Keys are
 * never held up and never locked.
 */
import { useEffect, useRef } from 'react';
import type { Keypad } from '../../shared/staff.ts';
import { deedOf, isOfFive, staysInField, step, wayKeyOf, type WayKey } from './move.ts';
import { moveInKeyboard, shownKeyboard, enterKeyboard } from './onScreenKeyboard.ts';
import { goTo, isOperable, isTextField, KEYBOARD, stopsOf, stopsWith } from './stops.ts';

export interface Ways {
  readonly keypad: Keypad;
  /** What the first of the five keys does while nobody is at work: it starts speech. Null: somebody is. */
  readonly begin: (() => void) | null;
}

export function useWays(ways: Ways): void {
  const held = useRef(ways);
  useEffect(() => {
    held.current = ways;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing) return;
      const key = wayKeyOf(held.current.keypad, event.key);
      if (key === null || asksWhoIsThere() || !obey(key, event, held.current.begin)) return;
      // Others on the window still hear that somebody is there.
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);
}

/** Any key answers that question, and does nothing else. */
function asksWhoIsThere(): boolean {
  return document.querySelector('.idle')?.checkVisibility() === true;
}

/** @returns whether the key was taken; otherwise it means what it means to the element that has the focus */
function obey(key: WayKey, event: KeyboardEvent, begin: (() => void) | null): boolean {
  const active = document.activeElement;
  const deed = deedOf(key, isRtl());
  if (begin !== null && isOfFive(key) && (deed !== 'choose' || !isOperable(active))) {
    begin();
    return true;
  }
  const keyboard = active?.closest<HTMLElement>(KEYBOARD) ?? null;
  if (keyboard !== null && active !== keyboard) return moveInKeyboard(key, event, keyboard);
  if (deed === 'choose') return choose(active, event);
  if (isTextField(active) && event.key.startsWith('Arrow') && shownKeyboard() === null) {
    if (staysInField(caretOf(active), key, getComputedStyle(active).direction === 'rtl')) return false;
  }
  return leave(key, active);
}

/** Moves on from `from`, wherever that stands. */
function leave(key: WayKey, from: Element | null): boolean {
  const stops = stopsWith(stopsOf(document.body), from);
  const next = step(stops, from === document.body ? null : from, key, isRtl());
  if (next instanceof HTMLElement && next !== from) goTo(next);
  return true;
}

function choose(active: Element | null, event: KeyboardEvent): boolean {
  if (!isOperable(active)) return true;
  if (active.matches(KEYBOARD)) return enterKeyboard(active);
  if (isTextField(active)) {
    const keyboard = shownKeyboard();
    if (keyboard !== null) return enterKeyboard(keyboard);
    // Without one, Enter is a new line.
    return event.key !== 'Enter';
  }
  // A button is pressed by Enter and Space itself, on release; Enter alone does not choose an answer.
  if (active instanceof HTMLButtonElement && (event.key === 'Enter' || event.key === ' ')) return false;
  if (!event.repeat) active.click();
  return true;
}

function caretOf(field: HTMLInputElement | HTMLTextAreaElement) {
  return {
    lines: field instanceof HTMLTextAreaElement ? 'many' : 'one',
    start: field.selectionStart,
    end: field.selectionEnd,
    length: field.value.length,
  } as const;
}

const isRtl = () => document.documentElement.dir === 'rtl';
