/** How a face lets its machine speak: text goes in, sound comes back. Nothing spoken is kept anywhere. */
import { z } from 'zod';
import type { Result } from './result.ts';

export const speechCallSchemas = {
  /** Which languages this machine's own program can speak. */
  'speech.voices': z.object({}),
  'speech.say': z.object({
    locale: z.string().min(2).max(35),
    /** A sentence or two: longer texts are said in parts, so that each can be interrupted. */
    text: z.string().min(1).max(600),
    /** Percent of the usual speed. 508 402.2 and EN 301 549 5.1.3: 50 to 200. */
    rate: z.number().int().min(50).max(200),
  }),
} as const;

export interface SpeechAnswers {
  'speech.voices': { readonly locales: readonly string[] };
  /** A WAV file in base64. */
  'speech.say': Result<{ readonly wav: string }, { readonly type: 'no-voice' } | { readonly type: 'failed' }>;
}
