/** What only the browser host has: an address, a token, a page that others could try to reach. */
import { browserDevice } from './hosts/browser-host.ts';
import { expect, test } from './hosts/fixture.ts';
import { Visitor } from './visit/visitor.ts';

test('the token leaves the address at once and is in no cookie', async ({ device, page, context }) => {
  await device.open();
  await expect(page.getByRole('button').first()).toBeVisible();
  expect(new URL(page.url()).hash).not.toContain('token');
  expect(await context.cookies()).toEqual([]);
});

test('a page with a wrong token sees nothing of the desk', async ({ folder, page }) => {
  const device = browserDevice(`${folder}/other`, page);
  await device.open();
  await page.goto('about:blank');
  const address = new URL(device.address());
  address.hash = `token=${'A'.repeat(43)}`;
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/call'));
  await page.goto(address.href);
  expect((await answered).status()).toBe(401);
  await device.stop();
});

test('a page of another origin can neither read nor call', async ({ folder, page, context }) => {
  const device = browserDevice(`${folder}/other`, page);
  await device.open();
  const { origin, hash } = new URL(device.address());
  const stranger = await context.newPage();
  await stranger.route('http://stranger.test/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<p>stranger</p>' }),
  );
  await stranger.goto('http://stranger.test/');
  const outcome = await stranger.evaluate(
    async ({ target, token }) => {
      const tried = async (init: RequestInit) => {
        try {
          return String((await fetch(`${target}/api/call`, init)).status);
        } catch {
          return 'blocked';
        }
      };
      return [
        await tried({
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-fairdesk-token': token },
          body: '{"name":"face.open"}',
        }),
        await tried({ method: 'POST', body: '{"name":"face.open"}' }),
      ];
    },
    { target: origin, token: hash.slice('#token='.length) },
  );
  expect(outcome).toEqual(['blocked', 'blocked']);
  await device.stop();
});

test('a host killed in the middle of a visit and started again is found again by its page', async ({
  folder,
  page,
}) => {
  const device = browserDevice(`${folder}/other`, page);
  await device.open();
  const visitor = new Visitor(page, 'en');
  await visitor.chooseLanguage();
  await visitor.answerQuestions();
  await visitor.write('Still here.');
  await device.kill();
  await visitor.touch(visitor.button(visitor.word('common.send')));
  await expect(visitor.title()).toHaveText(visitor.word('failed.title.survey'));

  await page.evaluate(() => Object.assign(window, { before: true }));
  await device.again();
  await visitor.touch(visitor.button(visitor.word('failed.again')));
  await expect(visitor.title()).toHaveText(visitor.word('sent.title'));
  expect(await device.status()).toMatchObject({ waiting: 1 });
  expect(await page.evaluate(() => 'before' in window)).toBe(true);

  await visitor.touch(visitor.button(visitor.word('bar.startOver')));
  // At rest it loads itself afresh: what came back may be another version.
  await expect.poll(() => page.evaluate(() => 'before' in window), { timeout: 40_000 }).toBe(false);
  await expect(visitor.tile('English')).toBeVisible();
  await device.stop();
});
