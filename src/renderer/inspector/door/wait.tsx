/** The time after wrong tries in which none is taken. It is seen running down, and said twice: when it begins and when it is over. */
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Waiting {
  /** Milliseconds of the page's monotonic clock. */
  readonly until: number;
  readonly total: number;
}

/** Whole seconds until `until`, never fewer than there are. */
export function secondsUntil(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000));
}

const begun = (seconds: number): Waiting => ({ until: performance.now() + seconds * 1000, total: seconds });

export interface RunningWait {
  readonly seconds: number;
  /** Of the whole wait; 0 where there was none. */
  readonly total: number;
  readonly begin: (seconds: number) => void;
}

/** @param first what the desk said when the form was shown */
export function useWait(first: number): RunningWait {
  const [waiting, setWaiting] = useState<Waiting>(() => begun(first));
  const [seconds, setSeconds] = useState(first);
  const begin = useCallback((count: number) => setWaiting(begun(count)), []);
  useEffect(() => {
    const look = () => setSeconds(secondsUntil(waiting.until, performance.now()));
    look();
    if (waiting.total === 0) return undefined;
    const timer = setInterval(look, 250);
    return () => clearInterval(timer);
  }, [waiting]);
  return { seconds, total: waiting.total, begin };
}

export function Wait({ seconds, total }: { seconds: number; total: number }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="unseen" role="status">
        {total === 0 ? '' : seconds > 0 ? t('inspector.door.wait', { count: total }) : t('inspector.door.again')}
      </p>
      {seconds > 0 ? <p aria-hidden="true">{t('inspector.door.wait', { count: seconds })}</p> : null}
    </>
  );
}
