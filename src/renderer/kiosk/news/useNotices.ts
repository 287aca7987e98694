/** The notices in effect here: they begin and end by the clock, also while somebody looks at them. */
import { useEffect, useMemo, useState } from 'react';
import type { Notice } from '../../../shared/content/news.ts';
import { noticesNow } from '../../../shared/content/notices.ts';
import { useKiosk } from '../desk.tsx';

/** Half a minute: what ends is gone within the minute it ended in. */
const LOOK_MS = 30_000;

export function useNotices(): readonly Notice[] {
  const { face } = useKiosk();
  const { news } = face.catalogue;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const looking = setInterval(() => setNow(Date.now()), LOOK_MS);
    return () => clearInterval(looking);
  }, []);
  return useMemo(() => noticesNow(news, face.centerId, now), [news, face.centerId, now]);
}
