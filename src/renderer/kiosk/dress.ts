/** Puts language, text size, contrast, the panel's scale and what can be reached on the document, where the style sheets read them. */
import type { Language } from '../../shared/content/content.ts';
import type { Settings } from '../../shared/settings.ts';
import { reachBand } from '../ways/reach.ts';
import { TEXT_SCALES, type Display } from './session.ts';

/** @param panel CSS pixels per millimetre, so that 17 mm are 17 mm on every display, and how high it hangs */
export function dress(
  root: HTMLElement,
  language: Language,
  display: Display,
  panel: Pick<Settings, 'panelPxPerMm' | 'panelLowerEdgeMm'>,
): void {
  root.lang = language.tag;
  root.dir = language.dir;
  root.dataset['contrast'] = display.contrast;
  root.dataset['size'] = String(display.size);
  root.toggleAttribute('data-lowered', display.lowered);
  root.style.setProperty('--u', `${panel.panelPxPerMm}px`);
  root.style.setProperty('--text', String(TEXT_SCALES[display.size - 1] ?? 1));
  const band = reachBand(panel);
  for (const edge of ['low', 'high'] as const) {
    if (band === null) root.style.removeProperty(`--reach-${edge}`);
    else root.style.setProperty(`--reach-${edge}`, `${band[edge]}px`);
  }
}
