/**
 * One speaking program, started when first asked and let go of after a while of silence. It says one
 * thing at a time; what waits is short, and the newest counts: whoever asks again has interrupted.
 * A program that dies is started anew, one that hangs is ended. Nothing said is logged or kept.
 */
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';
import type { SpeechAnswers } from '../../shared/speech.ts';
import { speakerFiles, startSpeaker, type SpeakerProcess, type StartSpeaker } from './process.ts';
import { localesOf, voiceOf, wordsPerMinute } from './voices.ts';
import { wholeWav } from './wav.ts';

export interface Speaker {
  locales(): Promise<readonly string[]>;
  /** @param rate percent of the usual speed */
  say(locale: string, text: string, rate: number): Promise<SpeechAnswers['speech.say']>;
  close(): void;
}

export interface SpeakerOptions {
  /** `resources/` of the app, which holds the program. */
  readonly resources: string;
  readonly startSpeaker?: StartSpeaker;
  /** Longest wait for one answer, the program's start included. */
  readonly limitMs?: number;
  /** Silence after which the program is let go of. */
  readonly restMs?: number;
}

const LIMIT_MS = 20_000;
const REST_MS = 10 * 60_000;
/** The sentence that is wanted now and the next: more is left from before an interruption. */
const MOST_WAITING = 3;

const answerSchema = z.object({
  id: z.number(),
  wav: z.string().optional(),
  voices: z.array(z.string()).max(1000).optional(),
});
type Answer = z.output<typeof answerSchema>;

interface Wish {
  readonly message: object;
  readonly answer: (answer: Answer | null) => void;
  /** Starts of the program for this one; a second is given to one that died, not to one that hung. */
  tries: number;
}

/** espeak-ng takes control characters for commands (rate, loudness) and double brackets for phonemes. */
function asText(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ').replaceAll(/\[(?=\[)/g, '[ ');
}

export function openSpeaker(options: SpeakerOptions): Speaker {
  const { limitMs = LIMIT_MS, restMs = REST_MS } = options;
  const start = options.startSpeaker ?? startSpeaker;
  const files = speakerFiles(options.resources);
  let child: SpeakerProcess | null = null;
  let wish: Wish | null = null;
  let waiting: Wish[] = [];
  let lastId = 0;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let known: readonly string[] | null = null;

  function letGo() {
    child?.kill();
    child = null;
  }

  function running(): SpeakerProcess {
    if (child !== null) return child;
    const started = start(files.script, files.args);
    child = started;
    started.onMessage((message) => {
      const answer = answerSchema.safeParse(message);
      if (child === started && answer.success && answer.data.id === lastId) settle(answer.data);
    });
    started.onEnd(() => {
      if (child !== started) return;
      child = null;
      if (wish !== null && wish.tries < 2) ask(wish);
      else settle(null);
    });
    return started;
  }

  function ask(next: Wish) {
    wish = next;
    next.tries += 1;
    lastId += 1;
    clearTimeout(timer);
    timer = setTimeout(() => {
      letGo();
      settle(null);
    }, limitMs);
    timer.unref();
    running().send({ ...next.message, id: lastId });
  }

  function settle(answer: Answer | null) {
    clearTimeout(timer);
    const done = wish;
    wish = null;
    done?.answer(answer);
    const next = waiting.shift();
    if (next !== undefined) return ask(next);
    timer = setTimeout(letGo, restMs);
    timer.unref();
  }

  function tell(message: object): Promise<Answer | null> {
    if (closed) return Promise.resolve(null);
    return new Promise((resolve) => {
      const next: Wish = { message, answer: resolve, tries: 0 };
      if (wish === null) return ask(next);
      waiting.push(next);
      if (waiting.length > MOST_WAITING) waiting.shift()?.answer(null);
    });
  }

  async function say(voice: string, text: string, rate: number): Promise<Result<{ wav: string }, { type: 'failed' }>> {
    const answer = await tell({ voice, speed: wordsPerMinute(rate), text: asText(text) });
    const wav = answer?.wav === undefined ? null : wholeWav(Buffer.from(answer.wav, 'base64'));
    return wav === null ? err({ type: 'failed' }) : ok({ wav: wav.toString('base64') });
  }

  return {
    async locales() {
      if (known !== null) return known;
      const voices = (await tell({ ask: 'voices' }))?.voices ?? [];
      // An empty list may be a program that was not ready: it is asked again.
      if (voices.length > 0) known = localesOf(voices);
      return known ?? [];
    },
    async say(locale, text, rate) {
      const voice = voiceOf(locale);
      return voice === null ? err({ type: 'no-voice' }) : await say(voice, text, rate);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      letGo();
      wish?.answer(null);
      for (const each of waiting) each.answer(null);
      wish = null;
      waiting = [];
    },
  };
}
