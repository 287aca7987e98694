/** Q20: without a finger. Each way in completes each flow: rights read, dates found, a survey sent, somebody thanked. */
import { expect, test } from '../hosts/fixture.ts';
import { Visitor } from '../visit/visitor.ts';
import { fiveKeys, keyboard, twoSwitches, Walker } from './ways.ts';

for (const way of [keyboard, fiveKeys, twoSwitches]) {
  test(`rights are read, a survey is sent and somebody is thanked by ${way.name} alone`, async ({ device }) => {
    const page = await device.open();
    // Tab crosses the pages of a small window too.
    if (way === keyboard) await page.setViewportSize({ width: 320, height: 640 });
    const walker = new Walker(new Visitor(page, 'en'), way);
    await walker.start();
    await walker.readRights();
    await walker.findDates();
    await walker.sendSurvey('good');
    await walker.thankSomeone('Bo', 'fast');
    expect(await device.status()).toMatchObject({ waiting: 2 });
  });
}
