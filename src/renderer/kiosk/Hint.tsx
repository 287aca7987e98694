/** What a tile leads to, in small below its words. At the largest text it would leave one tile to a page: there it is only heard. */
import type { ReactNode } from 'react';
import { langOf } from '../i18n/Text.tsx';
import { useKiosk } from './desk.tsx';

const LARGEST = 4;

export function Hint({ children }: { children: ReactNode }) {
  const { session, words } = useKiosk();
  return (
    <span className={session.display.size === LARGEST ? 'unseen' : 'soft'} {...langOf(words.text.language)}>
      {children}
    </span>
  );
}
