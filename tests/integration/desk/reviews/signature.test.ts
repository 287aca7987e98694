/** A signature on its way: killed after each part, it arrives whole, and the review names it. */
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { fileKeyStore } from '../../../../src/desk/keys/file-key-store.ts';
import { openVaultKeys } from '../../../../src/desk/keys/vault-keys.ts';
import { CHUNK_BYTES } from '../../../../src/desk/delivery/uploads.ts';
import { reviewHandlers } from '../../../../src/desk/reviews/handlers.ts';
import { openUnsaved } from '../../../../src/desk/reviews/unsaved.ts';
import type { Signature } from '../../../../src/shared/reviews/draft.ts';
import { signatureSvg } from '../../../../src/shared/reviews/signature-svg.ts';
import { finished, good, inspector, LANGUAGES, RIGHTS } from '../../../unit/desk/reviews/who.ts';
import { decrypted, heldAt, useScenes, type Scene } from '../delivery/uploads-scene.ts';

const scene = useScenes();

/** A hand that does not rest: more than one part of an upload. */
function longSignature(): Signature {
  const stroke = (from: number) =>
    Array.from({ length: 400 }, (_, at): [number, number] => [(from * 7 + at) / 1.7, 50 + 40 * Math.sin(at / from)]);
  return { width: 600, height: 200, strokes: Array.from({ length: 160 }, (_, at) => stroke(at + 1)) };
}

function reviewsOf({ device, reports, time }: Scene) {
  const { store, folder } = device;
  const work = inspector();
  return reviewHandlers({
    unsaved: openUnsaved({ store, admits: () => true, log: () => undefined }),
    store,
    reports,
    vaultKeys: openVaultKeys(store.records, fileKeyStore(folder), randomBytes),
    door: { atWork: () => work, ownersTurn: () => null, opened: () => undefined, beginOwnersTurn: () => false },
    clock: time,
    random: randomBytes,
    content: { rights: () => RIGHTS, languages: () => LANGUAGES },
    practice: () => false,
    admits: () => true,
    requeued: () => undefined,
    log: () => undefined,
  });
}

test('killed after each part of its signature, a review is at the central endpoint with all of it, and names it', async () => {
  const at = await scene();
  const call = reviewsOf(at);
  const signature = longSignature();
  const svg = signatureSvg(signature);
  expect(svg.length).toBeGreaterThan(CHUNK_BYTES);
  const { id, revision } = await good(call['review.start']({ business: null, owed: null }));
  const draft = finished({ acknowledgement: { kind: 'signed', name: 'A. Khan', signature } });
  await good(call['review.save']({ id, revision, draft }));
  await at.delivered(() => Promise.resolve(call['review.submit']({ id })).then(good));
  expect(await at.killedUntilUploaded(12)).toBeGreaterThan(2);

  const [row] = await at.central.query<{ payload: Record<string, unknown> }>('SELECT payload FROM inspector_reports');
  const attached = row?.payload['attachments'] as { sha256: string; size: number; mediaType: string; key: string }[];
  const [blob] = attached;
  if (blob === undefined) throw new Error('the review names no attachment');
  expect(row?.payload['acknowledgement']).toEqual({ kind: 'signed', name: 'A. Khan', signature: blob.sha256 });
  expect([attached.length, blob.mediaType]).toEqual([1, 'image/svg+xml']);
  expect(decrypted(heldAt(at.central, blob), blob.key).toString('utf8')).toBe(svg);
  expect((await good(call['inspector.sent']({ id }))).line.state).toBe('received');
}, 240_000);
