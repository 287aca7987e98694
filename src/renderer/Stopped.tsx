/** The face cannot open: says why in plain English, without the desk's words, which it may not have. */
import { useEffect, useState } from 'react';
import { PressButton } from './ui/PressButton.tsx';

export type StopReason = 'token' | 'desk' | 'crash';

const KEYS = {
  token: { title: 'open.token.title', body: 'open.token.body' },
  desk: { title: 'open.failed.title', body: 'open.failed.body' },
  crash: { title: 'crash.title', body: 'crash.body' },
} as const;

/** How long before it tries by itself: nobody may be there to press the button. */
const AGAIN_MS = 5000;

export function Stopped({ why, again }: { why: StopReason; again: () => void }) {
  const [words, setWords] = useState<Readonly<Record<string, string>> | null>(null);
  useEffect(() => {
    let gone = false;
    void import('../../resources/locales/en.json').then((file) => {
      if (!gone) setWords(file.default);
    });
    return () => {
      gone = true;
    };
  }, []);
  useEffect(() => {
    if (why === 'token') return undefined;
    const timer = setTimeout(again, AGAIN_MS);
    return () => clearTimeout(timer);
  });
  const title = words?.[KEYS[why].title] ?? '';
  useEffect(() => {
    if (title !== '') document.title = title;
  }, [title]);
  if (words === null) return null;
  return (
    <main className="stopped" lang="en" dir="ltr" role="alert">
      <h1>{title}</h1>
      <p className="lead">{words[KEYS[why].body]}</p>
      {why === 'token' ? null : (
        <PressButton className="button main" onPress={again}>
          {words['open.again']}
        </PressButton>
      )}
    </main>
  );
}
