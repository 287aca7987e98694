/** The first screen: the language wall under one large greeting that changes language every few seconds. */
import { useEffect, useState } from 'react';
import { langOf } from '../i18n/Text.tsx';
import { useCompact } from '../ui/layout.tsx';
import { Screen } from '../ui/Screen.tsx';
import { useKiosk } from './desk.tsx';
import { LanguageTiles } from './LanguageTiles.tsx';
import { OtherLanguages } from './OtherLanguages.tsx';

/** Long enough to read a word or two; WCAG 2.2 SC 2.2.2 is met by showing each greeting on its tile too. */
const GREETING_MS = 4000;

export function Attract() {
  const { face, session, speak, words } = useKiosk();
  const greeting = useTurn(face.languages.length);
  const small = useCompact();
  const language = face.languages[greeting] ?? words.text.language;
  return (
    <Screen
      name={`attract ${session.serial}`}
      kind="work"
      unit="languages"
      columns={3}
      title={words.text.language.choose}
      titleUnseen
      above={
        // Each tile greets too: a small window has its room for those.
        small ? undefined : (
          <div className="greeting" aria-hidden="true" key={language.tag} {...langOf(language)}>
            <p className="greeting-word">{language.greeting}</p>
            <p className="lead">{language.choose}</p>
          </div>
        )
      }
    >
      <LanguageTiles languages={face.languages} current={null} choose={speak} />
      <OtherLanguages />
    </Screen>
  );
}

/** Counts from 0 to below `length`, over and over; stands still where motion is not wanted. */
function useTurn(length: number): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (length < 2 || matchMedia('(prefers-reduced-motion: reduce)').matches) return undefined;
    const timer = setInterval(() => setTurn((held) => (held + 1) % length), GREETING_MS);
    return () => clearInterval(timer);
  }, [length]);
  return turn % Math.max(length, 1);
}
