/** News: what there is to read, and notices that come and go by the clock. */
import type { Page } from '@playwright/test';
import type { Reply } from '../../../src/shared/bridge.ts';
import type { Notice } from '../../../src/shared/content/news.ts';
import { expect, test } from '../hosts/fixture.ts';
import { Visitor } from './visitor.ts';

/** None ship with the app: the desk's answer gets them on its way to the page. */
async function withNotices(page: Page, notices: readonly Notice[]): Promise<void> {
  await page.route('**/api/call', async (route) => {
    const { name } = route.request().postDataJSON() as { name: string };
    if (name !== 'face.open') return route.continue();
    const response = await route.fetch();
    const reply = (await response.json()) as Reply<'face.open'>;
    if (!reply.ok) throw new Error('the face did not open');
    const { catalogue } = reply.value;
    const value = { ...reply.value, catalogue: { ...catalogue, news: { ...catalogue.news, notices } } };
    return route.fulfill({ response, json: { ...reply, value } });
  });
}

const heat: Notice = {
  id: 'heat',
  kind: 'heat',
  from: '2026-07-01T08:00:00-04:00',
  until: '2026-07-01T20:00:00-04:00',
  centers: null,
  text: { en: { title: 'It is very hot today.', body: ['Drink water. Rest in a cool place.'] } },
};

test('a heat notice stands on top of home while it holds, is announced once, and says when it is in English only', async ({
  device,
  page,
}) => {
  await withNotices(page, [heat]);
  await page.clock.install({ time: new Date('2026-07-01T11:59:00Z') });
  await device.open();
  const visitor = new Visitor(page, 'es');
  const notice = visitor.tile(visitor.word('news.kind.heat'));
  await page.clock.runFor(1000);
  await visitor.chooseLanguage();
  await expect(notice).toHaveCount(0);

  await page.clock.runFor(90_000);
  await expect(notice).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: heat.text['en']?.title ?? '' })).toHaveCount(1);
  await expect(page.getByRole('main').getByRole('button').first()).toContainText(visitor.word('news.kind.heat'));
  await visitor.touch(notice);
  await expect(visitor.title()).toHaveText(visitor.word('news.kind.heat'));
  await expect(page.getByText(visitor.word('news.onlyEnglish'))).toBeVisible();
  await expect(page.getByText(heat.text['en']?.body[0] ?? '')).toHaveAttribute('lang', 'en');
});

test('the news lead from home to an issue of the newsletter, to Customer Service Week and to a thank-you', async ({
  device,
}) => {
  const page = await device.open();
  const visitor = new Visitor(page, 'ht');
  await visitor.chooseLanguage();
  await visitor.touch(visitor.tile(visitor.word('home.news')));
  await expect(visitor.title()).toHaveText(visitor.word('home.news'));
  await visitor.touch(visitor.tile('jen 2015'));
  await expect(visitor.title()).toHaveText('jen 2015');
  await expect(page.getByText('Plis pase 200 envite')).toBeVisible();
  await visitor.touch(visitor.button(visitor.word('news.all')));
  await visitor.touch(visitor.tile(visitor.word('news.week.hint')));
  await expect(visitor.title()).toHaveText(visitor.word('news.week'));
  await visitor.touch(visitor.button(visitor.word('home.thank')));
  await expect(visitor.title()).toHaveText(visitor.word('thank.agency.title'));
});
