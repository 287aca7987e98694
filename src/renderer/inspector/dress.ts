/** What the laptop's face puts on the document: its own sizes, English, and the colours the system asks for. */

const DARK = '(prefers-color-scheme: dark)';

/** In place of whatever a kiosk has put there. */
export function dressLaptop(root: HTMLElement): void {
  root.dataset['face'] = 'laptop';
  root.lang = 'en';
  root.dir = 'ltr';
  delete root.dataset['size'];
  root.removeAttribute('data-lowered');
  for (const name of ['--u', '--text', '--reach-low', '--reach-high']) root.style.removeProperty(name);
}

export function undressLaptop(root: HTMLElement): void {
  delete root.dataset['face'];
}

/** Light or dark as the system is, now and when it changes. @returns a function that ends it */
export function followScheme(target: Window, root: HTMLElement): () => void {
  const dark = target.matchMedia(DARK);
  const take = () => {
    root.dataset['contrast'] = dark.matches ? 'light-on-dark' : 'dark-on-light';
  };
  take();
  dark.addEventListener('change', take);
  return () => dark.removeEventListener('change', take);
}

/** A file that is dropped onto the page would be opened in its place. @returns a function that ends it */
export function refuseDrops(target: Window): () => void {
  const refuse = (event: Event) => event.preventDefault();
  target.addEventListener('dragover', refuse);
  target.addEventListener('drop', refuse);
  return () => {
    target.removeEventListener('dragover', refuse);
    target.removeEventListener('drop', refuse);
  };
}
