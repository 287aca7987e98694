/** A text field of the page as the pure core sees it, and back: controlled fields hear of every change. */
import type { Text } from './edit.ts';

export type Field = HTMLInputElement | HTMLTextAreaElement;

export function isField(element: EventTarget | null): element is Field {
  if (element instanceof HTMLTextAreaElement) return true;
  return element instanceof HTMLInputElement && ['text', 'email', 'tel'].includes(element.type);
}

/** A field whose caret is not told (`type="email"`) is written at its end. */
export function readField(field: Field): Text {
  const { value, selectionStart, selectionEnd } = field;
  return { value, start: selectionStart ?? value.length, end: selectionEnd ?? value.length };
}

/** @param before what `readField` said: only a changed value is an input event */
export function writeField(field: Field, before: Text, after: Text): void {
  if (after.value !== before.value) {
    // The prototype's setter: React puts its own on the element and would take the value for one of its own.
    const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, after.value);
  }
  if (field.selectionStart !== null) field.setSelectionRange(after.start, after.end);
  if (after.value !== before.value) {
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
  }
  showCaret(field, after);
}

/** Brings the caret into the part of a long text that the field shows: a browser does so only for what it typed itself. */
function showCaret(field: Field, { value, end }: Text): void {
  const mirror = document.createElement('div');
  const style = getComputedStyle(field);
  for (const name of COPIED) mirror.style.setProperty(name, style.getPropertyValue(name));
  const many = field instanceof HTMLTextAreaElement;
  mirror.style.setProperty('white-space', many ? 'pre-wrap' : 'pre');
  mirror.style.setProperty('position', 'absolute');
  mirror.style.setProperty('visibility', 'hidden');
  mirror.style.setProperty('inline-size', many ? `${field.clientWidth}px` : 'max-content');
  const caret = document.createElement('span');
  caret.textContent = '\u200B';
  mirror.append(value.slice(0, end), caret, value.slice(end));
  document.body.append(mirror);
  if (many) {
    const { offsetTop, offsetHeight } = caret;
    if (offsetTop + offsetHeight > field.scrollTop + field.clientHeight) {
      field.scrollTop = offsetTop + offsetHeight - field.clientHeight;
    } else if (offsetTop < field.scrollTop) field.scrollTop = offsetTop;
  } else {
    // From where the text begins, on either side: positions in a field that runs from right to left are negative.
    const rtl = style.direction === 'rtl';
    const at = rtl ? mirror.clientWidth - caret.offsetLeft : caret.offsetLeft;
    const past = at - field.clientWidth * CARET_AT;
    const from = Math.abs(field.scrollLeft);
    if (at > from + field.clientWidth || at < from) field.scrollLeft = Math.max(0, past) * (rtl ? -1 : 1);
  }
  mirror.remove();
}

/** Where a caret that had left a single line comes back to, as a share of the line. */
const CARET_AT = 0.8;
const COPIED = [
  'font',
  'direction',
  'padding',
  'overflow-wrap',
  'word-break',
  'letter-spacing',
  'line-height',
  'box-sizing',
] as const;
