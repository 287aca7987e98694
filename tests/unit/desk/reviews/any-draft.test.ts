import fc from 'fast-check';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../store/kit.ts';
import { anyText, drafts } from './any-draft.ts';
import { finished, good, reviewRoom, submit, written } from './kit.ts';

/** Every other one such that it can be sent. */
const mostly = fc.oneof(
  drafts,
  drafts.map((draft) => ({
    ...finished(),
    business: { ...draft.business, name: `x${draft.business.name}`, bin: '' },
    interpreter: { ...draft.interpreter, mode: 'phone' as const },
  })),
);

test('whatever a face saves is read again as it was, to the letter, and sending it is answered', async () => {
  const room = await reviewRoom(temporaryFolder());
  const known = new Set<string>();
  await fc.assert(
    fc.asyncProperty(mostly, anyText, async (draft, text) => {
      const open = await written(room, { ...draft, supersedes: null });
      expect((await good(room.call['review.read']({ id: open.id }))).draft).toEqual(open.draft);
      const sent = await submit(room, open);
      known.add(sent.ok ? 'sent' : sent.error.type);
      if (!sent.ok) await good(room.call['review.drop']({ id: open.id }));
      await good(room.call['business.find']({ text: text.slice(0, 200) }));
    }),
    { numRuns: 300 },
  );
  expect([...known].sort()).toEqual(['faults', 'sent']);
  const today = await good(room.call['inspector.today']({}));
  expect(today).toMatchObject({ drafts: [], refused: [], unreadable: 0 });
});
