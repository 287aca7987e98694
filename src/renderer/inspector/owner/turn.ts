/** What an owner has done in their turn, and what each thing they do makes of it. Pure. */
import type { CallInput } from '../../../shared/bridge.ts';
import type { OwnerView } from '../../../shared/inspector.ts';
import type { Signature } from '../../../shared/reviews/draft.ts';
import { pairOf } from './pair.ts';

export type OwnerDone = CallInput<'owner.save'>;
/** Equal in standing, and offered as equals. */
export const ownerKinds = ['signed', 'typed', 'declined'] as const;
export type OwnerKind = (typeof ownerKinds)[number];

export interface OwnerState {
  readonly languages: readonly [string, string | null];
  readonly languagesShown: readonly string[];
  readonly rightsShown: readonly string[];
  readonly kind: OwnerKind | null;
  readonly name: string;
  readonly signature: Signature | null;
}

/** Where the owner goes on: with what the draft holds, in languages that this laptop has. */
export function ownerState(view: OwnerView, offered: readonly string[], source: string): OwnerState {
  const [own, second] = view.languages;
  const kind = view.acknowledgement?.kind ?? null;
  return withLanguages(
    {
      languages: [source, null],
      languagesShown: view.languagesShown,
      rightsShown: view.rightsShown,
      kind: ownerKinds.find((each) => each === kind) ?? null,
      name: view.acknowledgement?.name ?? '',
      signature: view.acknowledgement?.signature ?? null,
    },
    [offered.includes(own) ? own : source, second !== null && offered.includes(second) ? second : null],
  );
}

/** Whatever is on the screen has been shown. The same language is not shown twice. */
export function withLanguages(state: OwnerState, [own, second]: readonly [string, string | null]): OwnerState {
  const languages = [own, second === own ? null : second] as const;
  const shown = new Set([...state.languagesShown, ...pairOf(languages)]);
  return { ...state, languages, languagesShown: [...shown] };
}

/** What is saved. Only what belongs to the kind that was chosen: whoever does not want to sign leaves neither a line nor a name. */
export function ownerDone(state: OwnerState): OwnerDone {
  const { kind, name, signature, languages } = state;
  return {
    languages: [...languages],
    languagesShown: [...state.languagesShown],
    rightsShown: [...state.rightsShown],
    acknowledgement: {
      kind,
      name: kind === 'typed' ? name : '',
      signature: kind === 'signed' ? signature : null,
    },
  };
}
