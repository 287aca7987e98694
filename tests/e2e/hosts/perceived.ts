/** What eyes and assistive technology get of a page. */
import type { Page } from '@playwright/test';

export async function perceived(page: Page): Promise<string> {
  const seen = await page.evaluate(() =>
    [document.title, document.body.innerText]
      .concat(
        [...document.querySelectorAll('input, textarea')].map((field) =>
          field.checkVisibility() && 'value' in field ? String(field.value) : '',
        ),
      )
      .join('\n'),
  );
  return `${seen}\n${await page.locator('body').ariaSnapshot()}`;
}
