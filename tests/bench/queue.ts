/** The queue core without crypto: one report a transaction, on disk when the call returns. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { mintId, sealedReport } from '../../src/desk/reports/mint.ts';
import { openDatabase } from '../../src/desk/store/database.ts';
import { openStore, type Store } from '../../src/desk/store/store.ts';
import type { SealedReport, Submission } from '../../src/desk/store/report-table.ts';
import { startOfHour } from '../../src/shared/clock.ts';
import { besidePeer, type Bench } from './bench.ts';
import { enrollmentOf, systemClock } from './fixtures.ts';
import { measure, type Side } from './measure.ts';
import { openLiteque, openPlainjob } from './queue-peers.ts';

const ROUNDS = 9;
const ITEMS = 1000;
const LEASE_MS = 60_000;
/** As long as a real one. */
const RECEIPT = 'x'.repeat(560);

export const queueBench: Bench = {
  against:
    'a bare better-sqlite3 loop at the same pragmas that inserts an id and the same bytes, and the queues plainjob and liteque from npm with WAL and synchronous=FULL',
  async run({ folder }) {
    const { deviceId } = enrollmentOf();
    const data = randomBytes(768).toString('base64url');
    const moment = startOfHour(Date.now());
    const made = () => sealedReport(mintId(moment, randomBytes), deviceId, 'org.fairdesk.feedback.v1', moment, data);
    const event = JSON.stringify({ ...made(), sha256: undefined, specversion: '1.0', sequence: '0000000000000001' });

    const store = openStore({ folder, clock: systemClock, random: randomBytes });
    const ours = committing(store, made);
    const bare = openBare(folder, event);
    const loop = await measure(ours, bare.side, ROUNDS, ITEMS);
    bare.close();

    const liteque = openLiteque(folder);
    const besideLiteque = await measure(ours, { once: () => liteque.add(event) }, ROUNDS, ITEMS);
    liteque.close();

    const plainjob = openPlainjob(folder);
    const adding = { once: () => plainjob.add(event) };
    const besidePlainjob = await measure(ours, adding, ROUNDS, ITEMS);
    const besidePlainjobBare = await measure(committing(store, made, false), adding, ROUNDS, ITEMS);
    const take = await measure(taking(store), { once: () => plainjob.take() }, ROUNDS, ITEMS);
    plainjob.close();
    store.close();

    const ahead = { bound: '≥', value: 1 } as const;
    const perSecond = (of: Awaited<ReturnType<typeof measure>>) => ({
      ours: of.ours.perSecond,
      peer: of.peer.perSecond,
      ratio: of.ratio.perSecond,
    });
    return [
      besidePeer('put in, beside the bare loop', '/s', perSecond(loop), { bound: '≥', value: 0.8 }),
      besidePeer('p99', 'ms', { ours: loop.ours.p99, peer: loop.peer.p99, ratio: loop.ratio.p99 }),
      besidePeer('put in, beside plainjob', '/s', perSecond(besidePlainjob), ahead),
      besidePeer("put in without a form's key, beside plainjob", '/s', perSecond(besidePlainjobBare), ahead),
      besidePeer('put in, beside liteque', '/s', perSecond(besideLiteque), ahead),
      besidePeer('claimed and settled, beside plainjob', '/s', perSecond(take), ahead),
    ];
  },
};

/** Ids, hashes and keys are made before a round: random bytes and SHA-256 are no work of the queue's. A form's key makes the same form sent twice one report. */
function committing(store: Store, made: () => SealedReport, withForm = true): Side {
  const ready: { report: SealedReport; form: Submission | null }[] = [];
  return {
    prepare() {
      ready.length = 0;
      for (let at = 0; at < ITEMS; at += 1) {
        const form = { key: randomUUID(), reference: 'ABCD-EFGH', hour: 494_000 };
        ready.push({ report: made(), form: withForm ? form : null });
      }
    },
    once() {
      const next = ready.pop();
      if (next !== undefined) store.reports.commit(next.report, next.form);
    },
  };
}

/** One report a time, though delivery takes 500: two transactions each, as the peer's. */
function taking({ outbox }: Store): Side {
  return {
    once() {
      const claimed = outbox.claim(performance.now(), { events: 1, bytes: 1_000_000 }, LEASE_MS);
      outbox.settle(claimed.map(({ id }) => ({ kind: 'delivered', id, receipt: RECEIPT })));
    },
  };
}

function openBare(folder: string, event: string): { side: Side; close(): void } {
  const beside = join(folder, 'bare');
  mkdirSync(beside);
  const bare = openDatabase(beside, 'write');
  bare.exec('CREATE TABLE item (id BLOB PRIMARY KEY, event TEXT NOT NULL) STRICT');
  const insert = bare.prepare<[Uint8Array, string]>('INSERT INTO item (id, event) VALUES (?, ?)');
  const ids: Buffer[] = [];
  return {
    side: {
      prepare() {
        ids.length = 0;
        for (let at = 0; at < ITEMS; at += 1) ids.push(randomBytes(16));
      },
      once() {
        const id = ids.pop();
        if (id !== undefined) insert.run(id, event);
      },
    },
    close: () => bare.close(),
  };
}
