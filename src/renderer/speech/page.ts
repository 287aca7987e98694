/** A whole screen as it is read aloud: title, what stands about it, what there is to read, how to go on. */
import { isButton } from './describe.ts';
import { fragmentsOf } from './fragments.ts';
import { joined, merged, type Part } from './parts.ts';
import type { Phrases } from './utterances.ts';

const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
const all = (within: Element, what: string) => [...within.querySelectorAll(what)];
const actions = (screen: Element) => all(screen, '.actions button');
const OPERABLE = 'button, input, textarea, [role="button"]';

/** @param screen its `main` */
export function screenParts(screen: Element, phrases: Phrases): readonly Part[] {
  const { locale } = phrases;
  const title = screen.querySelector('h1');
  const header = all(screen, '.header, .paged-header').flatMap((each) => fragmentsOf(each, { locale, unseen: true }));
  const words = title === null ? [] : fragmentsOf(title, { locale, unseen: true });
  const read = screen.getAttribute('data-kind') === 'read';
  const onward = read ? [] : onwardParts(actions(screen), phrases);
  const about = header.filter((part) => !words.some(({ text }) => text === part.text));
  return merged([...words, ...about, ...pageParts(screen, phrases), ...onward]);
}

/** What is on the page that is shown: reading matter, or how many things there are to choose from; after the last of it, how to go on. */
export function pageParts(screen: Element, phrases: Phrases): readonly Part[] {
  const { locale, say } = phrases;
  const reads = screen.getAttribute('data-kind') === 'read';
  const matter = all(screen, '.pager-content [data-block]').filter(
    (block) => shown(block) && block.closest('.paged-header') === null && block.querySelector(OPERABLE) === null,
  );
  const read = matter
    .filter((block) => !block.matches(OPERABLE))
    .filter((block) => reads || block.matches('[data-block="text"]'))
    .flatMap((block) => fragmentsOf(block, { locale }));
  const count = all(screen, '.pager-content [data-block="item"]').length;
  const things = count > 1 ? [{ text: say('speech.things', { count }), locale }] : [];
  return merged([
    ...read,
    ...things,
    ...(reads && moreButton(screen) === null ? onwardParts(actions(screen), phrases) : []),
  ]);
}

/** How to go on: the names of those of these buttons that are shown. */
export function onwardParts(buttons: readonly Element[], { locale, say }: Phrases): readonly Part[] {
  const names = buttons
    .filter((button) => isButton(button) && shown(button))
    .map((button) => merged(fragmentsOf(button, { locale }))[0]?.text ?? '')
    .filter((name) => name !== '');
  return names.length === 0 ? [] : [{ text: say('speech.goOn', { names: joined(names, locale) }), locale }];
}

/** The button to the next page, where there is one. */
export function moreButton(screen: Element): HTMLElement | null {
  const button = screen.querySelector<HTMLElement>('.pager[data-paged] .pager-controls > :last-child');
  return button !== null && shown(button) ? button : null;
}
