/** What every kiosk screen is given: the session, the words, and how to ask the desk. */
import { createContext, useContext } from 'react';
import type { Bridge, CallAnswer, Face, Words } from '../../shared/bridge.ts';
import type { MediaFile } from '../../shared/content/media.ts';
import type { FormName, Session, Step } from './session.ts';

export interface SignedText {
  readonly video: MediaFile;
  readonly captions: MediaFile;
}

export interface Kiosk {
  readonly face: Face;
  readonly session: Session;
  /** Words of the language that is spoken now. */
  readonly words: Words;
  /** The same in English, for what is shown beside. */
  readonly source: Words;
  readonly step: (step: Step) => void;
  readonly speak: (locale: string) => void;
  readonly send: (form: FormName) => void;
  readonly startOver: () => void;
  /** What prints for the visitor. */
  readonly printer: Pick<Bridge, 'print' | 'cancelPrint'>;
  /** What day it is and which are closed; null where the desk does not answer. */
  readonly calendar: () => Promise<CallAnswer<'contest.calendar'> | null>;
  /** A text unit in American Sign Language; null where it cannot be had. */
  readonly signed: (unit: string) => Promise<SignedText | null>;
  /** Nothing is asked for ten minutes. */
  readonly waitForMe: () => void;
}

const KioskContext = createContext<Kiosk | null>(null);
export const KioskProvider = KioskContext;

export function useKiosk(): Kiosk {
  const kiosk = useContext(KioskContext);
  if (kiosk === null) throw new Error('a kiosk screen stands outside its kiosk');
  return kiosk;
}
