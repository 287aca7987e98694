/** What a choice makes of the rest of a draft: what cannot have happened any more is taken back, what follows is filled in. Pure. */
import type { BusinessLine } from '../../../shared/inspector.ts';
import type { ReviewDraft } from '../../../shared/reviews/draft.ts';
import {
  acknowledgementsFor,
  asksForException,
  asksForLanguage,
  asksForWait,
  waysFor,
} from '../../../shared/reviews/rules.ts';
import type { CopyWay, InterpreterMode, RecipientRole } from '../../../shared/reviews/terms.ts';

/** What the rights are written in beside any other language. */
const BESIDE = 'en';

/** A business that is known: its lines, and the language it prefers (Charter §15(f)(3)). */
export function takeBusiness(draft: ReviewDraft, line: BusinessLine, offered: readonly string[]): ReviewDraft {
  const { id, name, address, licence, bin, preferredLanguage } = line;
  const taken = { ...draft, businessId: id, business: { name, address, licence, bin } };
  return preferLanguage(taken, preferredLanguage, offered);
}

/** Another business than the one that was taken; what it preferred goes with it. */
export function leaveBusiness(draft: ReviewDraft): ReviewDraft {
  const left: ReviewDraft = {
    ...draft,
    businessId: null,
    business: { name: '', address: '', licence: '', bin: '' },
    languages: [BESIDE, null],
  };
  return preferLanguage(left, null, []);
}

/**
 * The language an owner prefers stands first beside English where the rights are written in it, and is
 * the one an interpreter is noted for until another is.
 *
 * @param offered tags of the languages the rights are written in
 */
export function preferLanguage(draft: ReviewDraft, tag: string | null, offered: readonly string[]): ReviewDraft {
  const written = tag !== null && offered.includes(tag);
  const languages: ReviewDraft['languages'] = written ? [tag, tag === BESIDE ? null : BESIDE] : draft.languages;
  return withMode({ ...draft, preferredLanguage: tag, languages }, draft.interpreter.mode, draft.preferredLanguage);
}

export function withRole(draft: ReviewDraft, recipientRole: RecipientRole): ReviewDraft {
  const how = draft.copy.how;
  const fits = how === null || waysFor({ recipientRole }).includes(how);
  return consistent({ ...draft, recipientRole, copy: fits ? draft.copy : { how: null, exception: null } });
}

export function withCopy(draft: ReviewDraft, how: CopyWay): ReviewDraft {
  return consistent({ ...draft, copy: { ...draft.copy, how } });
}

/** A reason that is not asked for and an acknowledgement that cannot be are not kept unseen. */
function consistent(draft: ReviewDraft): ReviewDraft {
  const copy = asksForException(draft) === 'no' ? { ...draft.copy, exception: null } : draft.copy;
  const { kind } = draft.acknowledgement;
  const stands = kind === null || acknowledgementsFor(draft).includes(kind);
  return { ...draft, copy, acknowledgement: stands ? draft.acknowledgement : { ...draft.acknowledgement, kind: null } };
}

/** @param filledIn the language that was filled in before, and gives way to the one that is preferred now */
export function withMode(
  draft: ReviewDraft,
  mode: InterpreterMode | null,
  filledIn: string | null = null,
): ReviewDraft {
  const { interpreter, preferredLanguage } = draft;
  const said = interpreter.language !== null && interpreter.language !== filledIn ? interpreter.language : null;
  const language = said ?? (preferredLanguage === BESIDE ? null : preferredLanguage);
  return {
    ...draft,
    interpreter: {
      mode,
      language: asksForLanguage(mode) ? language : null,
      waitMinutes: asksForWait(mode) ? interpreter.waitMinutes : null,
      companionUnder18: mode === 'companion' ? interpreter.companionUnder18 : null,
    },
  };
}

/** @param there false takes the agency out again */
export function withAgency(draft: ReviewDraft, agency: string, there: boolean): ReviewDraft {
  const others = draft.jointWith.filter((one) => one.agency !== agency);
  return { ...draft, jointWith: there ? [...others, { agency, inspectorId: '' }] : others };
}

export function withInspector(draft: ReviewDraft, agency: string, inspectorId: string): ReviewDraft {
  return {
    ...draft,
    jointWith: draft.jointWith.map((one) => (one.agency === agency ? { ...one, inspectorId } : one)),
  };
}

/** Whoever is chosen for a side where the other stands changes places with it: no language stands on both. @param side 0: the owner's, 1: the one beside it, or none */
export function withLanguage(draft: ReviewDraft, side: 0 | 1, tag: string | null): ReviewDraft {
  const [first, second] = draft.languages;
  if (side === 1) return { ...draft, languages: tag === first ? [second ?? first, second && first] : [first, tag] };
  if (tag === null) return draft;
  return { ...draft, languages: [tag, second === tag ? first : second] };
}

/** Languages count as shown once something was marked while they stood on the screen. */
export function withRights(draft: ReviewDraft, shown: readonly string[]): ReviewDraft {
  const marked = shown.some((id) => !draft.rightsShown.includes(id));
  const stood = draft.languages.filter((tag) => tag !== null);
  const languagesShown = marked ? [...new Set([...draft.languagesShown, ...stood])] : draft.languagesShown;
  return { ...draft, rightsShown: [...shown], languagesShown: shown.length === 0 ? [] : languagesShown };
}

/** `at` alone; the same draft where nothing moved, so that nothing is saved for it. */
export function standingAt(draft: ReviewDraft, at: ReviewDraft['at']): ReviewDraft {
  return draft.at.step === at.step && draft.at.field === at.field ? draft : { ...draft, at };
}
