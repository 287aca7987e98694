/**
 * Drafts go to another account, or back to their own after its passphrase was lost, by order of the central
 * endpoint. The laptop offers the keys of the one who had them as it holds them, sealed to the central
 * endpoint; they come back sealed to a key of the one who gets them, who must have signed in. Keys that are
 * wrong, or somebody else's, change nothing.
 */
import { compactDecrypt } from 'jose';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';
import {
  handoverKeySchema,
  handoverOrderSchema,
  HANDOVERS,
  HANDOVERS_MAX,
  type HandoverKey,
  type HandoverOffer,
  type HandoverOrder,
} from '../../shared/wire/handover.ts';
import { readConfiguration } from '../configuration/kept.ts';
import { decryptUnder } from '../keys/cipher.ts';
import type { DeskLog } from '../log-events.ts';
import { readEnrollment, type DeviceRecords } from '../store/device-records.ts';
import { attempt } from '../store/failures.ts';
import type { WorkTable } from '../store/work-table.ts';
import type { AccountKeys, Generation } from './account-keys.ts';
import type { Door, Within } from './open-door.ts';
import type { TakeOver } from './recover.ts';

export interface HandoverParts {
  readonly records: DeviceRecords;
  readonly work: Pick<WorkTable, 'generations'>;
  readonly keys: AccountKeys;
  readonly door: Pick<Door, 'held'>;
  readonly takeOver: TakeOver;
  /** Whoever is at work has more than before. */
  readonly changed: () => void;
  readonly log: DeskLog;
}

export interface Handovers {
  /** What the heartbeat says of them. */
  offers(): HandoverOffer[];
  /** Does those for whoever is at work; to be called when somebody signed in and when a configuration has come. */
  run(): Promise<void>;
}

const DONE = 'inspector-handovers-done';
const doneSchema = z.array(z.string());
const RECOVERIES_MAX = 20;

export function openHandovers(parts: HandoverParts): Handovers {
  const { records, work, keys, door, log } = parts;
  const refusals = new Set<string>();
  let running: Promise<void> = Promise.resolve();

  const orders = (): HandoverOrder[] => {
    const listed = readConfiguration(records)?.settings[HANDOVERS];
    return (Array.isArray(listed) ? listed.slice(0, HANDOVERS_MAX) : []).flatMap(
      (each) => handoverOrderSchema.safeParse(each).data ?? [],
    );
  };
  const done = () => records.read(DONE, doneSchema) ?? [];
  /** Those that are gone from the configuration are forgotten. */
  const noteDone = (id: string) => {
    const open = new Set(orders().map((each) => each.id));
    records.write(DONE, [...new Set([...done().filter((each) => open.has(each)), id])]);
  };

  /** From another account what is open; to oneself all that lies under a passphrase that was lost. */
  const lacking = (order: HandoverOrder, held: Within): number[] =>
    order.from === order.to
      ? work.generations(order.from, 'all').filter((generation) => !held.keys.holds(generation))
      : work.generations(order.from, 'open');

  const refuse = (order: HandoverOrder, reason: 'no-key' | 'not-for-us' | 'unreadable') => {
    if (refusals.has(`${order.id} ${reason}`)) return;
    refusals.add(`${order.id} ${reason}`);
    log({ event: 'handover-refused', order: order.id, reason });
  };

  const openAll = async (
    order: HandoverOrder,
    generations: readonly number[],
    held: Within,
  ): Promise<ReadonlyMap<number, Uint8Array>> => {
    const opened = new Map<number, Uint8Array>();
    for (const generation of generations) {
      const sealed = order.keys.find((each) => each.generation === generation)?.sealed;
      if (sealed === undefined) {
        // They come with a later configuration; until the first has come there is nothing to say.
        if (order.keys.length > 0) refuse(order, 'no-key');
        continue;
      }
      const key = await openKey(sealed, held);
      if (!key.ok) {
        refuse(order, 'unreadable');
        continue;
      }
      const { device, account } = key.value;
      const isOurs = device === readEnrollment(records)?.deviceId && account === order.from;
      if (!isOurs || key.value.generation !== generation) {
        refuse(order, 'not-for-us');
        continue;
      }
      opened.set(generation, Buffer.from(key.value.key, 'base64url'));
    }
    return opened;
  };

  const take = async (order: HandoverOrder, held: Within): Promise<void> => {
    const generations = lacking(order, held);
    const opened = await openAll(order, generations, held);
    try {
      // Locked out meanwhile: when they sign in again it is done.
      if (door.held()?.who === held.who) takeWith(opened, generations, order, held);
    } finally {
      for (const key of opened.values()) key.fill(0);
    }
  };

  const takeWith = (
    opened: ReadonlyMap<number, Uint8Array>,
    generations: readonly number[],
    order: HandoverOrder,
    held: Within,
  ): void => {
    const isWhole = opened.size === generations.length;
    if (opened.size === 0 && !isWhole) return;
    const decrypt = (generation: number, sealed: Uint8Array) => {
      const key = opened.get(generation);
      return key === undefined ? null : decryptUnder(key, sealed);
    };
    const taken = attempt(() =>
      records.together(() => {
        const rows =
          opened.size === 0
            ? 0
            : parts.takeOver({ account: order.from, decrypt }, held.who, order.from === order.to ? 'all' : 'open');
        if (isWhole && (rows > 0 || generations.length === 0)) noteDone(order.id);
        return rows;
      }),
    );
    if (!taken.ok) return;
    // The right names on keys of a database before it was rebuilt: nothing lies under them any more.
    if (taken.value === 0 && generations.length > 0) return refuse(order, 'unreadable');
    if (order.from === order.to) {
      attempt(() => keys.dropUnused(order.from, held.keys, work.generations(order.from, 'all')));
    }
    log({ event: 'handover-done', order: order.id, rows: taken.value });
    if (taken.value > 0) parts.changed();
  };

  const runAll = async () => {
    for (const order of orders()) {
      const held = door.held();
      if (held === null || order.to !== held.who.account || done().includes(order.id)) continue;
      await take(order, held);
    }
  };

  return {
    offers: () =>
      orders().map((order) => ({
        id: order.id,
        done:
          done().includes(order.id) || (order.from !== order.to && work.generations(order.from, 'open').length === 0),
        recovery: keys.generations(order.from).flatMap(offered).slice(-RECOVERIES_MAX),
        publicKey: keys.publicKey(order.to),
      })),
    run() {
      const next = running.then(runAll);
      // What one cut short, the next does.
      running = next.catch(() => undefined);
      return next;
    },
  };
}

function offered({ generation, recovery }: Generation): HandoverOffer['recovery'] {
  return recovery === null ? [] : [{ generation, sealed: recovery.sealed }];
}

/** jose takes other algorithms for the same key unless it is told which. */
const ALGORITHMS = { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ['A256GCM'] };

async function openKey(sealed: string, held: Within): Promise<Result<HandoverKey, { readonly type: 'unreadable' }>> {
  for (const privateKey of held.keys.privateKeys()) {
    try {
      const { plaintext } = await compactDecrypt(sealed, privateKey, ALGORITHMS);
      const key = handoverKeySchema.safeParse(JSON.parse(new TextDecoder().decode(plaintext)));
      plaintext.fill(0);
      return key.success ? ok(key.data) : err({ type: 'unreadable' });
    } catch {
      // Sealed to an earlier key of this account, or altered.
    }
  }
  return err({ type: 'unreadable' });
}
