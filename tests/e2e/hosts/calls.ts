/** The desk, asked past every button: with what the page of this host holds, as a page that was taken over would. */
import type { Page } from '@playwright/test';
import type { CallInput, CallName, Reply } from '../../../src/shared/bridge.ts';

export async function askDesk<C extends CallName>(page: Page, name: C, input: CallInput<C>): Promise<Reply<C>> {
  const reply = await page.evaluate(
    async (asked: { readonly name: string; readonly input: unknown }) => {
      const { fairdesk } = window;
      if (fairdesk !== undefined)
        return await fairdesk.call(asked.name as 'face.open', asked.input as Record<string, never>);
      const response = await fetch('/api/call', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-fairdesk-token': sessionStorage.getItem('fairdesk-token') ?? '',
        },
        body: JSON.stringify(asked),
      });
      return (await response.json()) as unknown;
    },
    { name, input },
  );
  return reply as Reply<C>;
}
