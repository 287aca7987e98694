/** Whether the operating system really protects a secret. */

export type KeyStoreChoice =
  | { readonly kind: 'system' }
  /** Secrets lie in a file that only this user reads; staff are told why. */
  | { readonly kind: 'file'; readonly why: 'unavailable' | 'plain-text-backend' };

/**
 * @param backend Electron's `safeStorage.getSelectedStorageBackend()` on Linux. `basic_text` encrypts with
 * a password that is in Chromium's source: worse than nothing, for it looks like something.
 */
export function chooseKeyStore(state: {
  readonly available: boolean;
  readonly backend: string | null;
}): KeyStoreChoice {
  if (!state.available) return { kind: 'file', why: 'unavailable' };
  if (state.backend === 'basic_text' || state.backend === 'unknown') return { kind: 'file', why: 'plain-text-backend' };
  return { kind: 'system' };
}
