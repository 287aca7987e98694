import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { removeDataFolder, temporaryFolder } from './databases.ts';
import { databaseKinds, useCentral, type TestCentral } from './harness.ts';
import { feedback, feedbackOf, inspection } from './payloads.ts';

/** Nobody is turned away here, however slow the machine: that is promised elsewhere. */
const load = { turnMs: 600_000 };

describe.each(databaseKinds)('exactly once, on %s', (kind) => {
  const place = useCentral(kind);
  /** On a slow machine lots leave intake meanwhile. */
  const stored = (central: TestCentral) => central.query('SELECT 1 FROM intake UNION ALL SELECT 1 FROM answers');

  test('fifty posts of the same hundred reports at once store each once, with one receipt', async () => {
    const central = await place.start({ load });
    const device = await central.device('kiosk');
    const events = await device.events(100, (at) => feedbackOf(1 + (at % 5)));
    const posts = await Promise.all(Array.from({ length: 50 }, () => device.results(events)));

    expect(await central.query('SELECT FROM ledger')).toHaveLength(100);
    expect(await stored(central)).toHaveLength(100);
    for (const [at, event] of events.entries()) {
      const results = posts.map((post) => post[at]);
      expect(results.every((result) => result?.id === event.id)).toBe(true);
      expect(results.filter((result) => result?.status === 'accepted')).toHaveLength(1);
      expect(results.filter((result) => result?.status === 'duplicate')).toHaveLength(49);
      expect(new Set(results.map((result) => result?.receipt)).size).toBe(1);
    }
  });

  test('two endpoints on one database store each report once, whichever is asked', async () => {
    const one = await place.start({ load });
    const beside = temporaryFolder('beside');
    cpSync(join(one.folder, 'keys'), join(beside, 'keys'), { recursive: true });
    cpSync(join(one.folder, 'central.json'), join(beside, 'central.json'));
    const two = await place.start({ folder: beside, databaseUrl: one.databaseUrl, load });
    const device = await one.device('kiosk');
    const events = await device.events(60, (at) => feedbackOf(1 + (at % 5)));
    const posts = await Promise.all(
      Array.from({ length: 20 }, (_, at) => {
        device.url = at % 2 === 0 ? one.url : two.url;
        return device.results(events);
      }),
    );
    expect(await one.query('SELECT FROM ledger')).toHaveLength(60);
    expect(await stored(one)).toHaveLength(60);
    for (const at of events.keys()) {
      expect(posts.filter((results) => results[at]?.status === 'accepted')).toHaveLength(1);
      expect(new Set(posts.map((results) => results[at]?.receipt)).size).toBe(1);
    }
    // Both let lots leave at once; each message leaves once.
    const answers = async () => {
      await Promise.all([one.central.releaseIntake(), two.central.releaseIntake()]);
      return one.query('SELECT FROM answers');
    };
    await expect.poll(answers).toHaveLength(60);
    expect(await one.query('SELECT FROM intake')).toHaveLength(0);
    await two.central.close();
    removeDataFolder(beside);
  });

  test('the same id with one byte changed is refused and the stored report stays as it was', async () => {
    const central = await place.start();
    const device = await central.device('inspector');
    const event = await device.event(inspection);
    const [accepted] = await device.results([event]);
    const before = await central.query('SELECT * FROM inspector_reports');

    const again = { ...event, data: await device.seal({ ...inspection, inspectorId: 'inspector-8' }) };
    const [conflict] = await device.results([again]);
    expect(conflict).toMatchObject({
      status: 'refused',
      problem: { type: 'urn:fairdesk:problem:id-conflict', retryable: false },
    });

    // Only the first two bits of the last character are of the tag.
    const flipped = { ...event, data: `${event.data.slice(0, -1)}${event.data.endsWith('A') ? 'Q' : 'A'}` };
    const [altered] = await device.results([flipped]);
    expect(altered).toMatchObject({
      status: 'refused',
      problem: { type: 'urn:fairdesk:problem:id-conflict', retryable: false, instance: expect.any(String) },
    });

    expect(await central.query('SELECT * FROM inspector_reports')).toEqual(before);
    expect(before).toHaveLength(1);
    const [duplicate] = await device.results([event]);
    expect(duplicate).toMatchObject({ status: 'duplicate', receipt: accepted?.receipt });
  });

  test('the same bytes under another id are refused as reused', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const event = await device.event(feedback);
    const copy = { ...(await device.event(feedback)), data: event.data };
    await device.results([event]);
    const [result] = await device.results([copy]);
    expect(result).toMatchObject({
      status: 'refused',
      problem: { type: 'urn:fairdesk:problem:data-reused', retryable: false },
    });
  });

  test('duplicates inside one batch are told apart in the order they came', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const a = await device.event(feedback);
    const b = await device.event(feedback);
    const reused = { ...(await device.event(feedback)), id: `f${b.id.slice(1)}`, data: b.data };
    const conflicting = { ...(await device.event(feedback)), id: a.id };
    const results = await device.results([b, a, a, conflicting, b, reused]);
    expect(results.map(({ id, status }) => [id, status])).toEqual([
      [b.id, 'accepted'],
      [a.id, 'accepted'],
      [a.id, 'duplicate'],
      [a.id, 'refused'],
      [b.id, 'duplicate'],
      [reused.id, 'refused'],
    ]);
    expect(results[2]?.receipt).toBe(results[1]?.receipt);
    expect(results[3]?.problem?.type).toBe('urn:fairdesk:problem:id-conflict');
    expect(results[5]?.problem?.type).toBe('urn:fairdesk:problem:data-reused');
    expect(await central.query('SELECT FROM intake')).toHaveLength(2);
  });

  test('what is stored stays a duplicate when the key it was sealed to is no longer held', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const event = await device.event(feedback);
    const [accepted] = await device.results([event]);
    await central.central.close();
    const keys = join(central.folder, 'keys');
    const sealing = readdirSync(keys).find((name) => name.startsWith('sealing-')) ?? '';
    const receipt = readdirSync(keys).find((name) => name.startsWith('receipt-')) ?? '';
    // As after a rotation long ago: new keys in use, the old ones gone.
    const other = await place.start();
    for (const name of readdirSync(join(other.folder, 'keys'))) {
      if (!name.startsWith('content-')) cpSync(join(other.folder, 'keys', name), join(keys, name));
    }
    rmSync(join(keys, sealing));
    rmSync(join(keys, receipt));
    await central.query('UPDATE central SET sealing_kid = $1', [
      readdirSync(keys)
        .find((name) => name.startsWith('sealing-'))
        ?.slice('sealing-'.length, -'.json'.length),
    ]);
    const again = await place.start({ folder: central.folder, databaseUrl: central.databaseUrl });
    device.url = again.url;
    const [result] = await device.results([event]);
    expect(result?.status).toBe('duplicate');
    expect(result?.receipt).not.toBe(accepted?.receipt);
    const before = await device.readReceipt(accepted?.receipt);
    const claims: unknown = JSON.parse(Buffer.from(result?.receipt?.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toEqual(before.claims);
  });

  test('a sequence under two ids is accepted and the device flagged as a suspected clone', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const [a, b] = await device.events(2, () => feedback);
    expect((await device.results([a, { ...b, sequence: a?.sequence }])).map(({ status }) => status)).toEqual([
      'accepted',
      'accepted',
    ]);
    const [row] = await central.query<{ clone_suspected_at: Date | null }>('SELECT clone_suspected_at FROM devices');
    expect(row?.clone_suspected_at).not.toBeNull();
    expect(central.events).toContainEqual({ event: 'clone.suspected', device: device.id });
  });
});
