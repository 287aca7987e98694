/** The date helper, from home to a date, with the device's own calendar. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { businessCalendar } from '../../../src/desk/contest/calendar.ts';
import { formatDate } from '../../../src/renderer/i18n/dates.ts';
import { projectRoot } from '../../../src/process/project.ts';
import { cityDay } from '../../../src/shared/clock.ts';
import { calendarSchema } from '../../../src/shared/content/contest.ts';
import { addBusinessDays, addDays } from '../../../src/shared/contest/dates.ts';
import { expect, test } from '../hosts/fixture.ts';
import { Visitor } from '../visit/visitor.ts';

const shipped = calendarSchema.parse(
  JSON.parse(readFileSync(join(projectRoot, 'resources/content/calendar.json'), 'utf8')),
);

test('who knows the day of the hearing is told by when to ask for one, and that the summons counts', async ({
  device,
}) => {
  const page = await device.open();
  const visitor = new Visitor(page, 'es');
  const press = (key: string) => visitor.touch(visitor.button(visitor.word(key)));
  const say = (day: string) => formatDate('es', day, 'weekday');
  await visitor.chooseLanguage();
  await visitor.touch(visitor.tile(visitor.word('home.contest')));
  await visitor.touch(visitor.tile(visitor.text.contest.topics['hearing']?.title ?? ''));
  await visitor.reveal(page.getByText(visitor.text.contest.deadlines['phone'] ?? ''));
  await press('contest.dates');
  await visitor.touch(visitor.button(visitor.word('contest.from.hearing')));

  // The picker begins today, whichever day the City has when it opens.
  const picked = page.locator('.picked');
  await expect(picked).toBeVisible();
  const begun = await picked.innerText();
  const today = [0, -1].map((days) => addDays(cityDay(Date.now()), days)).find((day) => say(day) === begun) ?? '';
  await press('contest.move.week.later');
  await press('contest.move.week.later');
  await press('contest.move.day.earlier');
  const hearing = addDays(today, 13);
  await expect(picked).toHaveText(say(hearing));
  await press('contest.show');

  const calendar = await businessCalendar(shipped);
  const by = addBusinessDays(hearing, -5, calendar);
  await visitor.reveal(page.getByText(visitor.text.contest.deadlines['in-person'] ?? ''));
  // Once the shipped years are over, the helper says so.
  const answer = by === null ? visitor.word('contest.beyond') : visitor.word('contest.by', { date: say(by) });
  await visitor.reveal(page.getByText(answer, { exact: true }).first());
  await visitor.reveal(page.getByText(visitor.word('contest.aid')));
});
