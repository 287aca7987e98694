/** What a face asks this machine to say. */
import type { CallName } from '../../shared/bridge.ts';
import type { speechCallSchemas } from '../../shared/speech.ts';
import type { Handlers } from '../feedback/handlers.ts';
import type { Speaker } from './speaker.ts';

export type SpeechHandlers = Pick<Handlers, CallName & keyof typeof speechCallSchemas>;

export function speechHandlers(speaker: Speaker): SpeechHandlers {
  return {
    'speech.voices': async () => ({ locales: await speaker.locales() }),
    'speech.say': ({ locale, text, rate }) => speaker.say(locale, text, rate),
  };
}
