/** Lets staff in over a visitor's session, and closes over it again. Small: it is there from the first screen on. */
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useStaffDoor } from '../ways/staffDoor.ts';
import { StaffCover, type CoverProps } from './Cover.tsx';

export interface Covering {
  /** Whether staff are at the panel or before its door. */
  readonly open: boolean;
  /** What covers the session; null while nothing does. */
  readonly layer: ReactNode;
}

export function useStaffCover({ bridge, face, source }: Omit<CoverProps, 'onLeave'>): Covering {
  const [open, setOpen] = useState(false);
  useStaffDoor(face.settings.keypad, face.settings.panelPxPerMm, () => setOpen(true));
  useEffect(() => {
    let end = () => {};
    let gone = false;
    void import('./note.ts').then(({ keepNoted }) => {
      if (!gone) end = keepNoted(bridge);
    });
    return () => {
      gone = true;
      end();
    };
  }, [bridge]);
  const leave = useCallback(() => setOpen(false), []);
  return useMemo(
    () => ({
      open,
      layer: open ? <StaffCover bridge={bridge} face={face} source={source} onLeave={leave} /> : null,
    }),
    [open, bridge, face, source, leave],
  );
}
