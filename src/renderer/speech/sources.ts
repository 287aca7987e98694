/**
 * The ways this kiosk can speak. The order is that of the list a player is given: recordings of a
 * content pack would stand first; then the system's voices, which never leave this machine; then the
 * desk's program.
 */
import type { Bridge } from '../../shared/bridge.ts';
import type { Manner, Source } from './player.ts';
import type { Part } from './parts.ts';
import type { Sound } from './sound.ts';

/** Browsers list their voices late or never. */
const VOICES_MS = 1500;

/**
 * The voices of the operating system. A voice that is not local would send what is said to a network.
 *
 * @param usable false while speech must go to another output than the system's own, which it cannot
 */
export async function systemVoices(usable: () => boolean): Promise<Source> {
  if (!('speechSynthesis' in window)) return { speaks: () => false, say: () => Promise.resolve(false) };
  await listed(speechSynthesis);
  const voiceOf = (locale: string) => {
    const local = speechSynthesis.getVoices().filter((voice) => voice.localService);
    return local.find((voice) => matches(voice.lang, locale));
  };
  return {
    speaks: (locale) => usable() && voiceOf(locale) !== undefined,
    say: (part, manner, signal) =>
      new Promise((resolve) => {
        const saying = new SpeechSynthesisUtterance(part.text);
        saying.voice = voiceOf(part.locale) ?? null;
        saying.lang = part.locale;
        saying.rate = manner.rate / 100;
        saying.volume = manner.volume / 100;
        saying.addEventListener('end', () => resolve(!signal.aborted));
        saying.addEventListener('error', () => resolve(false));
        signal.addEventListener('abort', () => (speechSynthesis.cancel(), resolve(false)), { once: true });
        speechSynthesis.speak(saying);
      }),
    forget: () => speechSynthesis.cancel(),
  };
}

/** The same language, and the same script where it matters: `zh-CN` speaks `zh-Hans` and `zh-Hant`. */
export function matches(voice: string, locale: string): boolean {
  const language = (tag: string) => tag.replace('_', '-').split('-')[0]?.toLowerCase();
  return language(voice) === language(locale);
}

function listed(synthesis: SpeechSynthesis): Promise<void> {
  if (synthesis.getVoices().length > 0) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, VOICES_MS);
    synthesis.addEventListener('voiceschanged', () => (clearTimeout(timer), resolve()), { once: true });
  });
}

/** The program beside the desk. One part is fetched ahead while the one before it is heard; nothing else is held. */
export async function deskVoices(bridge: Bridge, sound: Sound): Promise<Source> {
  const reply = await bridge.call('speech.voices', {});
  const locales = reply.ok ? reply.value.locales : [];
  let ahead: { readonly part: Part; readonly rate: number; readonly file: Promise<ArrayBuffer | null> } | null = null;

  async function fetched({ text, locale }: Part, rate: number): Promise<ArrayBuffer | null> {
    const said = await bridge.call('speech.say', { locale, text, rate });
    return said.ok && said.value.ok ? bytesOf(said.value.value.wav) : null;
  }
  const speaks = (locale: string) => locales.includes(locale) || locales.includes(locale.split('-')[0] ?? '');
  return {
    speaks,
    async say(part: Part, { rate }: Manner, signal) {
      const ready = ahead;
      ahead = null;
      const held = ready !== null && ready.part === part && ready.rate === rate ? ready.file : fetched(part, rate);
      const file = await held;
      return file !== null && !signal.aborted && (await sound.play(file, signal));
    },
    prepare(part, { rate }) {
      ahead = { part, rate, file: fetched(part, rate) };
    },
    forget: () => (ahead = null),
  };
}

function bytesOf(base64: string): ArrayBuffer {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer;
}
