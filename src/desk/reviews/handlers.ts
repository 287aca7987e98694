/**
 * What an inspector's face asks about reviews. Who is at work, the door says; nothing of another account's
 * is answered, and in the owner's turn nothing but the one draft that was handed over.
 */
import type { CallArgument, CallName } from '../../shared/bridge.ts';
import { err, ok } from '../../shared/result.ts';
import type { ReviewDraft } from '../../shared/reviews/draft.ts';
import type { Handlers } from '../feedback/handlers.ts';
import { openDrafts, iso } from './drafts.ts';
import { openLists } from './lists.ts';
import { closed, newId, notThere, type ReviewParts } from './parts.ts';
import { openRegister } from './register.ts';
import { openSendAgain } from './send-again.ts';
import { openSubmit } from './submit.ts';

export type { ReviewParts } from './parts.ts';

type ReviewCall = Extract<
  CallName,
  | `review.${string}`
  | 'business.find'
  | 'inspector.today'
  | 'inspector.outbox'
  | 'inspector.sent'
  | 'inspector.retry'
  | 'owner.begin'
  | 'owner.read'
  | 'owner.save'
>;
export type ReviewHandlers = Pick<Handlers, ReviewCall>;

export function reviewHandlers(parts: ReviewParts): ReviewHandlers {
  const { door, store } = parts;
  const { businesses } = store;
  const register = openRegister({ businesses, vaultKeys: parts.vaultKeys, newId: () => newId(parts) });
  const drafts = openDrafts(parts, register);
  const lists = openLists(parts);
  const submit = openSubmit(parts, drafts, register);
  const sendAgain = openSendAgain(parts);
  const again = new Map<string, ReturnType<typeof sendAgain>>();

  /** Drafts that are being sent. What is said of one meanwhile waits: nothing is saved into a draft that is gone. */
  const sending = new Map<string, ReturnType<typeof submit>>();
  const settled = async (id: string) => {
    for (let under = sending.get(id); under !== undefined; under = sending.get(id)) await Promise.allSettled([under]);
  };

  return {
    'inspector.today'() {
      const work = door.atWork();
      return work === null ? closed() : ok(lists.today(work));
    },
    'inspector.outbox'({ before }) {
      const work = door.atWork();
      return work === null ? closed() : lists.outbox(work, before);
    },
    'inspector.sent'({ id }) {
      const work = door.atWork();
      return work === null ? closed() : lists.sent(work, id);
    },
    'inspector.retry'({ id }) {
      const work = door.atWork();
      if (work === null) return closed();
      if (!lists.isLost(work, id)) return lists.retry(work, id);
      const under = again.get(id) ?? sendAgain(work, id).finally(() => again.delete(id));
      again.set(id, under);
      return under;
    },
    'business.find'({ text }) {
      const work = door.atWork();
      return work === null ? closed() : ok(register.find(work, text));
    },
    'review.start'(from) {
      const work = door.atWork();
      return work === null ? closed() : drafts.start(work, from);
    },
    'review.read'({ id }) {
      const work = door.atWork();
      return work === null ? closed() : drafts.read(work, id);
    },
    async 'review.save'({ id, revision, draft }) {
      if (sending.has(id)) await settled(id);
      const work = door.atWork();
      return work === null ? closed() : drafts.save(work, id, revision, draft);
    },
    async 'review.drop'({ id }) {
      if (sending.has(id)) await settled(id);
      const work = door.atWork();
      return work === null ? closed() : drafts.drop(work, id);
    },
    'review.submit'({ id }) {
      const work = door.atWork();
      if (work === null) return closed();
      const under = sending.get(id);
      if (under !== undefined) return under;
      // What is written while it is being sent would be another draft than the one that is sent.
      parts.unsaved.settle();
      const sent = submit(work, id).finally(() => sending.delete(id));
      sending.set(id, sent);
      return sent;
    },
    async 'owner.begin'({ id, turn }) {
      if (id !== null && sending.has(id)) await settled(id);
      const work = door.atWork();
      if (work === null) return closed();
      if (turn === 'rights' && id === null) return notThere();
      if (id !== null && drafts.find(work, id) === null) return notThere();
      return door.beginOwnersTurn(id, turn) ? ok(null) : closed();
    },
    'owner.read'() {
      const handed = door.ownersTurn();
      if (handed === null) return closed();
      const { by, turn } = handed;
      const found = handed.draft === null ? null : drafts.find(by, handed.draft);
      if (turn === 'rights' && found === null) return closed();
      const draft = found?.body.draft;
      const isRights = turn === 'rights';
      return ok({
        turn,
        practice: found?.row.practice ?? by.practice,
        business: isRights ? (draft?.business.name ?? '') : '',
        languages: draft?.languages ?? ['en', null],
        languagesShown: isRights ? (draft?.languagesShown ?? []) : [],
        rightsShown: isRights ? (draft?.rightsShown ?? []) : [],
        acknowledgement: isRights ? (draft?.acknowledgement ?? null) : null,
      });
    },
    async 'owner.save'(said) {
      const id = door.ownersTurn()?.draft ?? null;
      if (id !== null && sending.has(id)) await settled(id);
      const handed = door.ownersTurn();
      if (handed === null || handed.turn !== 'rights' || id === null || handed.draft !== id) return closed();
      const found = drafts.find(handed.by, id);
      if (found === null) return notThere();
      const kept = drafts.replace(handed.by, found, { ...found.body.draft, ...said, ...afterOwner(said) });
      return 'row' in kept ? ok({ savedAt: iso(kept.row.changed) }) : err(kept);
    },
  };
}

/** Where the inspector goes on: at the signature, once the owner has seen their rights and said how they acknowledge them. */
function afterOwner(said: CallArgument<'owner.save'>): Partial<Pick<ReviewDraft, 'at'>> {
  const isDone = said.rightsShown.length > 0 && said.acknowledgement.kind !== null;
  return isDone ? { at: { step: 'sign', field: null } } : {};
}
