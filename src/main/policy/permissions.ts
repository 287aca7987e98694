/** What a page is granted: nothing, but to know which sound outputs there are. */
import { isAppAddress } from './address.ts';

/**
 * Plugging in headphones starts speech, and moves it there: the page must be told of outputs and their
 * ids, which Chromium ties to the audio permission. This answers its *check* only. Using a microphone
 * is a *request*, and every request is refused. (Its Permissions Policy cannot deny it as well: then no
 * output would be named.)
 */
export function mayKnow(permission: string, mediaType: string | undefined, origin: string): boolean {
  const page = origin.endsWith('/') ? origin : `${origin}/`;
  if (!isAppAddress(page)) return false;
  return permission === 'speaker-selection' || (permission === 'media' && mediaType === 'audio');
}
