/**
 * The button that leads on. Where it commits something, a finger that still means the last screen
 * must not hit it: pointers pass through it for a moment after the screen changed. Keys, switches
 * and assistive technology are never held up, and while a form is being saved nothing sends it twice.
 */
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PressButton } from './PressButton.tsx';

/** Saving takes some milliseconds; only where it takes longer is there anything to say. */
const SAY_SAVING_MS = 400;

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
  const { t } = useTranslation();
  const [openFor, setOpenFor] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setOpenFor(props.screen), SUBMIT_LOCK_MS);
    return () => {
      clearTimeout(timer);
      // Whoever comes back within the moment finds it locked again.
      setOpenFor(null);
    };
  }, [props.screen]);
  const slow = useSlow(props.busy);
  const closed = props.locked && openFor !== props.screen;
  return (
    <PressButton
      className={closed ? 'button main no-pointer' : 'button main'}
      data-block={props['data-block']}
      onPress={() => {
        if (!props.busy) props.onPress();
      }}
    >
      {slow ? t('common.sending') : props.children}
    </PressButton>
  );
}

function useSlow(busy: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!busy) return undefined;
    const timer = setTimeout(() => setSlow(true), SAY_SAVING_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [busy]);
  return slow;
}
