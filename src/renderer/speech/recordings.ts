/** People's voices, from packs: they go before every voice of a machine, for the sentences they have. */
import type { Bridge } from '../../shared/bridge.ts';
import { bytesOf } from './bytes.ts';
import type { Source } from './player.ts';
import type { Sound } from './sound.ts';

/** @param languages of which some sentences are recorded, in lower case */
export function recordings(
  bridge: Pick<Bridge, 'call'>,
  sound: Pick<Sound, 'voice'>,
  languages: () => readonly string[],
): Source {
  return {
    partial: true,
    speaks: (locale) => languages().includes(locale.toLowerCase()),
    async say({ text, locale }, { rate }, signal) {
      const reply = await bridge.call('media.recording', { locale, text });
      if (!reply.ok || !reply.value.ok || signal.aborted) return false;
      const { mediaType, base64 } = reply.value.value;
      return sound.voice(new Blob([bytesOf(base64)], { type: mediaType }), rate, signal);
    },
  };
}
