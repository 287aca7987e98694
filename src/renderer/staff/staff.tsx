/** What every screen of the staff room is given: where it is, how to go on, and how to ask the desk. */
import { createContext, useCallback, useContext, useEffect, useState } from 'react';
import type { Bridge, CallAnswer, CallInput, Face } from '../../shared/bridge.ts';
import type { Result } from '../../shared/result.ts';
import type { SetupStep, StaffAnswers } from '../../shared/staff.ts';
import type { Display } from '../kiosk/session.ts';

export type StaffPlace =
  | {
      readonly name:
        | 'door'
        | 'panel'
        | 'state'
        | 'failed'
        | 'reference'
        | 'export'
        | 'practice'
        | 'audit'
        | 'texts'
        | 'selftest'
        | 'setup'
        | 'leave'
        | 'screen';
    }
  | { readonly name: 'step'; readonly step: SetupStep };

/** Calls that are answered with `closed` unless the desk holds the door open. */
export type GuardedCall = {
  [C in keyof StaffAnswers]: StaffAnswers[C] extends Result<unknown, { readonly type: string }>
    ? C extends 'staff.open'
      ? never
      : C
    : never;
}[keyof StaffAnswers];

/** The desk did not answer, or has shut the door meanwhile; staff are asked for the PIN again. */
export type NoAnswer = { readonly ok: false; readonly error: { readonly type: 'no-answer' | 'closed' } };

export interface Staff {
  readonly bridge: Bridge;
  readonly face: Face;
  readonly place: StaffPlace;
  readonly go: (place: StaffPlace) => void;
  readonly ask: <C extends GuardedCall>(name: C, input: CallInput<C>) => Promise<CallAnswer<C> | NoAnswer>;
  /** How far the door is open; `setup`: no PIN was set when it opened, only setting up is behind it. */
  readonly opened: 'panel' | 'setup';
  readonly enter: (opened: 'panel' | 'setup') => void;
  /** Back to the visitor's screen; the door is shut. */
  readonly leave: () => void;
  readonly display: Display;
  readonly dress: (change: Partial<Display>) => void;
  /** Holds the room open while something takes its time. */
  readonly setBusy: (busy: boolean) => void;
}

const StaffContext = createContext<Staff | null>(null);
export const StaffProvider = StaffContext;

export function useStaff(): Staff {
  const staff = useContext(StaffContext);
  if (staff === null) throw new Error('a staff screen stands outside the staff room');
  return staff;
}

export type Held<T> =
  | { readonly phase: 'asking' }
  | { readonly phase: 'here'; readonly value: T }
  | { readonly phase: 'failed' };

type ValueOf<C extends GuardedCall> = StaffAnswers[C] extends Result<infer T, { readonly type: string }> ? T : never;
/** Calls that take nothing and only look. */
type LookCall = 'staff.view' | 'staff.sticks' | 'setup.read' | 'selftest.run';

/** What the desk answers to a look, asked once when the screen opens and again when told to. */
export function useLook<C extends LookCall>(name: C): readonly [held: Held<ValueOf<C>>, again: () => Promise<void>] {
  const { ask } = useStaff();
  const [held, setHeld] = useState<Held<ValueOf<C>>>({ phase: 'asking' });
  const again = useCallback(async () => {
    const answer = (await ask<LookCall>(name, {})) as Result<ValueOf<C>, { readonly type: string }>;
    setHeld(answer.ok ? { phase: 'here', value: answer.value } : { phase: 'failed' });
  }, [ask, name]);
  useEffect(() => {
    void again();
  }, [again]);
  return [held, again];
}
