/** A print in Electron: silent, of the print view alone, one at a time. */
import { expect, test } from '../hosts/fixture.ts';

test('the host prints silently, of the page only what is meant for paper, and says where there is no printer', async ({
  double,
}) => {
  const page = await double.open();
  await expect(page.getByRole('button').first()).toBeVisible();
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => void dialogs.push(dialog.type()));
  const print = () => page.evaluate(() => window.fairdesk?.print());
  const printed = () => double.said.filter(({ did }) => did === 'print');
  expect(await print()).toBe('no-printer');
  expect(printed()).toEqual([]);

  await double.wish('printers', ['one']);
  const options = { silent: true, printBackground: true, usePrinterDefaultPageSize: true };
  // Without a print view the screen is not printed either.
  expect(await print()).toBe('printed');
  expect(printed()).toEqual([{ did: 'print', options, paper: '' }]);

  const both = await page.evaluate(async () => {
    const view = Object.assign(document.createElement('div'), { textContent: 'Your rights' });
    view.dataset['print'] = '';
    document.body.append(view);
    return await Promise.all([window.fairdesk?.print(), window.fairdesk?.print()]);
  });
  expect(both).toEqual(['printed', 'failed']);
  expect(printed().slice(1)).toEqual([{ did: 'print', options, paper: 'Your rights' }]);
  expect(dialogs).toEqual([]);
});
