/**
 * The button that leads on. Where it commits something, a finger that still means the last screen
 * must not hit it: pointers pass through it for a moment after the screen changed. Keys, switches
 * and assistive technology are never held up, and while a form is being saved nothing sends it twice.
 */
import { useEffect, useState, type ReactNode } from 'react';
import { PressButton } from './PressButton.tsx';

/** VxSuite, after VVSG 2.0 7.2-H. */
export const SUBMIT_LOCK_MS = 500;

export function SubmitButton(props: {
  /** Names the screen: the lock begins anew with each. */
  screen: string;
  /** Whether it commits something. */
  locked: boolean;
  busy: boolean;
  onPress: () => void;
  children: ReactNode;
  'data-block'?: 'item';
}) {
  const [openFor, setOpenFor] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setOpenFor(props.screen), SUBMIT_LOCK_MS);
    return () => clearTimeout(timer);
  }, [props.screen]);
  const closed = props.locked && openFor !== props.screen;
  return (
    <PressButton
      className={closed ? 'button main no-pointer' : 'button main'}
      data-block={props['data-block']}
      isPending={props.busy}
      onPress={props.onPress}
    >
      {props.children}
    </PressButton>
  );
}
