/** The words of an element as they would be spoken: what is hidden or only repeats is left out, each piece in its language. */
import type { Part } from './parts.ts';

/** The part of a DOM node that is looked at, so that a test needs no document. */
export interface Words {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly childNodes: ArrayLike<Words>;
  readonly parentNode: Words | null;
  getAttribute?(name: string): string | null;
  /** Whether it is on the screen at all: other pages are not. */
  checkVisibility?(options: { visibilityProperty: boolean }): boolean;
}

const ELEMENT = 1;
const TEXT = 3;
/** What has no words of its own. */
const WORDLESS: ReadonlySet<string> = new Set(['svg', 'INPUT', 'TEXTAREA', 'SCRIPT', 'STYLE']);

export interface Reading {
  /** The language where no element says one. */
  readonly locale: string;
  /** Also what lies on a page that is not shown. */
  readonly unseen?: boolean;
}

/** @returns one part for each element that has words itself, in order, not yet joined */
export function fragmentsOf(node: Words, reading: Reading): readonly Part[] {
  return collect(node, localeOf(node, reading.locale), reading);
}

/** The nearest `lang`. */
export function localeOf(node: Words, otherwise: string): string {
  for (let at: Words | null = node; at !== null; at = at.parentNode) {
    const lang = at.getAttribute?.('lang') ?? '';
    if (lang !== '') return lang;
  }
  return otherwise;
}

function collect(node: Words, locale: string, reading: Reading): readonly Part[] {
  if (node.nodeType !== ELEMENT || WORDLESS.has(node.nodeName)) return [];
  if (node.getAttribute?.('aria-hidden') === 'true') return [];
  if (reading.unseen !== true && node.checkVisibility?.({ visibilityProperty: true }) === false) return [];
  const own = node.getAttribute?.('lang') ?? '';
  const here = own === '' ? locale : own;
  const spelled = (node.getAttribute?.('data-spelled') ?? null) !== null;
  const parts: Part[] = [];
  let text = '';
  const flush = () => {
    const said = spelled ? letters(text) : text.trim();
    if (said !== '') parts.push({ text: said, locale: here });
    text = '';
  };
  for (let at = 0; at < node.childNodes.length; at++) {
    const child = node.childNodes[at];
    if (child === undefined) continue;
    // React writes one sentence as several text nodes.
    if (child.nodeType === TEXT) text += child.nodeValue ?? '';
    else {
      flush();
      parts.push(...collect(child, here, reading));
    }
  }
  flush();
  return parts;
}

/** A reference is no word: its letters and digits are heard one by one. */
const letters = (code: string) => (code.match(/[\p{L}\p{N}]/gu) ?? []).join(', ');
