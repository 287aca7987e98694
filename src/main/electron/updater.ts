/** Looks for updates when the policy allows. electron-updater is loaded only once a feed is set. */
import type { Settings } from '../../shared/settings.ts';
import { errorPlace } from '../../process/log.ts';
import type { MainLog } from '../log.ts';
import { mayCheckForUpdate, mayInstallUpdate, type UpdateMoment } from '../policy/updates.ts';

/** What is used of electron-updater's `autoUpdater`. */
export interface Updater {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  setFeedURL(options: { provider: 'generic'; url: string }): void;
  checkForUpdates(): Promise<unknown>;
  quitAndInstall(isSilent: boolean, isForceRunAfter: boolean): void;
  on(event: 'update-downloaded', listener: () => void): unknown;
}

export interface UpdateOptions {
  readonly settings: () => Promise<Pick<Settings, 'updateFeed' | 'quietFromHour' | 'quietToHour'>>;
  readonly inSession: () => boolean;
  readonly now: () => { readonly ms: number; readonly hour: number };
  readonly load: () => Promise<Updater>;
  /** Ends the desk before the installer takes over. */
  readonly beforeInstall: () => Promise<void>;
  readonly log: MainLog;
}

/** @returns to be called every few minutes: checks or installs when it may, else does nothing */
export function updates(options: UpdateOptions): () => Promise<void> {
  let lastCheck: number | null = null;
  let updater: Updater | null = null;
  let downloaded = false;
  let installing = false;

  return async () => {
    const settings = await options.settings();
    const moment: UpdateMoment = {
      now: options.now(),
      quietWindow: { from: settings.quietFromHour, to: settings.quietToHour },
      inSession: options.inSession(),
      feed: settings.updateFeed,
    };
    try {
      if (downloaded && updater !== null && !installing && mayInstallUpdate(moment)) {
        installing = true;
        options.log({ event: 'main.update', outcome: 'installing' });
        await options.beforeInstall();
        updater.quitAndInstall(true, true);
        return;
      }
      if (downloaded || !mayCheckForUpdate({ ...moment, lastCheck }) || moment.feed === null) return;
      lastCheck = moment.now.ms;
      options.log({ event: 'main.update', outcome: 'checking' });
      if (updater === null) {
        updater = await options.load();
        updater.autoDownload = true;
        // A restart by staff must not become an installation in opening hours.
        updater.autoInstallOnAppQuit = false;
        updater.on('update-downloaded', () => {
          downloaded = true;
          options.log({ event: 'main.update', outcome: 'downloaded' });
        });
      }
      updater.setFeedURL({ provider: 'generic', url: moment.feed });
      await updater.checkForUpdates();
    } catch (error) {
      options.log({ event: 'main.update', outcome: 'failed', error: errorPlace(error) });
    }
  };
}
