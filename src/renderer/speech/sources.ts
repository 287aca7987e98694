/**
 * The ways this kiosk can speak. The order is that of the list a player is given: recordings of
 * packs first; then the system's voices, which never leave this machine; then the
 * desk's program.
 */
import type { Bridge } from '../../shared/bridge.ts';
import { bytesOf } from './bytes.ts';
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
  const voiceOf = (locale: string) => voiceFor(locale, speechSynthesis.getVoices());
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

/** Regions whose speech visitors of New York are most likely to know, the likeliest first. */
const REGIONS: Readonly<Record<string, readonly string[]>> = { en: ['US'], es: ['US', 'MX', '419'], fr: ['HT', 'CA'] };
/** Written Chinese is read in Mandarin; what these regions speak is Cantonese. */
const CANTONESE: ReadonlySet<string> = new Set(['HK', 'MO']);

export type SystemVoice = Pick<SpeechSynthesisVoice, 'lang' | 'localService'>;

/** The voice for a language, of those that stay on this machine; undefined where there is none. */
export function voiceFor<V extends SystemVoice>(locale: string, voices: readonly V[]): V | undefined {
  const wanted = new Intl.Locale(locale).language;
  const regions = REGIONS[wanted] ?? [];
  const rank = ({ lang }: V) => {
    const at = regions.indexOf(regionOf(lang));
    return at < 0 ? regions.length : at;
  };
  return voices
    .filter(({ lang, localService }) => localService && languageOf(lang) === wanted)
    .filter(({ lang }) => wanted !== 'zh' || !CANTONESE.has(regionOf(lang)))
    .sort((one, other) => rank(one) - rank(other))[0];
}

// Android and some speech servers write `es_MX`.
const subtags = (tag: string) => tag.split(/[-_]/);
const languageOf = (tag: string) => subtags(tag)[0]?.toLowerCase().replace('cmn', 'zh');
const regionOf = (tag: string) => subtags(tag).find((part) => /^(?:[A-Z]{2}|\d{3})$/.test(part)) ?? '';

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
