/** Where the focus goes within a keyboard, and behind it. */

/** Gives the focus to the key with this id. */
export function focusKey(root: HTMLElement, id: string): void {
  const keys = [...root.querySelectorAll<HTMLElement>('[data-key]')];
  keys.find((key) => key.dataset['key'] === id)?.focus({ preventScroll: true });
}

const CONTROL =
  'button:not(:disabled), input:not(:disabled), textarea:not(:disabled), a[href], [tabindex="0"]:not([data-keyboard])';

/** Gives the focus to the screen's next control after the keyboard, as Tab from its last key would. */
export function focusNext(root: HTMLElement): void {
  const next = [...document.querySelectorAll<HTMLElement>(CONTROL)].find(
    (control) =>
      !root.contains(control) &&
      (root.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 &&
      control.closest('[inert], .pager-controls') === null &&
      control.checkVisibility({ visibilityProperty: true }),
  );
  next?.focus({ preventScroll: true });
}
