/** What a face asks this machine to say. */
import type { CallName } from '../../shared/bridge.ts';
import { err } from '../../shared/result.ts';
import type { speechCallSchemas } from '../../shared/speech.ts';
import type { Handlers } from '../feedback/handlers.ts';

export type SpeechHandlers = Pick<Handlers, CallName & keyof typeof speechCallSchemas>;

export function speechHandlers(): SpeechHandlers {
  return {
    'speech.voices': () => ({ locales: [] }),
    'speech.say': () => err({ type: 'no-voice' }),
  };
}
