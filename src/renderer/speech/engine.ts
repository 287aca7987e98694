/** Everything that speaks, fetched when reading aloud is first turned on: sound, voices, the reader of the page, touch to hear. */
import type { Bridge } from '../../shared/bridge.ts';
import type { Language } from '../../shared/content/content.ts';
import { HEARD } from './heard.ts';
import type { Part } from './parts.ts';
import { openPlayer, type Manner, type Sounding } from './player.ts';
import { openReader } from './reader.ts';
import { openSound } from './sound.ts';
import { recordings } from './recordings.ts';
import { deskVoices, systemVoices } from './sources.ts';
import { touchToHear } from './touch.ts';
import type { Phrases } from './utterances.ts';

export interface EngineOptions {
  readonly bridge: Bridge;
  readonly document: Document;
  readonly phrases: () => Phrases;
  /** The same in English: what is said where the visitor's language has no voice. */
  readonly source: () => Phrases;
  readonly manner: () => Manner;
  readonly headphones: () => boolean;
  /** Languages of which some sentences are recorded. */
  readonly recorded: () => readonly string[];
  readonly onChange: (sounding: Sounding) => void;
}

export interface Echo {
  readonly kind: 'letter' | 'word' | 'field';
  /** Bystanders must not hear it. */
  readonly private: boolean;
}

export interface Engine {
  /** Says that it has begun, then the screen; on the language wall a greeting and every language's name. */
  begin(wall: readonly Language[] | null): void;
  /** Reads on in the language that was just chosen, or says that it has no voice. */
  language(language: Language): void;
  speaks(locale: string): boolean;
  say(parts: readonly Part[]): void;
  echo(text: string, locale: string, echo: Echo): void;
  again(): void;
  pause(): void;
  resume(): void;
  stop(): void;
  rateChanged(): void;
  volumeChanged(): void;
  output(sinkId: string | null): void;
  close(): void;
}

export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { bridge, document, phrases, source, manner, headphones } = options;
  const sound = openSound();
  let routed = false;
  sound.volume(manner().volume);
  const voices = await Promise.all([systemVoices(() => !routed), deskVoices(bridge, sound)]);
  const sources = [recordings(bridge, sound, options.recorded), ...voices];
  const player = openPlayer({
    sources,
    manner,
    onChange: options.onChange,
    onPart: (detail) => document.dispatchEvent(new CustomEvent(HEARD, { detail })),
    after(ms, call) {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
  });
  const reader = openReader({ document, player, phrases, headphones });
  const endTouch = touchToHear({ document, hear: reader.hear });
  let told = false;
  /** Whether it has been said how to go on by ear. */
  let explained = false;

  /** The sentence for a language that nobody can hear here, in one that can be heard. */
  const voiceless = (language: Language): readonly Part[] => {
    const own = source();
    return player.speaks(language.tag)
      ? []
      : [{ text: own.say('speech.noVoice', { language: language.english }), locale: own.locale }];
  };

  return {
    begin(wall) {
      const first = wall?.[0];
      const { locale, say } = phrases();
      const began: Part = { text: say('speech.began'), locale };
      explained = wall === null;
      if (wall === null || first === undefined) return reader.readScreen([began]);
      const names = wall.map(({ tag, name }) => ({ text: name, locale: tag }));
      const greeting = [first.greeting, first.choose].map((text) => ({ text, locale: first.tag }));
      void player.say([...greeting, ...names]);
    },
    language(language) {
      const missing = voiceless(language);
      if (missing.length > 0) return void player.say(missing);
      if (explained) return;
      explained = true;
      // Nobody could say so on the wall, in a language the visitor knows.
      const { locale, say } = phrases();
      reader.ahead(['speech.began', 'help.keys'].map((key) => ({ text: say(key), locale })));
    },
    speaks: player.speaks,
    say: (parts) => void player.say(parts),
    echo(text, locale, echo) {
      // The field as it was left: the focus goes on at once, and what has it is heard after.
      if (echo.kind === 'field') {
        if (!echo.private || headphones()) reader.ahead([{ text, locale }]);
        return;
      }
      if (!echo.private || headphones()) return void player.say([{ text, locale }], false);
      if (told) return sound.click();
      told = true;
      void player.say([{ text: phrases().say('speech.private'), locale: phrases().locale }], false);
    },
    again() {
      // Whoever writes wants to hear what is written, as far as others may.
      const field = writtenField(document);
      if (field === null) player.again();
      else reader.hear(field);
    },
    pause: player.pause,
    resume: player.resume,
    stop: player.stop,
    rateChanged: player.restart,
    volumeChanged: () => sound.volume(manner().volume),
    output(sinkId) {
      routed = sinkId !== null;
      sound.output(sinkId);
      player.restart();
    },
    close() {
      reader.close();
      endTouch();
      player.forget();
      sound.close();
    },
  };
}

/** The field above the keyboard on the screen, while that is shown. */
function writtenField(document: Document): HTMLElement | null {
  const keyboard = document.querySelector('[data-keyboard]');
  if (keyboard?.checkVisibility({ visibilityProperty: true }) !== true) return null;
  return keyboard.closest('.field')?.querySelector<HTMLElement>('input, textarea') ?? null;
}
