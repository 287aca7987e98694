/**
 * Whether anyone is still there. Pure: time comes in with each event, in milliseconds of a monotonic
 * clock. Silence leads to a question; only an answer or its absence ends that. Speech is not silence, nor
 * is a code that a phone is held to, nor a print under way. The time to answer begins when the question
 * has been spoken to its end.
 */

/** With the silence that must follow longer than any one part of speech takes: a voice that is stuck must not keep the last visitor's words on the screen. */
export const LONGEST_SPEECH_MS = 120_000;
/**
 * With the silence that must follow longer than a phone takes to be found, unlocked and held before a code, and
 * than a print is waited for: a code that somebody left on the screen must not keep it for ever.
 */
export const LONGEST_HOLD_MS = 120_000;
/** A visitor on the phone with an interpreter asks for this once, and can ask again. */
export const WAIT_MS = 10 * 60_000;

export interface IdleLimits {
  /** Silence before the question. */
  readonly quietMs: number;
  /** Time to answer it. WCAG 2.2 SC 2.2.1: at least 20 s; asked again any number of times (at least ten). */
  readonly answerMs: number;
}

export type Idle =
  | {
      readonly phase: 'active';
      readonly since: number;
      /** Nothing is asked before: the visitor wants the kiosk to wait. */
      readonly notBefore: number;
      /** When the part that is being spoken began, or null. */
      readonly speakingSince: number | null;
      /** Whether a code is shown or a print is under way. */
      readonly held: boolean;
    }
  | {
      readonly phase: 'asking';
      readonly until: number;
      readonly speakingSince: number | null;
      /** What is under the question is still there when it has been answered. */
      readonly held: boolean;
    }
  /** Nobody answered, or somebody else did: the session is over. */
  | { readonly phase: 'gone'; readonly why: 'silence' | 'new-visitor' };

export type IdleEvent =
  /** A key was pressed: whoever can press one is there. */
  | { readonly type: 'key'; readonly at: number }
  /** A touch or a pointer, anywhere. While the question stands, only its buttons count. */
  | { readonly type: 'pointer'; readonly at: number }
  | { readonly type: 'stay'; readonly at: number }
  /** Wait for me. */
  | { readonly type: 'wait'; readonly at: number }
  /** A part of speech begins, or all of it is over. */
  | { readonly type: 'speech'; readonly at: number; readonly speaking: boolean }
  /** The first thing begins, or the last is over, that takes its time without a touch. */
  | { readonly type: 'hold'; readonly at: number; readonly held: boolean }
  | { readonly type: 'leave'; readonly at: number }
  | { readonly type: 'tick'; readonly at: number };

export function idleStart(at: number): Idle & { phase: 'active' } {
  return { phase: 'active', since: at, notBefore: at, speakingSince: null, held: false };
}

export function idle(state: Idle, event: IdleEvent, limits: IdleLimits): Idle {
  switch (state.phase) {
    case 'gone':
      return state;
    case 'active':
      return whileActive(state, event, limits);
    case 'asking':
      return whileAsking(state, event, limits);
  }
}

function whileActive(state: Idle & { phase: 'active' }, event: IdleEvent, limits: IdleLimits): Idle {
  switch (event.type) {
    case 'key':
    case 'pointer':
    case 'stay':
      return { ...state, since: event.at };
    case 'wait':
      return { ...state, since: event.at, notBefore: event.at + WAIT_MS };
    case 'speech':
      return { ...state, since: event.at, speakingSince: event.speaking ? event.at : null };
    case 'hold':
      return { ...state, since: event.at, held: event.held };
    case 'leave':
      return { phase: 'gone', why: 'new-visitor' };
    case 'tick':
      return event.at < asksAt(state, limits)
        ? state
        : // The answering time starts when the question is seen, however late this tick comes.
          { phase: 'asking', until: event.at + limits.answerMs, speakingSince: null, held: state.held };
  }
}

function asksAt(state: Idle & { phase: 'active' }, { quietMs }: IdleLimits): number {
  const speech = state.speakingSince === null ? 0 : LONGEST_SPEECH_MS;
  const hold = state.held ? LONGEST_HOLD_MS : 0;
  return Math.max(state.since + Math.max(speech, hold) + quietMs, state.notBefore);
}

function whileAsking(state: Idle & { phase: 'asking' }, event: IdleEvent, { answerMs }: IdleLimits): Idle {
  switch (event.type) {
    case 'key':
    case 'stay':
    case 'wait':
      return {
        ...idleStart(event.at),
        held: state.held,
        ...(event.type === 'wait' ? { notBefore: event.at + WAIT_MS } : {}),
      };
    case 'pointer':
      return state;
    case 'speech':
      return {
        phase: 'asking',
        // While it is spoken the whole time to answer still lies ahead.
        until: event.at + answerMs + (event.speaking ? LONGEST_SPEECH_MS : 0),
        speakingSince: event.speaking ? event.at : null,
        held: state.held,
      };
    case 'hold':
      return { ...state, held: event.held };
    case 'leave':
      return { phase: 'gone', why: 'new-visitor' };
    case 'tick':
      return event.at >= state.until ? { phase: 'gone', why: 'silence' } : state;
  }
}

/** Milliseconds until the next tick can change anything. While asking: the next whole second of the count. */
export function idleNextTick(state: Idle, now: number, limits: IdleLimits): number | null {
  switch (state.phase) {
    case 'active':
      return Math.max(0, asksAt(state, limits) - now);
    case 'asking': {
      const left = state.until - now;
      return left <= 0 ? 0 : left % 1000 || 1000;
    }
    case 'gone':
      return null;
  }
}

/** Whole seconds left to answer, as shown: never 0 while the question stands, and all of them while it is spoken. */
export function idleSecondsLeft(state: Idle & { phase: 'asking' }, now: number, { answerMs }: IdleLimits): number {
  return Math.max(1, Math.ceil(Math.min(answerMs, state.until - now) / 1000));
}
