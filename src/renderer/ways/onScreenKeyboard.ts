/**
 * The keyboard on the screen, for five keys and two switches: one stop among the others, entered by
 * select, left by its own Done. Inside, arrows are the keyboard's own; what a keypad sends instead of
 * arrows is told to it as arrows. Two switches go through its keys one by one, round and round.
 */
import { deedOf, isOfFive, type WayKey } from './move.ts';
import { KEYBOARD } from './stops.ts';

const KEYS = 'button:not([disabled])';

/** The keyboard that can be seen; null: there is none, because a real one is in use or nothing is to be written. */
export function shownKeyboard(): HTMLElement | null {
  const keyboard = document.querySelector<HTMLElement>(KEYBOARD);
  return keyboard?.checkVisibility({ visibilityProperty: true }) === true ? keyboard : null;
}

/** Gives the focus to the key that had it last, or to the first. */
export function enterKeyboard(keyboard: HTMLElement): boolean {
  const key = keyboard.querySelector<HTMLElement>(`${KEYS}[tabindex="0"]`) ?? keyboard.querySelector<HTMLElement>(KEYS);
  key?.focus({ preventScroll: true });
  return true;
}

/** @returns whether the key was taken; the keyboard hears every other one itself */
export function moveInKeyboard(key: WayKey, event: KeyboardEvent, keyboard: HTMLElement): boolean {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement)) return false;
  if (deedOf(key, false) === 'choose') {
    if (event.key === 'Enter' || event.key === ' ') return false;
    if (!event.repeat) active.click();
    return true;
  }
  if (isOfFive(key)) {
    const arrow = ARROWS[key];
    if (arrow === undefined || event.key === arrow) return false;
    active.dispatchEvent(new KeyboardEvent('keydown', { key: arrow, bubbles: true, cancelable: true }));
    return true;
  }
  const keys = [...keyboard.querySelectorAll<HTMLElement>(KEYS)].filter((each) => each.checkVisibility());
  keys[(keys.indexOf(active) + 1) % keys.length]?.focus({ preventScroll: true });
  return true;
}

const ARROWS: Partial<Record<WayKey, string>> = {
  up: 'ArrowUp',
  down: 'ArrowDown',
  left: 'ArrowLeft',
  right: 'ArrowRight',
};
