/** Whatever is sent by a page behind the inspector's door, or in an owner's hands: a typed answer, and the desk goes on. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desk } from '../../../src/desk/desk.ts';
import { fileKeyStore } from '../../../src/desk/keys/file-key-store.ts';
import { openDesk } from '../../../src/desk/open.ts';
import { openStore } from '../../../src/desk/store/store.ts';
import { callSchemas, type CallName } from '../../../src/shared/bridge.ts';
import type { OpenReview } from '../../../src/shared/inspector.ts';
import { emptyReview } from '../../../src/shared/reviews/draft.ts';
import { account, configured, enrolled, sealingPair } from '../../unit/desk/inspector/kit.ts';
import { movedClock, random } from '../../unit/desk/store/kit.ts';
import { broken, FULL, pollution, runs, valid } from './generate.ts';

const RUNS = Math.ceil(runs(2_000) / 20);
const PASSPHRASE = 'correct horse battery';
const names = (Object.keys(callSchemas) as CallName[]).filter((name) =>
  /^(inspector|business|review|owner)[.]/.test(name),
);

let folder: string;
let desk: Desk;
const failed: unknown[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairdesk-fuzz-'));
  const clock = movedClock(Date.now());
  const store = openStore({ folder, clock, random });
  enrolled(store, sealingPair());
  configured(store, { 'staffAccount.ana': account(PASSPHRASE, { agency: 'dcwp' }) });
  store.close();
  desk = await openDesk({
    folder,
    resources: join(import.meta.dirname, '../../../resources'),
    appVersion: '0.0.0',
    clock,
    random: randomBytes,
    keyStore: fileKeyStore(folder),
    log: (event) => {
      if ((event as { event?: unknown }).event === 'call-failed') failed.push(event);
    },
  });
});
afterAll(async () => {
  await desk?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask<T>(name: CallName, input: unknown): Promise<T> {
  const reply = await desk.call(name, input);
  if (!reply.ok) throw new Error(`${name}: ${reply.error.type}`);
  return reply.value as T;
}

async function atWork(): Promise<void> {
  if ((await ask<{ at: string }>('inspector.standing', {})).at === 'work') return;
  const taken = await ask<{ ok: boolean }>('owner.takeBack', { passphrase: PASSPHRASE });
  if (taken.ok) return;
  expect(await ask('inspector.signIn', { account: 'ana', passphrase: PASSPHRASE, practice: false })).toMatchObject({
    ok: true,
  });
}

/** The input aims at a draft that is there more often than not. */
function aimed(name: CallName, drafts: readonly OpenReview[]): fc.Arbitrary<unknown> {
  const right = valid(callSchemas[name]);
  const own = fc.tuple(right, fc.constantFrom(...drafts)).map(([input, { id, revision }]) => ({
    ...(input as object),
    ...(name.startsWith('review.') && name !== 'review.start' ? { id, revision } : {}),
  }));
  return fc.oneof(
    { weight: 3, arbitrary: own },
    { weight: 1, arbitrary: right },
    { weight: 3, arbitrary: broken(own) },
  );
}

async function begun(): Promise<OpenReview> {
  const started = await ask<{ ok: boolean; value: OpenReview }>('review.start', { business: null, owed: null });
  expect(started.ok).toBe(true);
  return started.value;
}

async function expectTyped(name: CallName, input: unknown): Promise<void> {
  const answer = await desk.call(name, input);
  if (!answer.ok) expect(answer.error.type).toMatch(/^(unknown-call|bad-argument)$/);
  expect(() => JSON.stringify(answer)).not.toThrow();
}

test(`behind the door every call takes ${RUNS} inputs`, { timeout: FULL ? 3_600_000 : 60_000 }, async () => {
  for (const name of names.filter((each) => !/signIn|recover|takeBack/.test(each))) {
    await atWork();
    const drafts = [await begun(), await begun()];
    await fc.assert(
      fc.asyncProperty(aimed(name, drafts), async (input) => {
        await expectTyped(name, input);
        if (name === 'owner.begin' || name === 'inspector.lock') await atWork();
      }),
      { numRuns: name === 'owner.begin' || name === 'inspector.lock' ? Math.min(RUNS, 20) : RUNS },
    );
  }
  expect(failed).toEqual([]);
  expect(pollution()).toEqual([]);
});

test(
  "in the owner's turn every call does, and the draft is still there",
  { timeout: FULL ? 3_600_000 : 60_000 },
  async () => {
    await atWork();
    const draft = await begun();
    const said = { ...emptyReview(), business: { ...emptyReview().business, name: 'a bakery' } };
    expect(await ask('review.save', { id: draft.id, revision: draft.revision, draft: said })).toMatchObject({
      ok: true,
    });
    expect(await ask('owner.begin', { id: draft.id, turn: 'rights' })).toMatchObject({ ok: true });
    for (const name of names.filter((each) => !/recover|takeBack/.test(each))) {
      await fc.assert(
        fc.asyncProperty(aimed(name, [draft]), (input) => expectTyped(name, input)),
        { numRuns: RUNS },
      );
      expect(await ask('inspector.standing', {})).toMatchObject({ at: 'owner' });
    }
    await atWork();
    expect(await ask('review.read', { id: draft.id })).toMatchObject({
      ok: true,
      value: { draft: { business: { name: 'a bakery' } } },
    });
    expect(failed).toEqual([]);
    expect(pollution()).toEqual([]);
  },
);
