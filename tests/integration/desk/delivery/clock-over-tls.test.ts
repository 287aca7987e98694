/**
 * A wrong clock over HTTPS: certificates are not valid by it, so nothing can be sent, and the fault is named.
 * OpenSSL reads the machine's clock, which a test cannot move; so here the certificate's dates move instead,
 * which is the same to the device: by its clock the certificate is of the past, or of the future.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { parseCentral } from '../../../../src/desk/device/address.ts';
import { TestClock, useCentral, type TestCentral } from '../../central/harness.ts';
import { openDevice } from './device-under-test.ts';
import { MovedTime } from './moved-time.ts';
import { sealed } from './sealed.ts';

const YEAR_MS = 365 * 24 * 3_600_000;
const certificate = (name: string) => readFileSync(join(import.meta.dirname, '../device/certificates', name), 'utf8');
const tls = (name: string) => ({ key: certificate('server.key'), cert: certificate(`${name}.pem`) });

const cleanups: (() => Promise<unknown> | void)[] = [];
const place = useCentral('embedded');
// After the harness's own, and so before it: devices leave before their central endpoint does.
afterEach(async () => {
  for (let end = cleanups.pop(); end !== undefined; end = cleanups.pop()) await end();
});

/** A kiosk that trusts a city's own authority, enrolled over HTTPS. */
async function enrolled() {
  const time = new MovedTime();
  const clock = new TestClock(time.wall());
  const central = await place.start({ clock, tls: tls('good') });
  const kiosk = openDevice(time, {
    ca: certificate('authority.pem'),
    timeouts: { connectMs: 10_000, answerMs: 20_000, bodyMs: 10_000 },
  });
  cleanups.push(() => kiosk.close());
  const address = parseCentral(central.url);
  if (!address.ok) throw new Error(address.error.detail);
  await kiosk.enrolled(address.value, await central.code('kiosk'));
  return { time, clock, central, kiosk };
}

/** The same central endpoint, at the same address, under another certificate. */
async function under(name: string, central: TestCentral): Promise<TestCentral> {
  await central.central.close();
  const { clock, folder, databaseUrl } = central;
  return place.start({ clock, folder, databaseUrl, port: Number(new URL(central.url).port), tls: tls(name) });
}

describe('over HTTPS', () => {
  test.each([
    ['behind', 'not-yet-valid', -10 * YEAR_MS],
    ['ahead', 'expired', 10 * YEAR_MS],
  ])(
    'a clock that is %s is named, nothing is lost or sent, and all arrives once it is set',
    async (which, cert, by) => {
      const { time, clock, central, kiosk } = await enrolled();
      const wrong = await under(cert, central);
      const start = time.monotonic();
      const [ranAt, clockAt] = [time.monotonic(), clock.at];
      time.jump(by);
      const seals = await Promise.all([1, 2, 3].map((each) => sealed(kiosk, each)));
      const ids = seals.map((seal) => kiosk.commit(seal));
      const delivery = kiosk.start();
      const tries = () => kiosk.logged.filter(({ event }) => event === 'delivery-unsent').length;
      await time.passUntil(() => tries() === 3 && time.asleep);
      expect(delivery.pausedReason()).toBe(`clock-${which}`);
      expect(kiosk.fates()).toEqual({ waiting: 3 });
      expect(await wrong.query('SELECT FROM ledger')).toEqual([]);
      expect(time.monotonic() - start).toBe(5_000 + 10_000);

      clock.at = clockAt + (time.monotonic() - ranAt);
      const right = await under('good', wrong);
      time.jump(-by);
      const set = time.monotonic();
      await time.passUntil(() => kiosk.fates()['delivered'] === 3);
      // The wait that was under way, no longer: the third of the row.
      expect(time.monotonic() - set).toBeLessThanOrEqual(20_000);
      expect(delivery.pausedReason()).toBeNull();
      const arrived = await right.query<{ report_id: string }>('SELECT report_id FROM ledger ORDER BY sequence');
      expect(arrived.map((row) => row.report_id)).toEqual(ids);
    },
  );

  test('a certificate that was replaced for good leaves the name of the fault behind', async () => {
    const { time, central, kiosk } = await enrolled();
    const wrong = await under('expired', central);
    const delivery = kiosk.start();
    await time.settleUntil(() => delivery.pausedReason() === 'clock-ahead');
    const gone = await under('other-name', wrong);
    await time.passUntil(() => delivery.pausedReason() !== 'clock-ahead');
    await under('good', gone);
    await time.passUntil(() =>
      kiosk.logged.some(
        ({ event, ...rest }) => event === 'delivery-heartbeat' && 'answer' in rest && rest.answer === 'ok',
      ),
    );
    expect(delivery.pausedReason()).toBeNull();
  });
});
