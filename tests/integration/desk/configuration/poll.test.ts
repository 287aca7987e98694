/** When a device looks for its configuration, and what it makes of answers that bring none. */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  startConfigurationPoll,
  type ConfigurationLog,
  type ConfigurationPoll,
} from '../../../../src/desk/configuration/poll.ts';
import { openClient, type Client } from '../../../../src/desk/device/client.ts';
import { openDeviceKeys } from '../../../../src/desk/device/keys.ts';
import { fileKeyStore } from '../../../../src/desk/keys/file-key-store.ts';
import { openDevice, TIMEOUTS, type DeviceUnderTest } from '../delivery/device-under-test.ts';
import { MovedTime } from '../delivery/moved-time.ts';
import {
  answerPage,
  answerProblem,
  never,
  openScriptedCentral,
  type ScriptedCentral,
} from '../delivery/scripted-central.ts';

const MINUTE_MS = 60_000;

describe('a device looks for its configuration', () => {
  let time: MovedTime;
  let central: ScriptedCentral;
  let device: DeviceUnderTest;
  let poll: ConfigurationPoll | null = null;
  let logged: ConfigurationLog[];
  let paused: string | null;
  let taken: number;
  let client: Client;

  beforeEach(async () => {
    time = new MovedTime();
    central = await openScriptedCentral();
    central.now = () => time.wall();
    device = openDevice(time, { timeouts: TIMEOUTS });
    logged = [];
    paused = null;
    taken = 0;
    client = openClient({ timeouts: TIMEOUTS });
  });
  afterEach(async () => {
    client.close();
    await poll?.stop();
    poll = null;
    await device.close();
    await central.close();
  });

  function start(): ConfigurationPoll {
    const { records } = device.store;
    poll = startConfigurationPoll({
      client,
      records,
      keys: openDeviceKeys(records, fileKeyStore(device.folder)),
      clock: time,
      timers: time,
      random: (length) => randomBytes(length),
      everyMinutes: () => 15,
      paused: () => paused,
      taken: () => (taken += 1),
      log: (event) => logged.push(event),
    });
    return poll;
  }
  const asked = () => central.seen.filter(({ path }) => path === '/v1/devices/self/config');
  /** The look under way is answered, and the next one waits. */
  const answered = (looks: number) => time.settleUntil(() => asked().length === looks && time.asleep);

  test('at its start, after an enrollment, and then within a tenth of every fifteen minutes', async () => {
    const before = start();
    expect(time.asleep).toBe(false);
    await device.enrolled(central.address);
    before.lookNow();
    await answered(1);
    expect(taken).toBe(1);
    for (let look = 2; look < 12; look++) {
      time.pass(13.5 * MINUTE_MS - 1);
      expect(asked()).toHaveLength(look - 1);
      time.pass(3 * MINUTE_MS + 2);
      await answered(look);
    }
    expect(taken).toBe(1);
  });

  test('again in seconds where nobody answers, and never at longer waits than usual', async () => {
    await device.enrolled(central.address);
    central.script = (_, response) => answerProblem(response, 'unavailable');
    start();
    await answered(1);
    time.pass(10_000);
    await answered(2);
    for (let look = 3; look < 15; look++) {
      time.pass(16.5 * MINUTE_MS);
      await answered(look);
    }
    central.script = never;
    await time.passUntil(() => taken === 1);
    expect(logged.filter(({ event }) => event === 'configuration-unanswered')).toHaveLength(14);
  });

  test.each<[string, Parameters<typeof answerPage>[1], object]>([
    ['a captive portal’s page', 200, { 'content-type': 'text/html' }],
    ['a redirect', 302, { location: 'https://portal.example/' }],
    ['not modified, though no tag was sent', 304, {}],
  ])('and takes %s for no answer', async (_, status, headers) => {
    await device.enrolled(central.address);
    central.script = (seen, response) => seen.path.endsWith('/config') && answerPage(response, status, headers);
    start();
    await answered(1);
    expect(logged).toEqual([expect.objectContaining({ event: 'configuration-unanswered' })]);
    expect(taken).toBe(0);
  });

  test('and says in the log why one that is not its own is not used', async () => {
    await device.enrolled(central.address);
    central.script = (seen, response) => {
      if (!seen.path.endsWith('/config')) return false;
      response.writeHead(200, { 'content-type': 'application/jose' }).end('eyJhbGciOiJub25lIn0.e30.x');
      return true;
    };
    start();
    await answered(1);
    expect(logged).toEqual([{ event: 'configuration-refused', reason: 'alg' }]);
  });

  test('not while delivery is paused, whose probes ask; what a probe brings is taken all the same', async () => {
    await device.enrolled(central.address);
    paused = 'device-revoked';
    const looking = start();
    await time.settleUntil(() => time.asleep);
    time.pass(17 * MINUTE_MS);
    await time.settleUntil(() => time.asleep);
    expect(asked()).toHaveLength(0);
    await looking.take('not a configuration');
    expect(logged).toEqual([{ event: 'configuration-refused', reason: 'form' }]);
  });

  test('and ends with its client at once, also in the middle of a look', async () => {
    await device.enrolled(central.address);
    central.script = (seen) => seen.path.endsWith('/config');
    const looking = start();
    await time.settleUntil(() => asked().length === 1);
    const stopped = looking.stop();
    client.close();
    await stopped;
    expect(taken).toBe(0);
    expect(time.asleep).toBe(false);
  });
});
