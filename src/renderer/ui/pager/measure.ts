/** Reads from the screen what `partition.ts` decides on, and shows one page of it. */
import { pageOf, paginate, rowsWithin, type Block, type Page } from './partition.ts';

const BLOCK = '[data-block]';

/** @returns the blocks in reading order; wrappers between them and `content` must be `display: contents` */
export function blocksOf(content: HTMLElement): readonly HTMLElement[] {
  return [...content.querySelectorAll<HTMLElement>(BLOCK)];
}

export interface Measured {
  readonly pages: readonly Page[];
  /** Room kept for More and Back up, in CSS px. */
  readonly controlsHeight: number;
  /** What alone is taller than a page: text, which can be split, or something else, which needs more room. */
  readonly tooTall: 'text' | 'item' | null;
  /** Free CSS px for each row that can grow, by page. */
  readonly grow: readonly number[];
  /** Free CSS px where everything fits on one page and nothing grows. */
  readonly spare: number;
}

/**
 * Lays everything out once, unseen, and decides the pages. Null while the pager has no room at all.
 *
 * @param atLeast room that the buttons took before: their words depend on the pages and the pages
 *   on their height, so it only ever grows, or the two could chase each other for ever
 */
export function measure(
  root: HTMLElement,
  content: HTMLElement,
  controls: HTMLElement,
  atLeast: number,
): Measured | null {
  const elements = blocksOf(content);
  const hidden = elements.map((element) => element.hasAttribute('data-off'));
  root.toggleAttribute('data-measuring', true);
  for (const element of elements) element.removeAttribute('data-off');
  const style = getComputedStyle(root);
  const padding = pixels(style.paddingTop);
  const room = root.clientHeight - padding - pixels(style.paddingBottom);
  const controlsHeight = Math.max(atLeast, controls.offsetHeight + pixels(style.rowGap));
  const blocks = elements.map((element): Block => {
    const box = element.getBoundingClientRect();
    const kind = element.dataset['block'];
    return {
      top: box.top,
      bottom: box.bottom,
      head: kind === 'head',
      foot: kind === 'foot',
      counted: element.hasAttribute('data-counted'),
    };
  });
  root.removeAttribute('data-measuring');
  elements.forEach((element, index) => element.toggleAttribute('data-off', hidden[index]));
  if (room <= 0) return null;
  const pagedRoom = Math.max(room - controlsHeight, 1);
  const pages = paginate(blocks, room, pagedRoom);
  const limit = pages.length > 1 ? pagedRoom : room;
  const canGrow = (index: number) => elements[index]?.hasAttribute('data-grow') === true;
  const free = pages.length > 1 ? 0 : room - (pages[0]?.height ?? 0) - 1;
  return {
    pages,
    controlsHeight,
    spare: Math.max(0, Math.floor(Math.min(free, window.innerHeight / 2 - root.getBoundingClientRect().top - padding))),
    tooTall: tallest(pages, elements, limit),
    grow: pages.map((page) => {
      const rows = rowsWithin(blocks, page, canGrow);
      // A pixel stays free: fractions of rows add up.
      return rows === 0 ? 0 : Math.max(0, Math.floor((limit - page.height - 1) / rows));
    }),
  };
}

function tallest(pages: readonly Page[], elements: readonly HTMLElement[], limit: number): 'text' | 'item' | null {
  const kinds = pages
    .filter((page) => page.height > limit + 1)
    .flatMap((page) => elements.slice(page.from, page.to).map((element) => element.dataset['block']));
  if (kinds.includes('text')) return 'text';
  return kinds.length > 0 ? 'item' : null;
}

function pixels(length: string): number {
  const value = Number.parseFloat(length);
  return Number.isFinite(value) ? value : 0;
}

/** Hides every block that is not on `page` from eyes, keys and assistive technology alike. */
export function showPage(root: HTMLElement, content: HTMLElement, measured: Measured, at: number): void {
  const page = measured.pages[at];
  if (page === undefined) return;
  blocksOf(content).forEach((element, index) => {
    const on = (index >= page.from && index < page.to) || index === page.again;
    element.toggleAttribute('data-off', !on);
  });
  root.style.setProperty('--grow', `${measured.grow[at] ?? 0}px`);
  root.closest<HTMLElement>('.screen')?.style.setProperty('--spare', `${measured.spare}px`);
}

/** The page on which `element` lies, or null where it is not in a block. */
export function pageWith(content: HTMLElement, pages: readonly Page[], element: Element | null): number | null {
  const block = element?.closest<HTMLElement>(BLOCK) ?? null;
  if (block === null) return null;
  const index = blocksOf(content).indexOf(block);
  return index < 0 ? null : pageOf(pages, index);
}

const FOCUSABLE = 'button,input,textarea,[tabindex]';

function isShown(element: HTMLElement): boolean {
  return element.closest('[data-off]') === null && element.getClientRects().length > 0;
}

/**
 * What Tab leads to from `active`, on this page or another; null where nothing more is in the pager.
 * A group of radio buttons is one stop: arrows move within it.
 */
export function stopBeyond(content: HTMLElement, active: Element | null, step: 1 | -1): HTMLElement | null {
  if (active === null || !content.contains(active)) return null;
  const stops = [...content.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((stop) => {
    if (stop === active) return true;
    if (stop.matches(':disabled') || stop.tabIndex < 0) return false;
    return !(isRadio(stop) && isRadio(active) && stop.name === active.name);
  });
  const place = stops.indexOf(active as HTMLElement);
  return place < 0 ? null : (stops[place + step] ?? null);
}

export function isRadio(element: Element | null): element is HTMLInputElement {
  return element instanceof HTMLInputElement && element.type === 'radio';
}

/**
 * The radio button an arrow key leads to when that one is on another page; null when the key stays
 * on this page and the group's own handling is right.
 */
export function radioAcross(radio: HTMLInputElement, step: 1 | -1): HTMLInputElement | null {
  const group = radio.closest('[role="radiogroup"]');
  if (group === null) return null;
  const radios = [...group.querySelectorAll<HTMLInputElement>('input[type="radio"]')];
  const next = radios.at((radios.indexOf(radio) + step + radios.length) % radios.length);
  return next === undefined || isShown(next) ? null : next;
}
