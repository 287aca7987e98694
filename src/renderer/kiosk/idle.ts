/**
 * Whether anyone is still there. Pure: time comes in with each event, in milliseconds of a monotonic
 * clock. Silence leads to a question; only an answer or its absence ends that.
 */
export interface IdleLimits {
  /** Silence before the question. */
  readonly quietMs: number;
  /** Time to answer it. WCAG 2.2 SC 2.2.1: at least 20 s; asked again any number of times (at least ten). */
  readonly answerMs: number;
}

export type Idle =
  | { readonly phase: 'active'; readonly since: number }
  | { readonly phase: 'asking'; readonly until: number }
  /** Nobody answered, or somebody else did: the session is over. */
  | { readonly phase: 'gone'; readonly why: 'silence' | 'new-visitor' };

export type IdleEvent =
  /** A key was pressed: whoever can press one is there. */
  | { readonly type: 'key'; readonly at: number }
  /** A touch or a pointer, anywhere. While the question stands, only its buttons count. */
  | { readonly type: 'pointer'; readonly at: number }
  | { readonly type: 'stay'; readonly at: number }
  | { readonly type: 'leave'; readonly at: number }
  | { readonly type: 'tick'; readonly at: number };

export function idleStart(at: number): Idle {
  return { phase: 'active', since: at };
}

export function idle(state: Idle, event: IdleEvent, limits: IdleLimits): Idle {
  switch (state.phase) {
    case 'gone':
      return state;
    case 'active':
      return whileActive(state, event, limits);
    case 'asking':
      return whileAsking(state, event);
  }
}

function whileActive(state: Idle & { phase: 'active' }, event: IdleEvent, limits: IdleLimits): Idle {
  switch (event.type) {
    case 'key':
    case 'pointer':
    case 'stay':
      return { phase: 'active', since: event.at };
    case 'leave':
      return { phase: 'gone', why: 'new-visitor' };
    case 'tick':
      return event.at - state.since < limits.quietMs
        ? state
        : // The answering time starts when the question is seen, however late this tick comes.
          { phase: 'asking', until: event.at + limits.answerMs };
  }
}

function whileAsking(state: Idle & { phase: 'asking' }, event: IdleEvent): Idle {
  switch (event.type) {
    case 'key':
    case 'stay':
      return { phase: 'active', since: event.at };
    case 'pointer':
      return state;
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
      return Math.max(0, state.since + limits.quietMs - now);
    case 'asking': {
      const left = state.until - now;
      return left <= 0 ? 0 : left % 1000 || 1000;
    }
    case 'gone':
      return null;
  }
}

/** Whole seconds left to answer, as shown: never 0 while the question stands. */
export function idleSecondsLeft(state: Idle & { phase: 'asking' }, now: number): number {
  return Math.max(1, Math.ceil((state.until - now) / 1000));
}
