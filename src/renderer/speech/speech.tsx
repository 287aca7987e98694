/**
 * Reading aloud as the rest of the face sees it. What is heard is what has the focus: a screen that moves
 * the focus needs to do nothing else. The voices and the reader are fetched when they are first wanted.
 */
import { createContext, useContext } from 'react';
import type { Sounding } from './player.ts';

export interface Speech {
  readonly on: boolean;
  readonly sounding: Sounding;
  readonly speaking: boolean;
  /** Whether headphones were seen to be plugged in: only then nobody else hears. */
  readonly headphones: boolean;
  /** Percent. */
  readonly rate: number;
  readonly volume: number;
  /** The language of the face, by its own name, where this kiosk has no voice for it. */
  readonly voiceless: string | null;
  /** Begins to read aloud; once it is on it changes nothing. */
  start(): void;
  stop(): void;
  say(text: string, options: { readonly locale: string }): void;
  /** What was typed. Private text is a click unless there are headphones; the first time it is said why. */
  echo(text: string, options: { readonly kind: 'letter' | 'word' | 'field'; readonly private: boolean }): void;
  again(): void;
  pause(): void;
  resume(): void;
  slower(): void;
  faster(): void;
  softer(): void;
  louder(): void;
}

const SpeechContext = createContext<Speech | null>(null);
export const SpeechProvider = SpeechContext;

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === null) throw new Error('speech is asked for outside its kiosk');
  return speech;
}
