/** Puts language, text size, contrast and the panel's scale on the document, where the style sheets read them. */
import type { Language } from '../../shared/content/content.ts';
import { TEXT_SCALES, type Display } from './session.ts';

/** @param panelPxPerMm CSS pixels per millimetre of the panel, so that 17 mm are 17 mm on every display */
export function dress(root: HTMLElement, language: Language, display: Display, panelPxPerMm: number): void {
  root.lang = language.tag;
  root.dir = language.dir;
  root.dataset['contrast'] = display.contrast;
  root.dataset['size'] = String(display.size);
  root.style.setProperty('--u', `${panelPxPerMm}px`);
  root.style.setProperty('--text', String(TEXT_SCALES[display.size - 1] ?? 1));
}
