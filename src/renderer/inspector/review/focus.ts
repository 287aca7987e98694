/** Where in a step the inspector is: the name of the control that has the focus, and back to it. */

const NAMED = 'input[name], select[name]';

/** Null on a title or a button: there is nothing written there. */
export function fieldOf(element: EventTarget | null): string | null {
  if (!(element instanceof HTMLElement)) return null;
  if (element.matches(NAMED)) return element.getAttribute('name');
  return element.closest<HTMLElement>('[data-field]')?.dataset['field'] ?? null;
}

/** The control of that name: of a group, what is chosen, else its first. */
function controlOf(root: HTMLElement, field: string): HTMLElement | null {
  const name = CSS.escape(field);
  return (
    root.querySelector<HTMLElement>(`[name="${name}"]:checked`) ??
    root.querySelector<HTMLElement>(`[name="${name}"]`) ??
    root.querySelector<HTMLElement>(`[data-field="${name}"] :is(input, button):not(:disabled)`) ??
    root.querySelector<HTMLElement>(`[data-field="${name}"]`)
  );
}

/**
 * Puts the focus on a field, as soon as it is drawn, unless somebody has gone elsewhere meanwhile.
 *
 * @returns a function that gives it up
 */
export function focusOn(root: HTMLElement, field: string): () => void {
  const before = document.activeElement;
  const found = controlOf(root, field);
  if (found !== null) {
    found.focus();
    return () => {};
  }
  const watch = new MutationObserver(() => {
    const here = controlOf(root, field);
    if (here !== null && document.activeElement === before) here.focus();
    if (here !== null || document.activeElement !== before) watch.disconnect();
  });
  watch.observe(root, { childList: true, subtree: true });
  return () => watch.disconnect();
}
