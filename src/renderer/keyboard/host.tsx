/** What a keyboard on the screen needs from the face around it, and what it remembers until the session ends. */
import { createContext, useMemo, useState, type ReactNode } from 'react';

/** Lets typing be heard. Whether, and how, is for speech to decide. */
export type Echo = (
  text: string,
  how: {
    readonly kind: 'letter' | 'word' | 'field';
    /** Bystanders must not hear it: a way to reach somebody. */
    readonly private: boolean;
  },
) => void;

/** Habits, never words: nothing that was typed is here. */
export interface Habits {
  /** A real keyboard was used: the one on the screen waits until a field is touched. */
  readonly physical: boolean;
  /** The layout that was switched to; null: the visitor's own letters. */
  readonly letters: string | null;
  readonly byAlphabet: boolean;
}

export interface KeyboardHost {
  readonly echo: Echo;
  readonly habits: { readonly now: () => Habits; readonly change: (to: Partial<Habits>) => void };
}

function newHabits(): KeyboardHost['habits'] {
  let held: Habits = { physical: false, letters: null, byAlphabet: false };
  return { now: () => held, change: (to) => void (held = { ...held, ...to }) };
}

/** Without a provider nothing is heard, and each keyboard forgets its habits with itself. */
export const KeyboardContext = createContext<KeyboardHost | null>(null);

/** Lives as long as a visitor's session: its owner draws a new one for the next visitor. */
export function KeyboardProvider({ echo, children }: { echo: Echo; children: ReactNode }) {
  const [habits] = useState(newHabits);
  const host = useMemo((): KeyboardHost => ({ echo, habits }), [echo, habits]);
  return <KeyboardContext value={host}>{children}</KeyboardContext>;
}

export const silentHost = (): KeyboardHost => ({ echo: () => {}, habits: newHabits() });
