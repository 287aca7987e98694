/**
 * An inspector's desk that saves drafts as fast as it can and sends one now and then, and prints a line only
 * after an answer, until it is killed. Argument: the data folder.
 */
import { writeSync } from 'node:fs';
import { finished, good } from '../../../unit/desk/reviews/who.ts';
import { openReviewDesk } from './desk.ts';

/** Saves of one draft before it is sent. */
const SAVES = 12;

const [folder = ''] = process.argv.slice(2);
const { call } = openReviewDesk(folder);
const say = (line: string) => void writeSync(1, `${line}\n`);

/** The one a kill left open, or a new one. */
async function next() {
  const [left] = (await good(call['inspector.today']({}))).drafts;
  if (left !== undefined) return good(call['review.read']({ id: left.id }));
  return good(call['review.start']({ business: null, owed: null }));
}

for (let sent = 0; ; sent += 1) {
  const open = await next();
  const { id } = open;
  say(`${id} ${open.revision}`);
  for (let { revision } = open; revision < SAVES;) {
    const draft = finished({ business: { ...finished().business, name: `no. ${revision + 1}` } });
    const copy = { how: 'deferred', exception: 'undercover' } as const;
    // Every other copy is owed.
    const kept = sent % 2 === 0 ? { ...draft, copy, rightsShown: [] } : draft;
    ({ revision } = await good(call['review.save']({ id, revision, draft: kept })));
    say(`${id} ${revision}`);
  }
  const { reference } = await good(call['review.submit']({ id }));
  say(`${id} ${SAVES} ${reference}`);
}
