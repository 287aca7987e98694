/** What every screen of an inspector's laptop is given: where it is, how to go on, and how to ask the desk. */
import { createContext, useContext, useEffect, useLayoutEffect } from 'react';
import type { Bridge, CallAnswer, CallInput, CallName, DeliveryStatus, Face, Words } from '../../shared/bridge.ts';
import type { InspectorAnswers, InspectorStanding } from '../../shared/inspector.ts';
import type { Result } from '../../shared/result.ts';
import type { Wordbook } from '../i18n/words.ts';

export type LaptopPlace =
  | { readonly name: 'today' }
  | { readonly name: 'outbox' }
  /** A draft. */
  | { readonly name: 'review'; readonly id: string }
  /** One that was sent, to read again. */
  | { readonly name: 'sent'; readonly id: string };

/** How the last save went. `at`: ISO 8601. */
export type SaveState =
  | { readonly state: 'none' }
  | { readonly state: 'saving' }
  | { readonly state: 'saved'; readonly at: string }
  | { readonly state: 'failed'; readonly why: SaveTrouble };

export type SaveTrouble = 'disk-full' | 'store-failed' | 'no-answer' | 'not-there';

/** Calls whose answer can be `closed`: nobody is signed in any more. */
export type GuardedCall = {
  [C in keyof InspectorAnswers & CallName]: InspectorAnswers[C] extends Result<unknown, infer E>
    ? { readonly type: 'closed' } extends E
      ? C
      : never
    : never;
}[keyof InspectorAnswers & CallName];

/** The desk did not answer. */
export type NoAnswer = { readonly ok: false; readonly error: { readonly type: 'no-answer' } };

export interface Laptop {
  readonly bridge: Bridge;
  readonly face: Face;
  readonly wordbook: Wordbook;
  /** What visitors and owners read, in English. */
  readonly english: Words;
  readonly standing: InspectorStanding;
  /** Null until the desk has said it once. */
  readonly delivery: DeliveryStatus | null;
  /** Asks who is at work again. */
  readonly refresh: () => Promise<void>;
  readonly place: LaptopPlace;
  readonly go: (place: LaptopPlace) => void;
  /** Asks the desk; whatever says that nobody is signed in any more leads back to the door. */
  readonly ask: <C extends GuardedCall>(name: C, input: CallInput<C>) => Promise<CallAnswer<C> | NoAnswer>;
  readonly saved: SaveState;
  readonly setSaved: (saved: SaveState) => void;
  /** Whether the draft that is open is practice, whoever is signed in; null where none is. */
  readonly draftPractice: boolean | null;
  readonly setDraftPractice: (practice: boolean | null) => void;
  /** Saves what is still being written, then locks. */
  readonly lock: (why: 'asked' | 'idle') => Promise<void>;
  /** Takes what is to be saved before the laptop locks. @returns a function that takes it away again */
  readonly beforeLock: (save: () => Promise<unknown>) => () => void;
}

const LaptopContext = createContext<Laptop | null>(null);
export const LaptopProvider = LaptopContext;

export function useLaptop(): Laptop {
  const laptop = useContext(LaptopContext);
  if (laptop === null) throw new Error('a screen of the laptop stands outside it');
  return laptop;
}

/** Who is signed in. For screens behind the door only. */
export function useWork(): InspectorStanding & { at: 'work' } {
  const { standing } = useLaptop();
  if (standing.at !== 'work') throw new Error('a screen of somebody at work stands outside their door');
  return standing;
}

/** `save` is waited for before the laptop locks, by hand or by itself. It must not change between two drawings without need. */
export function useBeforeLock(save: () => Promise<unknown>): void {
  const { beforeLock } = useLaptop();
  useEffect(() => beforeLock(save), [beforeLock, save]);
}

/** The striped band says what the draft on the screen is, whatever the sign-in. */
export function useDraftPractice(practice: boolean): void {
  const { setDraftPractice } = useLaptop();
  useLayoutEffect(() => {
    setDraftPractice(practice);
    return () => setDraftPractice(null);
  }, [setDraftPractice, practice]);
}

/** An agency by its short name, as the content has it; its id where it has none. */
export function agencyName(face: Face, id: string): string {
  const agency = face.catalogue.agencies.find((each) => each.id === id);
  return agency === undefined ? id : agency.short;
}
