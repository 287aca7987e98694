/** When the app may look for an update or install one: in the quiet window, never while a visitor is at work, off until a feed is set. */

const HOUR_MS = 3_600_000;
/** Once a night is enough, also where the window is long. */
const BETWEEN_CHECKS_MS = 20 * HOUR_MS;

export interface QuietWindow {
  /** Local hours, 0 to 23; `from` may be after `to` (22 to 5). Equal: no window. */
  readonly from: number;
  readonly to: number;
}

export interface UpdateMoment {
  /** `ms` since the epoch, `hour` of the local day. */
  readonly now: { readonly ms: number; readonly hour: number };
  readonly quietWindow: QuietWindow;
  readonly inSession: boolean;
  /** Address of the update feed; null: updates are off. */
  readonly feed: string | null;
}

export function isQuiet(hour: number, { from, to }: QuietWindow): boolean {
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** @param moment.lastCheck when one was last looked for, or null */
export function mayCheckForUpdate(moment: UpdateMoment & { readonly lastCheck: number | null }): boolean {
  if (!mayInstallUpdate(moment)) return false;
  const since = moment.lastCheck === null ? null : moment.now.ms - moment.lastCheck;
  // A last check in the future is a clock that was set back, not a reason to wait.
  return since === null || since < 0 || since >= BETWEEN_CHECKS_MS;
}

/** Asked again when the download is done: a session may have begun meanwhile. */
export function mayInstallUpdate({ now, quietWindow, inSession, feed }: UpdateMoment): boolean {
  return feed !== null && isHttps(feed) && !inSession && isQuiet(now.hour, quietWindow);
}

function isHttps(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'https:';
}
