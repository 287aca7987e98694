/** Tries the passphrase of a form. While none is taken it keeps the focus, and looks as if it could not be pressed. */
import type { RunningWait } from './wait.tsx';

export interface TryButtonProps {
  /** The one thing this page is for. */
  readonly main?: boolean;
  /** One is being checked. */
  readonly busy: boolean;
  readonly wait: RunningWait;
  readonly children: string;
}

export function TryButton({ main = false, busy, wait, children }: TryButtonProps) {
  const waits = wait.seconds > 0;
  return (
    <button
      type="submit"
      className={main ? 'button main' : 'button'}
      aria-disabled={busy || waits}
      data-disabled={waits || undefined}
    >
      {children}
    </button>
  );
}
