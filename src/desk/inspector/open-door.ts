/**
 * The door of an inspector's laptop. The desk holds it, never the page. It opens by the passphrase of an
 * account of the configuration, one try at a time; it locks when it is told to, when nobody does anything,
 * when the machine slept and when the account is gone. Locked means that no key is left in the memory.
 */
import { z } from 'zod';
import { cityDay, type Clock } from '../../shared/clock.ts';
import type { InspectorStanding, KnownAccount, LockReason, OwnerTurn, SignInError } from '../../shared/inspector.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { clockOffset } from '../device/connection.ts';
import type { DeskLog } from '../log-events.ts';
import type { DeviceRecords } from '../store/device-records.ts';
import { attempt, storeFailure, type StoreError } from '../store/failures.ts';
import type { AccountKeys, HeldKeys } from './account-keys.ts';
import type { Account, Accounts } from './accounts.ts';
import type { AtWork, InspectorDoor } from './door.ts';
import { hasSlept, isIdle, momentOf } from './idle.ts';
import type { Passphrases } from './passphrases.ts';

export interface DoorParts {
  readonly records: DeviceRecords;
  readonly clock: Clock;
  readonly accounts: Accounts;
  readonly keys: AccountKeys;
  readonly passphrases: Passphrases;
  /** Whether an account has a draft or an owed copy here. */
  readonly hasOpen: (account: string) => boolean;
  /** Under which of an account's keys anything lies. */
  readonly inUse: (account: string) => readonly number[];
  readonly lockAfterSeconds: () => number;
  readonly practice: () => boolean;
  /** Of the laptop, for accounts that have none. */
  readonly agency: () => string | null;
  /** How often `tick` is called. */
  readonly tickMs: number;
  /** Somebody came or went, or the laptop was handed over or taken back. */
  readonly changed: () => void;
  /** Somebody has signed in: their keys are held. */
  readonly entered: () => void;
  readonly log: DeskLog;
}

/** As the room has it that the door belongs to. */
export interface Door extends InspectorDoor {
  /** Whoever is at work or has handed the laptop over, and their keys. */
  held(): Within | null;
  /** The configuration may hold other accounts now. */
  reload(): void;
  /** To be called every `tickMs`. */
  tick(): void;
  /** Locks where nobody did anything for too long, or the machine slept. */
  look(): void;
  /** Lets go of the keys as a process that ends does: whoever was at work is told so after the next start. */
  close(): void;
}

export interface Within {
  readonly who: AtWork;
  readonly keys: HeldKeys;
  /** What they signed in against: another one locks them out. */
  readonly verifier: string;
  turn: { readonly draft: string | null; readonly turn: OwnerTurn } | null;
}

const RECORD = 'inspector-desk';
const keptSchema = z.object({
  /** Who was at work last and did not end it. */
  last: z.string().nullable(),
  /** Which draft each account has open. */
  open: z.record(z.string(), z.string()),
});
type Kept = z.infer<typeof keptSchema>;

export function openInspectorDoor(parts: DoorParts): Door {
  const { records, clock, accounts, keys, passphrases } = parts;
  let kept: Kept = records.read(RECORD, keptSchema.nullable().catch(null)) ?? { last: null, open: {} };
  let within: Within | null = null;
  let why: LockReason = kept.last === null ? 'never' : 'reloaded';
  /** Whoever asked before it was locked is not let in after. */
  let locks = 0;
  let activeAt = clock.monotonic();
  let seen = momentOf(clock);
  let tickedAt = seen.monotonic;
  let trying: Promise<unknown> = Promise.resolve();

  /** A disk that takes nothing keeps nobody from work: only where they were is forgotten. */
  const keep = (changed: Partial<Kept>) => {
    kept = { ...kept, ...changed };
    attempt(() => records.write(RECORD, kept));
  };
  const active = () => {
    activeAt = clock.monotonic();
  };
  const turnNow = () => within?.turn ?? null;
  const known = (name: string): KnownAccount | null => {
    const account = accounts.find(name);
    return account === null || !keys.knows(name) ? null : { account: name, person: account.person };
  };
  const isOver = ({ until }: Account) => until !== null && cityDay(clock.wall() + clockOffset(records)) > until;

  function lock(reason: LockReason): void {
    locks += 1;
    if (within === null) return;
    const { who, keys: held } = within;
    within = null;
    why = reason;
    held.letGo();
    const ended = reason === 'revoked' || (reason === 'asked' && kept.open[who.account] === undefined);
    keep({ last: ended ? null : who.account });
    parts.log({ event: 'inspector-door', what: reason });
    parts.changed();
  }

  function look(): void {
    const now = momentOf(clock);
    const slept = hasSlept({ seen, tickedAt, tickMs: parts.tickMs, now });
    const idle = isIdle({
      activeAt,
      now: now.monotonic,
      lockAfterSeconds: parts.lockAfterSeconds(),
      ownersTurn: turnNow() !== null,
    });
    seen = now;
    if (slept) {
      tickedAt = now.monotonic;
      lock('asleep');
    } else if (idle && within !== null) lock('idle');
  }

  const enter = (account: Account, held: HeldKeys, practice: boolean) => {
    const { name, verifier } = account;
    within = { who: atWork(account, held, practice), keys: held, verifier, turn: null };
    active();
    keep({ last: name });
    parts.log({ event: 'inspector-door', what: 'opened' });
    parts.changed();
    parts.entered();
  };

  function atWork(account: Account, held: HeldKeys, practice: boolean): AtWork {
    const now = () => accounts.find(account.name) ?? account;
    return {
      account: account.name,
      person: account.person,
      get agency() {
        return now().agency ?? parts.agency();
      },
      practice,
      expired: () => isOver(now()),
      encrypt: held.encrypt,
      decrypt: held.decrypt,
      holds: held.holds,
    };
  }

  /** One by one, so that many at once are no more tries than many in a row. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = trying.then(work);
    trying = next.catch(() => undefined);
    return next;
  };

  const tryToEnter = async (
    name: string,
    passphrase: string,
    practice: boolean,
    asked: number,
  ): Promise<Result<null, SignInError>> => {
    const tried = await passphrases.check(name, passphrase);
    if (!tried.ok) {
      parts.log({ event: 'inspector-door', what: 'refused' });
      return tried;
    }
    const account = accounts.find(name);
    // Taken away, or locked, while it was checked.
    if (account?.verifier !== tried.value.verifier) return err({ type: 'wrong', waitSeconds: 0 });
    if (isOver(account) && !parts.hasOpen(name)) return err({ type: 'expired' });
    const opened = await opening(keys.open(name, account.person, passphrase, parts.inUse(name)));
    if (!opened.ok) return opened;
    if (asked !== locks || accounts.find(name)?.verifier !== account.verifier) {
      opened.value.letGo();
      return err({ type: 'wait', waitSeconds: 0 });
    }
    enter(account, opened.value, practice || parts.practice());
    return ok(null);
  };

  const tryToTakeBack = async (passphrase: string): Promise<Result<null, SignInError | { type: 'closed' }>> => {
    const handedOver = within;
    if (handedOver === null || handedOver.turn === null) return err({ type: 'closed' });
    const tried = await passphrases.check(handedOver.who.account, passphrase);
    if (within !== handedOver) return err({ type: 'closed' });
    if (!tried.ok) return tried;
    handedOver.turn = null;
    active();
    parts.changed();
    return ok(null);
  };

  const standing = (): InspectorStanding => {
    look();
    if (within === null) {
      const last = kept.last === null ? null : known(kept.last);
      const locked = last === null ? null : { ...last, draft: kept.open[last.account] !== undefined };
      const here = accounts.all().flatMap(({ name }) => known(name) ?? []);
      const waits = locked ?? (here.length === 1 ? here[0] : undefined);
      const waitSeconds = waits === undefined ? 0 : passphrases.waitSeconds(waits.account);
      return { at: 'door', known: here, accounts: accounts.all().length, locked, why, waitSeconds };
    }
    const { who, turn } = within;
    if (turn !== null) {
      return { at: 'owner', turn: turn.turn, waitSeconds: passphrases.waitSeconds(who.account) };
    }
    return {
      at: 'work',
      who: { account: who.account, person: who.person },
      agency: who.agency,
      practice: who.practice,
      expired: who.expired(),
      draft: kept.open[who.account] ?? null,
    };
  };

  return {
    standing,
    atWork() {
      look();
      return within === null || within.turn !== null ? null : within.who;
    },
    ownersTurn() {
      look();
      return within === null || within.turn === null ? null : { by: within.who, ...within.turn };
    },
    held: () => within,
    signIn(name, passphrase, practice) {
      look();
      if (turnNow() !== null) return Promise.resolve(err({ type: 'owner-turn' }));
      lock('other');
      const asked = locks;
      return inTurn(() => tryToEnter(name, passphrase, practice, asked));
    },
    lock,
    active() {
      look();
      active();
    },
    opened(draft) {
      const account = within?.who.account;
      if (account === undefined || (kept.open[account] ?? null) === draft) return;
      const { [account]: _, ...others } = kept.open;
      keep({ open: draft === null ? others : { ...others, [account]: draft } });
    },
    beginOwnersTurn(draft, turn) {
      look();
      if (within === null || within.turn !== null) return false;
      within.turn = { draft, turn };
      active();
      parts.changed();
      return true;
    },
    takeBack(passphrase) {
      look();
      return inTurn(() => tryToTakeBack(passphrase));
    },
    look,
    reload() {
      const before = JSON.stringify(standing());
      accounts.reload();
      if (within !== null && accounts.find(within.who.account)?.verifier !== within.verifier) lock('revoked');
      else if (JSON.stringify(standing()) !== before) parts.changed();
    },
    tick() {
      look();
      tickedAt = clock.monotonic();
      passphrases.tick();
    },
    close() {
      locks += 1;
      within?.keys.letGo();
      within = null;
    },
  };
}

/** The disk may not take a key that is new. */
async function opening(held: Promise<HeldKeys>): Promise<Result<HeldKeys, { readonly type: StoreError['type'] }>> {
  try {
    return ok(await held);
  } catch (error) {
    const failure = storeFailure(error);
    if (failure === null) throw error;
    return err({ type: failure.type });
  }
}
