/** The daily comparison against every kind of answer: only the central endpoint's own word deletes anything. */
import { afterEach, expect, test } from 'vitest';
import { ledgerMissingRequestSchema } from '../../../../src/shared/wire/exchanges.ts';
import { openDevice, type DeviceUnderTest } from './device-under-test.ts';
import { MovedTime } from './moved-time.ts';
import { answerPage, openScriptedCentral, type ScriptedCentral, type Seen } from './scripted-central.ts';

const PATH = '/v1/devices/self/ledger/missing';
const DAY_MS = 24 * 3_600_000;
const cleanups: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (let end = cleanups.pop(); end !== undefined; end = cleanups.pop()) await end();
});

/** A device that keeps `count` delivered reports, and a central endpoint that says it lacks `missing`. */
async function keeping(count: number, missing: (ids: string[]) => string[] = () => []) {
  const time = new MovedTime();
  const central = await openScriptedCentral();
  cleanups.push(() => central.close());
  central.now = () => time.wall();
  const kiosk = openDevice(time, { timeouts: { connectMs: 10_000, answerMs: 10_000, bodyMs: 10_000 } });
  cleanups.push(() => kiosk.close());
  await kiosk.enrolled(central.address);
  const ids = kiosk.write(count);
  for (let left = count; left > 0;) {
    const batch = kiosk.store.outbox.claim(time.monotonic(), { events: 500, bytes: 4_000_000 }, 1);
    kiosk.store.outbox.settle(batch.map(({ id }) => ({ kind: 'delivered', id, receipt: 'a.b.c' })));
    left -= batch.length;
  }
  central.script = (seen, response) => {
    if (seen.path !== PATH) return false;
    const lacks = missing(asked(seen));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ missing: lacks, missingAttachments: [] }));
    return true;
  };
  return { time, central, kiosk, ids };
}

function asked(seen: Seen): string[] {
  return ledgerMissingRequestSchema.parse(JSON.parse(seen.body.toString())).reports.map(({ id }) => id);
}

const requests = (central: ScriptedCentral) => central.seen.filter(({ path }) => path === PATH);
const compared = (kiosk: DeviceUnderTest) => kiosk.compared.filter(({ event }) => event === 'ledger-compared').length;

test('every kept report is asked about once a day, a thousand at most in one request', async () => {
  const { time, central, kiosk, ids } = await keeping(1_020);
  kiosk.compare();
  const began = time.monotonic();
  await time.passUntil(() => compared(kiosk) === 1);
  expect(time.monotonic() - began).toBeLessThanOrEqual(15 * 60_000);
  expect(requests(central).map((seen) => asked(seen).length)).toEqual([1_000, 20]);
  expect(requests(central).flatMap(asked)).toEqual(ids);
  await time.passUntil(() => compared(kiosk) === 2);
  expect(time.monotonic() - began).toBeLessThanOrEqual(DAY_MS + 15 * 60_000);
  expect(requests(central)).toHaveLength(4);
});

test('no answer but the central endpoint’s own deletes anything, and the question is asked until there is one', async () => {
  const { time, central, kiosk } = await keeping(3);
  const right = central.script;
  let asks = 0;
  central.script = (seen, response) => {
    if (seen.path !== PATH) return false;
    asks += 1;
    switch (asks) {
      case 1:
        return answerPage(response, 200);
      case 2:
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"missing":[]}');
        return true;
      case 3:
        response.writeHead(503, { 'retry-after': '600' }).end();
        return true;
      case 4:
        response.destroy();
        return true;
      default:
        return right(seen, response);
    }
  };
  time.pass(3 * DAY_MS);
  kiosk.compare(1);
  await time.passUntil(() => asks === 4);
  expect(kiosk.fates()).toEqual({ delivered: 3 });
  await time.passUntil(() => compared(kiosk) === 1);
  expect(kiosk.compared.at(-1)).toEqual({ event: 'ledger-compared', reports: 3, missing: 0, deleted: 3 });
});

test('a clock that jumps years ahead deletes nothing before its day', async () => {
  const { time, central, kiosk } = await keeping(3);
  const started = time.wall();
  const began = time.monotonic();
  central.now = () => started + time.monotonic() - began;
  time.jump(10 * 365 * DAY_MS);
  kiosk.start();
  kiosk.compare(3);
  time.loops = 2;
  await time.passUntil(() => compared(kiosk) === 2);
  expect(kiosk.fates()).toEqual({ delivered: 3 });
  await time.passUntil(() => kiosk.fates()['delivered'] === undefined);
  expect(time.monotonic() - began).toBeGreaterThanOrEqual(3 * DAY_MS - 3_600_000);
});

test('what the central endpoint lost is sent again, and what it holds beside it is not', async () => {
  const { time, central, kiosk, ids } = await keeping(5, (all) => all.slice(1, 3));
  kiosk.start();
  const comparison = kiosk.compare();
  time.loops = 2;
  comparison.compareNow();
  await time.passUntil(() => central.stored.size === 2 && kiosk.fates()['delivered'] === 5);
  expect([...central.stored.keys()].sort()).toEqual(ids.slice(1, 3).sort());
});
