/** What the central endpoint takes in, beside its own cryptography with nothing around it. */
import { createPublicKey, randomUUID, verify, type KeyObject } from 'node:crypto';
import { readClaim } from '../../src/central/http/signature.ts';
import { unseal } from '../../src/central/ingest/unseal.ts';
import { openKeyring, type Keyring } from '../../src/central/keys/keyring.ts';
import { signReceipt } from '../../src/central/keys/signing.ts';
import { bareLoad, REPORTS_PATH, withCentral, type Prepared } from './backlog.ts';
import { besidePeer, type Bench } from './bench.ts';
import { paired, rate } from './measure.ts';

const ROUNDS = 7;
const REPORTS = 3_000;
const BATCH = 100;
const IN_FLIGHT = 4;

export const ingestBench: Bench = {
  against:
    'the same cryptography alone, by the same functions (node:crypto, synchronous) in a tight loop on the same cores: request verified, batch unsealed, receipts signed',
  run: () =>
    withCentral(async (central) => {
      const load = await bareLoad(central);
      const keyring = await openKeyring(central.folder, Date.now(), randomUUID);
      const key = createPublicKey({ key: load.publicJwk, format: 'jwk' });
      const rounds: [number, number][] = [];
      for (let at = 0; at <= ROUNDS; at += 1) {
        const requests = await load.prepare(REPORTS, BATCH);
        const ours = await rate(REPORTS, () => load.send(requests, IN_FLIGHT));
        const alone = requests.map((request) => ({ request, sealed: sealedIn(request) }));
        const peer = await rate(REPORTS, async () => {
          for (const { request, sealed } of alone) await cryptography(request, sealed, key, keyring);
        });
        // The first round warms both up.
        if (at > 0) rounds.push([ours, peer]);
      }
      load.close();
      return [
        besidePeer(`batches of ${BATCH}, with node:crypto`, 'reports/s', paired(rounds), { bound: '≥', value: 0.55 }),
      ];
    }),
};

interface Sealed {
  readonly id: string;
  readonly data: string;
}

function sealedIn({ body }: Prepared): Sealed[] {
  return JSON.parse(body.toString()) as Sealed[];
}

async function cryptography(
  { headers, body }: Prepared,
  events: readonly Sealed[],
  key: KeyObject,
  { sealing, receipt, centralId }: Keyring,
): Promise<void> {
  const claim = readClaim({ method: 'POST', target: REPORTS_PATH, headers, body });
  if (!claim.ok || !verify(null, claim.value.base, key, claim.value.signature)) throw new Error('a wrong signature');
  for (const { data } of events) {
    if (!(await unseal(sealing, data)).ok) throw new Error('a wrong seal');
  }
  for (const [at, { id }] of events.entries()) {
    signReceipt(receipt.current, {
      iss: centralId,
      sub: centralId,
      id,
      seq: at + 1,
      sha256: '0'.repeat(64),
      iat: 1_763_910_000,
    });
  }
}
