import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ReportId } from '../../../../src/shared/ids.ts';
import { IMPATIENT, openDevice, type DeviceUnderTest } from './device-under-test.ts';
import { MovedTime } from './moved-time.ts';
import { answerPage, answerProblem, openScriptedCentral, type ScriptedCentral } from './scripted-central.ts';

let time: MovedTime;
let central: ScriptedCentral;
let device: DeviceUnderTest;

beforeEach(async () => {
  time = new MovedTime();
  central = await openScriptedCentral();
  central.now = () => time.wall();
  device = openDevice(time);
  await device.enrolled(central.address);
});

afterEach(async () => {
  await device.close();
  await central.close();
});

const delivered = (ids: readonly ReportId[]) => () => ids.every((id) => device.fate(id).state === 'delivered');

/** Answers every batch that holds `id`. */
function scriptReport(id: ReportId, answer: (response: ServerResponse) => boolean): void {
  central.script = (seen, response) => seen.events.some((event) => event.id === id) && answer(response);
}

describe('one bad event', () => {
  const faults: [string, (response: ServerResponse) => boolean][] = [
    ["a filter's HTML 403", (response) => answerPage(response, 403)],
    ['a 500', (response) => answerProblem(response, 'internal')],
    ['a cut connection', (response) => response.destroy() === response],
  ];

  test.each(faults)('answered with %s holds no other: they arrive, and it waits behind by itself', (_, fault) =>
    holdsNoOther(fault),
  );

  test('never answered holds no other: they arrive, and it waits behind by itself', async () => {
    await device.close();
    device = openDevice(time, { timeouts: IMPATIENT });
    await device.enrolled(central.address, 'WXYZ-WXYZ-WXYZ');
    await holdsNoOther(() => true);
  });

  async function holdsNoOther(fault: (response: ServerResponse) => boolean): Promise<void> {
    const ids = device.write(40);
    const bad = ids[0];
    if (bad === undefined) throw new Error('none');
    scriptReport(bad, fault);
    device.start();
    await time.passUntil(delivered(ids.slice(1)));
    await time.passUntil(() => device.fate(bad).state === 'behind');
    const later = device.write(5);
    await time.passUntil(delivered(later));
    expect(device.fate(bad).state).toBe('behind');
    const withIt = central.posts().filter(({ events }) => events.some(({ id }) => id === bad));
    expect(withIt.slice(-2).every(({ events }) => events.length === 1)).toBe(true);
    central.script = () => false;
    await time.passUntil(delivered([bad]));
  }

  test('and nineteen more of its kind hold none of the eighty others for long', async () => {
    const ids = device.write(100);
    const bad = new Set(ids.filter((_, at) => at % 5 === 0));
    central.script = ({ events }, response) =>
      events.some(({ id }) => bad.has(id as ReportId)) && answerPage(response, 403);
    device.start();
    const from = time.monotonic();
    await time.passUntil(delivered(ids.filter((id) => !bad.has(id))));
    expect(time.monotonic() - from).toBeLessThan(60 * 60_000);
  });

  test("a proxy's HTML 413 above 1 MiB: bodies shrink until they pass, and all arrive", async () => {
    const ids = device.write(40, 100_000);
    central.script = ({ body }, response) => body.length > 1024 * 1024 && answerPage(response, 413);
    device.start();
    await time.passUntil(delivered(ids));
  });

  test.each(['bad-request', 'too-large'] as const)(
    '%s for one event: it is a dead letter, every other arrives',
    async (slug) => {
      const ids = device.write(21);
      const bad = ids[13];
      if (bad === undefined) throw new Error('none');
      scriptReport(bad, (response) => answerProblem(response, slug));
      device.start();
      const from = time.monotonic();
      await time.passUntil(() => device.fate(bad).state === 'dead');
      await time.passUntil(delivered(ids.filter((id) => id !== bad)));
      expect(time.monotonic() - from).toBe(0);
      expect(device.fate(bad).problem).toContain(slug);
    },
  );
});
