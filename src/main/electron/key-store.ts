/** The operating system's key store as the desk sees it; where it protects nothing, the file's, said aloud. */
import type { SafeStorage } from 'electron';
import type { KeyStore } from '../../desk/desk.ts';
import type { MainLog } from '../log.ts';
import { chooseKeyStore } from '../policy/key-store.ts';

/** First byte of what the system wrapped, so that a machine that gains or loses its key store still tells the two apart. */
const SYSTEM_MARK = 0x53;

export interface KeyStoreOptions {
  readonly safeStorage: Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> &
    Partial<Pick<SafeStorage, 'getSelectedStorageBackend'>>;
  readonly platform: NodeJS.Platform;
  readonly file: KeyStore;
  readonly log: MainLog;
}

/** Call after the app is ready: before, every store says it is unavailable. */
export function openKeyStore({ safeStorage, platform, file, log }: KeyStoreOptions): KeyStore {
  const choice = chooseKeyStore({
    available: safeStorage.isEncryptionAvailable(),
    // Only Linux has backends to choose from.
    backend: platform === 'linux' ? (safeStorage.getSelectedStorageBackend?.() ?? 'unknown') : null,
  });
  log({ event: 'main.key-store', kind: choice.kind, ...(choice.kind === 'file' ? { why: choice.why } : {}) });
  if (choice.kind === 'file') return file;

  let kind: KeyStore['kind'] = 'system';
  return {
    get kind() {
      return kind;
    },
    wrap(secret) {
      try {
        const wrapped = safeStorage.encryptString(Buffer.from(secret).toString('base64'));
        return Buffer.concat([Buffer.from([SYSTEM_MARK]), wrapped]);
      } catch {
        // It said it was there and is not, such as a key ring that was locked since.
        kind = 'file';
        log({ event: 'main.key-store', kind, why: 'unavailable' });
        return file.wrap(secret);
      }
    },
    unwrap: (wrapped) => {
      if (wrapped[0] === SYSTEM_MARK) {
        try {
          return Buffer.from(safeStorage.decryptString(Buffer.from(wrapped.subarray(1))), 'base64');
        } catch {
          // Another user or machine wrapped it, or it is the file store's and begins with this byte by chance.
        }
      }
      return file.unwrap(wrapped);
    },
  };
}
