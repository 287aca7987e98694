/**
 * Says one part after the other, by the first source that has a voice for it. Whatever is said next
 * interrupts; an aside (the name of a button of the strip) is put in between. A part that does not come
 * to its end within its time is given up, so that a stuck voice holds up nothing. What was said is
 * forgotten with `forget`.
 */
import { longestMs, sentences, type Part } from './parts.ts';

export interface Manner {
  /** Percent. */
  readonly rate: number;
  readonly volume: number;
}

/** A way to speak: recordings, the system's voices, the desk's program. The first that has a voice is taken. */
export interface Source {
  /** It has some sentences only: what it does not say to its end is said by the next. */
  readonly partial?: true;
  speaks(locale: string): boolean;
  /** @returns whether it was heard to its end; never throws, and ends at once when `signal` aborts */
  say(part: Part, manner: Manner, signal: AbortSignal): Promise<boolean>;
  /** The part that probably follows. */
  prepare?(part: Part, manner: Manner): void;
  /** Lets go of everything held. */
  forget?(): void;
}

export type Sounding = 'silent' | 'speaking' | 'paused';

export interface PlayerOptions {
  readonly sources: readonly Source[];
  manner: () => Manner;
  /** Called with each part that begins, and when it is over. */
  readonly onChange: (sounding: Sounding) => void;
  readonly onPart: (part: Part) => void;
  readonly after: (ms: number, call: () => void) => () => void;
}

export interface Player {
  /**
   * Interrupts.
   *
   * @param kept whether `again` says it; not what somebody typed
   * @returns whether all of it was said to its end
   */
  say(parts: readonly Part[], kept?: boolean): Promise<boolean>;
  /** Says it in between, then goes on with the sentence it interrupted. */
  aside(parts: readonly Part[]): void;
  /** What was said last, from its beginning. */
  again(): void;
  stop(): void;
  pause(): void;
  resume(): void;
  /** The manner has changed: the sentence is said anew in it. */
  restart(): void;
  /** Stops and holds no word any more. */
  forget(): void;
  /** Whether any sentence can be said, not the recorded ones alone. */
  speaks(locale: string): boolean;
}

interface Item extends Part {
  readonly aside: boolean;
}

export function openPlayer({ sources, manner, onChange, onPart, after }: PlayerOptions): Player {
  let queue: readonly Item[] = [];
  let last: readonly Part[] = [];
  let held = false;
  /** Grows with every change of the queue: the run of an earlier turn ends. */
  let turn = 0;
  let ending = new AbortController();
  let done: ((whole: boolean) => void) | null = null;

  const voiceOf = (locale: string) => sources.find((source) => source.partial !== true && source.speaks(locale));
  const canSay = (locale: string) => sources.some((source) => source.speaks(locale));
  const items = (parts: readonly Part[], aside: boolean): readonly Item[] =>
    sentences(parts)
      .filter(({ locale }) => canSay(locale))
      .map((part) => ({ ...part, aside }));

  /** While it is held only what was put in between is said. */
  const upNext = () => (held && queue[0]?.aside !== true ? undefined : queue[0]);

  /** Says what the queue holds from now on. */
  function run(next: readonly Item[]) {
    turn += 1;
    ending.abort();
    ending = new AbortController();
    queue = next;
    void speak(turn, ending.signal);
  }

  async function speak(mine: number, signal: AbortSignal) {
    let whole = true;
    for (let item = upNext(); item !== undefined; item = upNext()) {
      onChange('speaking');
      onPart({ text: item.text, locale: item.locale });
      const said = await one(item, queue[1], signal);
      if (mine !== turn) return;
      whole &&= said;
      queue = queue.slice(1);
    }
    onChange(queue.length > 0 ? 'paused' : 'silent');
    if (queue.length === 0) finish(whole);
  }

  async function one(item: Item, next: Item | undefined, signal: AbortSignal): Promise<boolean> {
    const limit = new AbortController();
    const forget = after(longestMs(item, manner().rate), () => limit.abort());
    const saying = byTheFirst(item, AbortSignal.any([signal, limit.signal]));
    if (next !== undefined) voiceOf(next.locale)?.prepare?.(next, manner());
    const gone = new Promise<boolean>((resolve) => {
      limit.signal.addEventListener('abort', () => resolve(false), { once: true });
    });
    const said = await Promise.race([saying, gone]);
    forget();
    return said;
  }

  async function byTheFirst(item: Item, signal: AbortSignal): Promise<boolean> {
    for (const source of sources) {
      if (!source.speaks(item.locale)) continue;
      const said = await source.say(item, manner(), signal);
      if (said || signal.aborted || source.partial !== true) return said;
    }
    return false;
  }

  function finish(whole: boolean) {
    const tell = done;
    done = null;
    tell?.(whole);
  }

  function stop() {
    held = false;
    run([]);
    for (const source of sources) source.forget?.();
  }

  return {
    say(parts, kept = true) {
      const next = items(parts, false);
      // Nothing that can be heard interrupts nothing.
      if (next.length === 0) return Promise.resolve(false);
      finish(false);
      held = false;
      if (kept) last = parts;
      return new Promise((resolve) => {
        done = resolve;
        run(next);
      });
    },
    aside: (parts) => run([...items(parts, true), ...queue.filter((item) => !item.aside)]),
    again() {
      held = false;
      run(items(last, false));
    },
    stop() {
      finish(false);
      stop();
    },
    pause() {
      held = true;
      run(queue.filter((item) => !item.aside));
    },
    resume() {
      held = false;
      run(queue);
    },
    restart() {
      if (queue.length > 0) run(queue);
    },
    forget() {
      finish(false);
      last = [];
      stop();
    },
    speaks: (locale) => voiceOf(locale) !== undefined,
  };
}
