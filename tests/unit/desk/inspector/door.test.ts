/** Who gets in at an inspector's laptop, who waits, and what sends everybody out again. */
import { describe, expect, test } from 'vitest';
import type { InspectorStanding } from '../../../../src/shared/inspector.ts';
import { account, laptop, MINUTE, verifierOf, type Laptop } from './kit.ts';

const ONE = 'correct horse battery';
const TWO = 'staple of another';
const accounts = { ana: account(ONE, { person: 'Ana Ruiz', agency: 'dcwp' }), ben: account(TWO) };

const signIn = async ({ door }: Laptop, name = 'ana', passphrase = ONE, practice = false) => {
  const answer = await door.signIn(name, passphrase, practice);
  return answer.ok ? 'in' : answer.error.type;
};
const at = (standing: InspectorStanding) => (standing.at === 'door' ? `door, ${standing.why}` : standing.at);
/** Minutes as they pass at a desk that is awake. */
const minutes = ({ clock, door }: Laptop, count: number) => {
  for (let each = 0; each < count; each += 1) {
    clock.pass(MINUTE);
    door.tick();
  }
};

describe('signing in', () => {
  test('opens with the passphrase of an account of the configuration', async () => {
    const one = laptop({ accounts, agency: 'oath' });
    expect(one.door.standing()).toMatchObject({ at: 'door', accounts: 2, known: [], locked: null, why: 'never' });
    expect(await signIn(one)).toBe('in');
    expect(one.door.standing()).toEqual({
      at: 'work',
      who: { account: 'ana', person: 'Ana Ruiz' },
      agency: 'dcwp',
      practice: false,
      expired: false,
      draft: null,
    });
    expect(await signIn(one, 'ben', TWO)).toBe('in');
    // Whoever has no agency inspects for the laptop's; a name stands in for a person's.
    expect(one.door.standing()).toMatchObject({ who: { account: 'ben', person: 'ben' }, agency: 'oath' });
  });

  test('says nothing of which accounts there are', async () => {
    const one = laptop({ accounts });
    const tries = async (name: string) => {
      const said: unknown[] = [];
      for (let each = 0; each < 4; each += 1) said.push(await one.door.signIn(name, 'wrong', false));
      return said;
    };
    expect(await tries('nobody')).toEqual(await tries('ana'));
    expect(one.door.standing()).toMatchObject({ at: 'door', known: [] });
  });

  test('slows down after wrong passphrases, also the right one, also over a restart', async () => {
    const one = laptop({ accounts });
    for (let each = 0; each < 3; each += 1) expect(await signIn(one, 'ana', 'wrong')).toBe('wrong');
    expect(await signIn(one)).toBe('wait');
    const again = one.again();
    expect(await signIn(again)).toBe('wait');
    expect(await signIn(again, 'ben', TWO)).toBe('in');
    again.clock.pass(30_000);
    expect(await signIn(again)).toBe('in');
  });

  test('is one try at a time: many at once are no more than many in a row', async () => {
    const one = laptop({ accounts });
    const said = await Promise.all(Array.from({ length: 8 }, () => signIn(one, 'ana', 'wrong')));
    expect(said.filter((each) => each === 'wait')).toHaveLength(5);
  });

  test('is not there on a kiosk, nor before a configuration has brought accounts', async () => {
    expect(await signIn(laptop({ accounts, profile: 'kiosk' }))).toBe('wrong');
    const fresh = laptop();
    expect(await signIn(fresh)).toBe('wrong');
    fresh.configure({ ana: account(ONE) });
    expect(fresh.changes()).toBe(1);
    expect(await signIn(fresh)).toBe('in');
  });

  test('locks out whoever was at work', async () => {
    const one = laptop({ accounts });
    await signIn(one);
    const ana = one.door.atWork();
    expect(await signIn(one, 'ben', 'wrong')).toBe('wrong');
    expect(at(one.door.standing())).toBe('door, other');
    expect(() => ana?.encrypt(Buffer.from('x'))).toThrow('let go');
  });

  test('of practice is of practice, and so is any at a laptop in practice', async () => {
    const one = laptop({ accounts });
    await signIn(one, 'ana', ONE, true);
    expect(one.door.standing()).toMatchObject({ at: 'work', practice: true });
    const other = laptop({ accounts, practice: true });
    await signIn(other);
    expect(other.door.atWork()).toMatchObject({ practice: true });
  });

  test('does not let in whoever was locked out while they were checked', async () => {
    const one = laptop({ accounts });
    const trying = signIn(one);
    one.door.lock('asleep');
    expect(await trying).toBe('wait');
    const withdrawn = signIn(one);
    one.configure({ ben: accounts.ben });
    expect(await withdrawn).toBe('wrong');
    expect(at(one.door.standing())).toBe('door, never');
  });
});

describe('an account', () => {
  test('that the next configuration lacks, or gives another passphrase, is locked out at once', async () => {
    for (const next of [{ ben: accounts.ben }, { ana: account('another'), ben: accounts.ben }]) {
      const one = laptop({ accounts });
      await signIn(one);
      const before = one.changes();
      one.configure(next);
      expect(at(one.door.standing())).toBe('door, revoked');
      expect(one.changes()).toBe(before + 1);
    }
  });

  test('keeps working through a configuration that leaves it as it is', async () => {
    const one = laptop({ accounts });
    await signIn(one);
    one.configure({ ...accounts, ben: account('another') });
    expect(one.door.standing()).toMatchObject({ at: 'work', who: { account: 'ana' } });
    one.configure({ ...accounts, ana: { ...accounts.ana, person: 'Ana Ruiz Paz', agency: null } });
    expect(one.door.standing()).toMatchObject({ at: 'work', agency: null });
  });

  test('may begin new work on its last day in the City and not on the next', async () => {
    const one = laptop({ accounts: { ana: account(ONE, { until: '2026-11-23' }) } });
    // 23:59 in New York is the next day in Greenwich.
    one.clock.setWall(Date.parse('2026-11-24T04:59:00Z'));
    expect(await signIn(one)).toBe('in');
    expect(one.door.atWork()?.expired()).toBe(false);
    one.clock.setWall(Date.parse('2026-11-24T05:00:00Z'));
    expect(one.door.atWork()?.expired()).toBe(true);
    expect(await signIn(one)).toBe('expired');
    expect(at(one.door.standing())).toBe('door, other');
  });

  test('that has expired comes in while something of it is open', async () => {
    const one = laptop({ accounts: { ana: account(ONE) } });
    await signIn(one);
    const sealed = one.door.atWork()?.encrypt(Buffer.from('a draft'));
    one.store.work.add({
      id: '0193575a-0000-7000-8000-000000000001',
      account: 'ana',
      kind: 'rights-review',
      state: 'draft',
      practice: false,
      revision: 1,
      changed: 1,
      report: null,
      sequence: null,
      generation: sealed?.generation ?? 0,
      sealed: sealed?.sealed ?? Buffer.alloc(0),
    });
    one.configure({ ana: { ...account(ONE), until: '2020-01-01' } });
    expect(await signIn(one)).toBe('in');
    expect(one.door.standing()).toMatchObject({ at: 'work', expired: true });
  });
});

describe('a laptop left alone', () => {
  test('locks, and keeps whose work waits and which draft was open', async () => {
    const one = laptop({ accounts });
    await signIn(one);
    one.door.opened('0193575a-0000-7000-8000-000000000001');
    minutes(one, 5);
    expect(at(one.door.standing())).toBe('work');
    minutes(one, 1);
    expect(one.door.standing()).toMatchObject({
      at: 'door',
      why: 'idle',
      locked: { account: 'ana', person: 'Ana Ruiz', draft: true },
      known: [{ account: 'ana', person: 'Ana Ruiz' }],
    });
    expect(await signIn(one, 'ben', TWO)).toBe('in');
    expect(one.door.standing()).toMatchObject({ draft: null });
    expect(await signIn(one)).toBe('in');
    expect(one.door.standing()).toMatchObject({ draft: '0193575a-0000-7000-8000-000000000001' });
  });

  test('says of whom nothing is open only that they were at work', async () => {
    const one = laptop({ accounts });
    await signIn(one);
    minutes(one, 6);
    expect(one.door.standing()).toMatchObject({ why: 'idle', locked: { account: 'ana', draft: false } });
    expect(one.again().door.standing()).toMatchObject({ why: 'reloaded', locked: { account: 'ana', draft: false } });
  });

  test('stays open while somebody does something, and is not opened again by a page that comes late', async () => {
    const one = laptop({ accounts });
    await signIn(one);
    for (let each = 0; each < 20; each += 1) {
      minutes(one, 1);
      one.door.active();
    }
    expect(at(one.door.standing())).toBe('work');
    minutes(one, 4);
    one.clock.pass(76_000);
    one.door.active();
    expect(at(one.door.standing())).toBe('door, idle');
  });

  test('locks when it slept, whoever notices first', async () => {
    const slept = laptop({ accounts });
    await signIn(slept);
    slept.clock.setWall(slept.clock.wall() + 3_600_000);
    expect(slept.door.atWork()).toBeNull();
    expect(at(slept.door.standing())).toBe('door, asleep');
    const late = laptop({ accounts });
    await signIn(late);
    late.clock.pass(200_000);
    late.door.tick();
    expect(at(late.door.standing())).toBe('door, asleep');
  });

  test('is at the door after a restart, with the draft of whoever was at work', async () => {
    const one = laptop({ accounts });
    await signIn(one);
    one.door.opened('0193575a-0000-7000-8000-000000000001');
    const again = one.again();
    expect(again.door.standing()).toMatchObject({ at: 'door', why: 'reloaded', locked: { account: 'ana' } });
    await signIn(again);
    expect(again.door.standing()).toMatchObject({ draft: '0193575a-0000-7000-8000-000000000001' });
    again.door.opened(null);
    again.door.lock('asked');
    expect(again.door.standing()).toMatchObject({ at: 'door', why: 'asked', locked: null });
  });
});

describe("the owner's turn", () => {
  const handedOver = async () => {
    const one = laptop({ accounts });
    await signIn(one);
    expect(one.door.beginOwnersTurn('0193575a-0000-7000-8000-000000000001', 'rights')).toBe(true);
    return one;
  };

  test('begins from work alone, and only once', async () => {
    const one = laptop({ accounts });
    expect(one.door.beginOwnersTurn(null, 'survey')).toBe(false);
    await signIn(one);
    expect(one.door.beginOwnersTurn(null, 'survey')).toBe(true);
    expect(one.door.beginOwnersTurn(null, 'rights')).toBe(false);
    expect(one.door.standing()).toEqual({ at: 'owner', turn: 'survey', waitSeconds: 0 });
  });

  test('has nobody at work, and nobody signs in', async () => {
    const one = await handedOver();
    expect(one.door.atWork()).toBeNull();
    expect(await signIn(one, 'ben', TWO)).toBe('owner-turn');
    expect(one.door.ownersTurn()).toMatchObject({ turn: 'rights', by: { account: 'ana' } });
  });

  test('ends with the passphrase of whoever handed the laptop over, and wrong ones slow down', async () => {
    const one = await handedOver();
    expect(await one.door.takeBack(TWO)).toMatchObject({ error: { type: 'wrong' } });
    await one.door.takeBack('wrong');
    expect(await one.door.takeBack('wrong')).toMatchObject({ error: { type: 'wrong', waitSeconds: 30 } });
    expect(await one.door.takeBack(ONE)).toMatchObject({ error: { type: 'wait' } });
    expect(one.door.standing()).toMatchObject({ at: 'owner', waitSeconds: 30 });
    one.clock.pass(30_000);
    expect(await one.door.takeBack(ONE)).toEqual({ ok: true, value: null });
    expect(at(one.door.standing())).toBe('work');
    expect(await one.door.takeBack(ONE)).toMatchObject({ error: { type: 'closed' } });
  });

  test('lasts while an owner reads, and ends at the door with sleep, an hour of nothing or a revoked account', async () => {
    const read = await handedOver();
    minutes(read, 29);
    expect(at(read.door.standing())).toBe('owner');
    minutes(read, 2);
    expect(at(read.door.standing())).toBe('door, idle');
    const slept = await handedOver();
    slept.door.lock('asleep');
    expect(at(slept.door.standing())).toBe('door, asleep');
    const revoked = await handedOver();
    revoked.configure({});
    expect(at(revoked.door.standing())).toBe('door, revoked');
  });
});

test('a verifier of an earlier configuration opens nothing, whatever else the account keeps', async () => {
  const one = laptop({ accounts });
  await signIn(one);
  one.configure({ ana: { ...accounts.ana, verifier: verifierOf('another') } });
  expect(await signIn(one)).toBe('wrong');
  expect(await signIn(one, 'ana', 'another')).toBe('in');
  expect(one.keys.generations('ana')).toHaveLength(1);
});
