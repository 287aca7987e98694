import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clearPause, writePause } from '../../../../src/desk/delivery/pause.ts';
import { clockOffset } from '../../../../src/desk/device/connection.ts';
import { readEnrollmentProblem } from '../../../../src/desk/device/enrollment-problem.ts';
import { readEnrollment } from '../../../../src/desk/store/device-records.ts';
import { openDevice, type DeviceUnderTest } from '../delivery/device-under-test.ts';
import { MovedTime } from '../delivery/moved-time.ts';
import {
  answerPage,
  answerProblem,
  openScriptedCentral,
  type ScriptedCentral,
  type Script,
} from '../delivery/scripted-central.ts';

let time: MovedTime;
let central: ScriptedCentral;
let device: DeviceUnderTest;

beforeEach(async () => {
  time = new MovedTime();
  central = await openScriptedCentral();
  central.now = () => time.wall();
  device = openDevice(time);
});

afterEach(async () => {
  await device.close();
  await central.close();
});

interface Asked {
  readonly code: string;
  readonly publicKey: Record<string, string>;
  readonly name: string;
  readonly appVersion: string;
}

function asked(): Asked[] {
  return central.seen
    .filter(({ path }) => path === '/v1/enrollments')
    .map(({ body }) => JSON.parse(body.toString()) as Asked);
}

/** Answers the first `times` enrollments. */
function scriptEnrollment(script: Script, times = 1): void {
  let left = times;
  central.script = (seen, response) => seen.path === '/v1/enrollments' && left-- > 0 && script(seen, response);
}

describe('a code', () => {
  test('enrolls, and all that the answer says is kept', async () => {
    time.jump(-3_600_000);
    const served = time.wall() + 3_600_000;
    central.now = () => served;
    expect(await device.enroll(central.address)).toEqual({ ok: true, value: { deviceId: central.deviceId } });
    expect(readEnrollment(device.store.records)).toMatchObject({
      central: central.address,
      deviceId: central.deviceId,
      profile: 'kiosk',
      centerId: 'center-1',
    });
    expect(clockOffset(device.store.records)).toBe(3_600_000);
    expect(asked()).toMatchObject([{ code: 'ABCDEFGHJKMN', name: 'a device under test', appVersion: '0.0.0' }]);
    expect(Object.keys(asked()[0]?.publicKey ?? {}).sort()).toEqual(['crv', 'kty', 'x']);
  });

  test('is read as it was meant', async () => {
    await device.enrolled(central.address, ' ab1o-il0o ');
    expect(asked()[0]?.code).toBe('AB101100');
  });

  test('with a character that no code has is not sent', async () => {
    expect(await device.enroll(central.address, 'ABCD-EFGU')).toMatchObject({ error: { type: 'refused' } });
    expect(asked()).toEqual([]);
  });

  test('is not sent to a plain address beyond this machine', async () => {
    const enrolled = await device.enroll('http://central.example' as typeof central.address);
    expect(enrolled).toMatchObject({ error: { type: 'bad-address' } });
  });
});

describe('whatever is lost on the way', () => {
  test('the same code asks again with the same key', async () => {
    scriptEnrollment((_, response) => response.destroy() === response);
    await device.enrolled(central.address);
    expect(asked()).toHaveLength(2);
    expect(asked()[0]).toEqual(asked()[1]);
  });

  test('also after a restart', async () => {
    scriptEnrollment((_, response) => response.destroy() === response, 99);
    expect(await device.enroll(central.address)).toMatchObject({ error: { type: 'unreachable' } });
    const { folder } = device;
    device.store.close();
    const again = openDevice(time, {}, folder);
    central.script = () => false;
    await again.enrolled(central.address);
    const keys = new Set(asked().map(({ publicKey }) => publicKey['x']));
    expect(keys.size).toBe(1);
    await again.close();
  });

  test('once enrolled, the same code goes on without asking', async () => {
    await device.enrolled(central.address);
    const before = central.seen.length;
    await device.enrolled(central.address);
    expect(central.seen).toHaveLength(before);
  });

  test.each([
    ['429', (_, response) => answerProblem(response, 'rate-limited', {}, { 'retry-after': '3' })],
    ['503', (_, response) => answerProblem(response, 'unavailable')],
    ['a captive portal', (_, response) => answerPage(response, 200)],
    ['a redirect', (_, response) => answerPage(response, 302, { location: 'https://portal.example' })],
    ["a proxy's 403", (_, response) => answerPage(response, 403)],
  ] satisfies [string, Script][])('%s is asked again', async (_, script) => {
    scriptEnrollment(script);
    await device.enrolled(central.address);
    expect(asked()).toHaveLength(2);
  });

  test('nobody answering is unreachable, and nothing was enrolled', async () => {
    await central.close();
    expect(await device.enroll(central.address)).toMatchObject({ error: { type: 'unreachable' } });
    expect(readEnrollment(device.store.records)).toBeNull();
    await central.reopen();
    await device.enrolled(central.address);
  });

  test('a ledger that does not answer is unreachable, and the same code enrolls later', async () => {
    central.script = (seen, response) => seen.path.endsWith('/ledger') && answerProblem(response, 'unavailable');
    expect(await device.enroll(central.address)).toMatchObject({ error: { type: 'unreachable' } });
    expect(readEnrollment(device.store.records)).toBeNull();
    central.script = () => false;
    await device.enrolled(central.address);
  });
});

describe('the central endpoint’s word', () => {
  test('enrollment-refused is final for the code', async () => {
    scriptEnrollment((_, response) => answerProblem(response, 'enrollment-refused'), 99);
    expect(await device.enroll(central.address)).toMatchObject({ error: { type: 'refused' } });
    expect(asked()).toHaveLength(1);
  });

  test('key-known: the same code goes again with a new key', async () => {
    scriptEnrollment((_, response) => answerProblem(response, 'key-known'));
    await device.enrolled(central.address);
    const [first, second] = asked();
    expect(first?.code).toBe(second?.code);
    expect(first?.publicKey).not.toEqual(second?.publicKey);
  });
});

describe('enrolled anew', () => {
  test('with the same id: a fresh key, the old one gone, the queue goes on', async () => {
    await device.enrolled(central.address);
    const ids = device.write(2);
    await device.enrolled(central.address, 'WXYZ-WXYZ-WXYZ');
    expect(new Set(asked().map(({ publicKey }) => publicKey['x'])).size).toBe(2);
    device.start();
    await time.passUntil(() => ids.every((id) => device.fate(id).state === 'delivered'));
  });

  test('with another id: the reports are kept as they are, and the old enrollment stays', async () => {
    await device.enrolled(central.address);
    device.write(2);
    const other = await openScriptedCentral();
    expect(await device.enroll(other.address, 'WXYZ-WXYZ-WXYZ')).toMatchObject({ error: { type: 'other-device' } });
    expect(readEnrollment(device.store.records)?.deviceId).toBe(central.deviceId);
    expect(device.fates()).toEqual({ waiting: 2 });
    device.start();
    await time.passUntil(() => device.fates()['delivered'] === 2);
    await other.close();
  });

  test('a refused code changes nothing for a device that is enrolled', async () => {
    await device.enrolled(central.address);
    scriptEnrollment((_, response) => answerProblem(response, 'enrollment-refused'), 99);
    expect(await device.enroll(central.address, 'WXYZ-WXYZ-WXYZ')).toMatchObject({ error: { type: 'refused' } });
    device.write(1);
    device.start();
    await time.passUntil(() => device.fates()['delivered'] === 1);
  });

  test('a pause of the enrollment before is over, at once', async () => {
    await device.enrolled(central.address);
    device.write(1);
    const delivery = device.start();
    central.script = (_, response) => answerProblem(response, 'device-revoked');
    delivery.wake();
    await time.settleUntil(() => delivery.pausedReason() === 'device-revoked' && time.asleep);
    central.script = () => false;
    await device.enrolled(central.address, 'WXYZ-WXYZ-WXYZ');
    delivery.wake();
    await time.settleUntil(() => device.fates()['delivered'] === 1);
    expect(delivery.pausedReason()).toBeNull();
  });
});

describe('why an enrollment failed', () => {
  const problem = () => readEnrollmentProblem(device.store.records);
  const refuse = (more: object = {}) =>
    scriptEnrollment((_, response) => answerProblem(response, 'enrollment-refused', more), 99);

  test('is kept across a restart, until an enrollment succeeds', async () => {
    refuse();
    await device.enroll(central.address);
    device.store.close();
    const again = openDevice(time, {}, device.folder);
    expect(readEnrollmentProblem(again.store.records)).toEqual({ type: 'refused', detail: 'scripted' });
    central.script = () => false;
    await again.enrolled(central.address);
    expect(readEnrollmentProblem(again.store.records)).toBeNull();
    await again.close();
  });

  test('names both devices when the code was for another', async () => {
    await device.enrolled(central.address);
    const other = await openScriptedCentral();
    await device.enroll(other.address, 'WXYZ-WXYZ-WXYZ');
    expect(problem()).toMatchObject({
      type: 'other-device',
      detail: expect.stringContaining(other.deviceId) as string,
    });
    expect(problem()?.detail).toContain(central.deviceId);
    await other.close();
  });

  test('is told where nobody answers and where the address is none', async () => {
    await device.enroll('http://central.example' as typeof central.address);
    expect(problem()).toMatchObject({ type: 'bad-address' });
    await central.close();
    await device.enroll(central.address);
    expect(problem()).toMatchObject({ type: 'unreachable' });
    await central.reopen();
  });

  test.each(['AB1O-1L0O-ZZZZ', 'ab10110ozzzz', 'AB10 1I00 ZZZZ'])(
    'never holds the code, though the answer repeats it as %s, and is short',
    async (said) => {
      refuse({ detail: `The code ${said} is old. ${'Ask again. '.repeat(500)}` });
      await device.enroll(central.address, 'AB10-1100-ZZZZ');
      expect(problem()?.detail).toMatch(/^The code … is old/);
      expect(problem()?.detail.length).toBeLessThanOrEqual(200);
    },
  );

  test('is over when the enrollment there was goes on, unless that one is paused', async () => {
    await device.enrolled(central.address);
    refuse();
    await device.enroll(central.address, 'WXYZ-WXYZ-WXYZ');
    writePause(device.store.records, 'device-revoked');
    await device.enrolled(central.address);
    expect(problem()).toMatchObject({ type: 'refused' });
    clearPause(device.store.records);
    await device.enrolled(central.address);
    expect(problem()).toBeNull();
  });

  test('is not that this device was closed meanwhile', async () => {
    const delivery = device.start();
    scriptEnrollment(() => {
      void delivery.stop();
      return true;
    }, 99);
    expect(await device.enroll(central.address)).toMatchObject({ error: { type: 'unreachable', stopped: true } });
    expect(problem()).toBeNull();
  });
});

describe('a ledger ahead of our own counter', () => {
  test('is what the next report goes on above', async () => {
    central.ledgerUpTo = 4_000;
    await device.enrolled(central.address);
    device.write(2);
    device.start();
    await time.passUntil(() => device.fates()['delivered'] === 2);
    expect(central.posts()[0]?.events.map(({ sequence }) => Number(sequence))).toEqual([4_001, 4_002]);
  });
});

describe('a queue older than its enrollment', () => {
  test('waits without a network and is delivered when the device is enrolled', async () => {
    const delivery = device.start();
    time.pass(7 * 24 * 3_600_000);
    expect(central.seen).toEqual([]);
    expect(delivery.pausedReason()).toBeNull();
    await device.enrolled(central.address);
    device.write(3);
    delivery.wake();
    await time.settleUntil(() => device.fates()['delivered'] === 3);
  });
});
