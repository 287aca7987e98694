/** How a process of ours ends: once, cleanly, on a signal or when its parent is gone. */

const PARENT_POLL_MS = 500;
/** Ctrl-C under npm comes twice: from the terminal and, passed on, from npm. That is one wish, not impatience. */
const SAME_WISH_MS = 1_000;

export interface LifetimeOptions {
  /** End when the process that started this one is gone (npm is not told when it is killed). */
  readonly withParent?: boolean;
  readonly exit?: (code: number) => void;
}

/**
 * Calls `stop` once, on SIGINT, SIGTERM, SIGHUP or when the process that started this one is gone,
 * then exits with 0. Another signal, more than a second later, exits at once.
 *
 * @returns ends the process the same way for another reason
 */
export function endsCleanly(
  stop: () => Promise<void>,
  { withParent = true, exit = (code) => process.exit(code) }: LifetimeOptions = {},
): (code?: number) => void {
  let ending = false;
  let since = 0;
  const end = (code = 0) => {
    if (ending) return;
    ending = true;
    since = performance.now();
    stop().then(
      () => exit(code),
      (error: unknown) => {
        console.error(error);
        exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!ending) end();
      else if (performance.now() - since > SAME_WISH_MS) exit(1);
    });
  }

  if (!withParent) return end;
  // A process started by npm is not told when npm is killed; it sees that it has another parent.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && !ending) end();
  }, PARENT_POLL_MS).unref();
  return end;
}
