/** Looks for a visitor's words where the next one could find them. */
import type { Page } from '@playwright/test';

/** Where a word of the last visitor could still be: the document, its fields, and what a page may store. */
export async function leftBehind(page: Page, word: string): Promise<string[]> {
  return await page.evaluate(async (secret) => {
    const places: Record<string, string> = {
      document: document.documentElement.outerHTML,
      fields: [...document.querySelectorAll('input, textarea')]
        .map((field) => ('value' in field ? String(field.value) : ''))
        .join(' '),
      'local storage': JSON.stringify(Object.entries(localStorage)),
      'session storage': JSON.stringify(Object.entries(sessionStorage)),
      cookies: document.cookie,
      history: JSON.stringify(history.state) + location.href + document.title,
      databases: JSON.stringify(await indexedDB.databases()),
      caches: JSON.stringify(await caches.keys().catch(() => [])),
    };
    return Object.entries(places)
      .filter(([, text]) => text.includes(secret))
      .map(([place]) => place);
  }, word);
}
