/** Looks at an element of the page: its accessible name, role, state and place among others. */
import { fragmentsOf, localeOf } from './fragments.ts';
import type { Part } from './parts.ts';
import type { Role, State, Thing } from './utterances.ts';

export interface Look {
  /** Language of the face. */
  readonly locale: string;
  /** Whether only the visitor hears it. */
  readonly headphones: boolean;
  /** What had the focus before. */
  readonly before: Element | null;
}

export function describe(element: HTMLElement, look: Look): Thing {
  const field = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element : null;
  const choice = field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox');
  const role: Role | null = choice ? 'choice' : field !== null ? 'field' : isButton(element) ? 'button' : null;
  // A digit of a PIN, say: heard by others it would be none, nor where on its pad it stands.
  const hushed = role === 'button' && isPrivate(element) && !look.headphones;
  return {
    group: groupOf(element, look),
    name: hushed ? [] : nameOf(element, look.locale),
    value: field === null || choice ? null : valueOf(field, look),
    role,
    states: statesOf(element, choice && field instanceof HTMLInputElement ? field.checked : null),
    position: !hushed && (role === 'choice' || role === 'button') ? positionOf(element) : null,
    more: [
      ...referred(element, 'aria-describedby', look.locale),
      ...referred(element, 'aria-errormessage', look.locale),
    ],
  };
}

export const isButton = (element: Element) => element.matches('button, [role="button"], a[href]');

/** WAI-ARIA name computation as far as this page needs it: labelledby, label, `<label>`, own words. */
function nameOf(element: HTMLElement, locale: string): readonly Part[] {
  const labelled = referred(element, 'aria-labelledby', locale);
  if (labelled.length > 0) return labelled;
  const label = element.getAttribute('aria-label') ?? '';
  if (label !== '') return [{ text: label, locale: localeOf(element, locale) }];
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
    const labels = [...(element.labels ?? [])];
    return labels.flatMap((each) => fragmentsOf(each, { locale, unseen: true }));
  }
  return fragmentsOf(element, { locale, unseen: true });
}

function referred(element: Element, attribute: string, locale: string): readonly Part[] {
  const ids = (element.getAttribute(attribute) ?? '').split(/\s+/).filter((id) => id !== '');
  return ids.flatMap((id) => {
    const other = element.ownerDocument.getElementById(id);
    return other === null ? [] : fragmentsOf(other, { locale, unseen: true });
  });
}

function valueOf(field: HTMLInputElement | HTMLTextAreaElement, look: Look): Thing['value'] {
  if (field.value === '') return { kind: 'empty' };
  if (isPrivate(field) && !look.headphones) return { kind: 'hidden' };
  return { kind: 'text', part: { text: field.value, locale: look.locale } };
}

/** Whether bystanders must not hear what is in it, or on it. */
export function isPrivate(field: Element): boolean {
  return field.matches('input[type="email"], input[type="tel"], [data-private], [data-private] *');
}

function statesOf(element: Element, checked: boolean | null): readonly State[] {
  const states: State[] = [];
  const is = (attribute: string) => element.getAttribute(attribute);
  if (checked !== null) states.push(checked ? 'chosen' : 'notChosen');
  if (is('aria-pressed') !== null) states.push(is('aria-pressed') === 'true' ? 'on' : 'off');
  if (is('aria-expanded') === 'true') states.push('open');
  if (is('aria-invalid') === 'true') states.push('wrong');
  if (element.matches(':disabled, [aria-disabled="true"]')) states.push('away');
  return states;
}

/** Among the answers of a question, the tiles of a screen, over all its pages. */
function positionOf(element: Element): Thing['position'] {
  const item = element.closest('[data-block="item"]');
  const all = item?.closest('.choices, .pager-content');
  if (item === null || item === undefined || all === null || all === undefined) return null;
  const items = [...all.querySelectorAll('[data-block="item"]')];
  return items.length < 2 ? null : { at: items.indexOf(item) + 1, of: items.length };
}

const GROUPS = '[role="radiogroup"], [role="group"], [role="alertdialog"], [role="dialog"]';

/** The name of the group or dialog that the focus has just come into, and what a dialog says. */
function groupOf(element: Element, { before, locale }: Look): readonly Part[] {
  const group = element.closest(GROUPS);
  if (group === null || (before !== null && group.contains(before))) return [];
  // An unseen title repeats that of the screen.
  const titled = group.getAttribute('aria-labelledby') ?? '';
  if (group.ownerDocument.getElementById(titled)?.classList.contains('unseen') === true) return [];
  // The title of the group itself: what it says is the name.
  if (element.id !== '' && element.id === titled) return [];
  const label = group.getAttribute('aria-label') ?? '';
  const name = label === '' ? referred(group, 'aria-labelledby', locale) : [{ text: label, locale }];
  return [
    ...name,
    ...(group.matches('[role="alertdialog"], [role="dialog"]') ? referred(group, 'aria-describedby', locale) : []),
  ];
}
