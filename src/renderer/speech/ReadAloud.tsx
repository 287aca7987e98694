/** The button of the bar that begins and ends reading aloud, and the strip that comes with it. */
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icons.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { useSpeech } from './speech.tsx';

const Strip = lazy(async () => ({ default: (await import('./Strip.tsx')).Strip }));

export function ReadAloudButton() {
  const { t } = useTranslation();
  const { on, start, stop } = useSpeech();
  return (
    <PressButton className="bar-button" aria-pressed={on} onPress={on ? stop : start}>
      <Icon name="sound" />
      <span>{t('bar.readAloud')}</span>
    </PressButton>
  );
}

export function SpeechStrip() {
  return useSpeech().on ? (
    <Suspense fallback={null}>
      <Strip />
    </Suspense>
  ) : null;
}
