/** What is said of one thing: its name, what is in it, what it is, how it stands, where it is among others. */
import { merged, type Part } from './parts.ts';

export type Role = 'button' | 'choice' | 'field';
/** The last parts of the keys `speech.state.…`. */
export type State = 'chosen' | 'notChosen' | 'open' | 'on' | 'off' | 'wrong' | 'away';

export interface Thing {
  /** Said before, where the focus has come into another group or dialog. */
  readonly group: readonly Part[];
  readonly name: readonly Part[];
  /** What is written in a field; null where it is none. */
  readonly value: { readonly kind: 'empty' | 'hidden' } | { readonly kind: 'text'; readonly part: Part } | null;
  readonly role: Role | null;
  readonly states: readonly State[];
  readonly position: { readonly at: number; readonly of: number } | null;
  /** A hint, how much room is left, what is wrong. */
  readonly more: readonly Part[];
}

/** The words of the face's language by key, and that language. */
export interface Phrases {
  readonly locale: string;
  say(key: string, put?: Readonly<Record<string, string | number>>): string;
}

export function utterancesFor(thing: Thing, phrases: Phrases): readonly Part[] {
  const { locale, say } = phrases;
  const own = (text: string): Part => ({ text, locale });
  const { value, position } = thing;
  return merged([
    ...thing.group,
    ...thing.name,
    ...(value === null ? [] : [value.kind === 'text' ? value.part : own(say(`speech.value.${value.kind}`))]),
    ...(thing.role === null ? [] : [own(say(`speech.role.${thing.role}`))]),
    ...statesIn(thing.states, phrases),
    ...(position === null ? [] : [own(say('speech.position', position))]),
    ...thing.more,
  ]);
}

/** What is said when the thing that has the focus has changed under it; nothing where it has not. */
export function changeOf(before: Thing, now: Thing, phrases: Phrases): readonly Part[] {
  const states = now.states.filter((state) => !before.states.includes(state));
  const named = merged(before.name);
  // A key that turns from a capital to a small letter sounds the same.
  const heard = (part: Part | undefined) => part?.text.toLocaleLowerCase(part.locale);
  const renamed = merged(now.name).some((part, at) => heard(part) !== heard(named[at]));
  return merged([...(renamed ? now.name : []), ...statesIn(states, phrases)]);
}

function statesIn(states: readonly State[], { locale, say }: Phrases): readonly Part[] {
  return states.map((state) => ({ text: say(`speech.state.${state}`), locale }));
}
