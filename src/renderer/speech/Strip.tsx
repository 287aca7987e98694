/** The strip above the bar while reading aloud: pause, again, slower, faster, softer, louder. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../ui/PressButton.tsx';
import { RATES, VOLUMES } from './steps.ts';
import { useSpeech } from './speech.tsx';
import './speech.css';

const DRAWINGS = {
  pause: <path d="M8 5v14M16 5v14" />,
  resume: <path d="M7 4.500v15l12-7.500z" />,
  again: <path d="M20 4.500v5.500h-5.500M19.400 10a8 8 0 1 0 .4 4.500" />,
  slower: <path d="M5 12h14" />,
  faster: <path d="M5 12h14M12 5v14" />,
  softer: <path d="M3.500 9.500v5H7l5 4V5.500l-5 4zM16 12h5" />,
  louder: <path d="M3.500 9.500v5H7l5 4V5.500l-5 4zM15.500 12h6M18.500 9v6" />,
} satisfies Record<string, ReactNode>;

export function Strip() {
  const { t } = useTranslation();
  const speech = useSpeech();
  const paused = speech.sounding === 'paused';
  const buttons: readonly { sign: keyof typeof DRAWINGS; act: () => void; end: boolean; now?: string }[] = [
    { sign: paused ? 'resume' : 'pause', act: paused ? speech.resume : speech.pause, end: false },
    { sign: 'again', act: speech.again, end: false },
    {
      sign: 'slower',
      act: speech.slower,
      end: speech.rate <= RATES[0],
      now: t('speech.rate', { percent: speech.rate }),
    },
    {
      sign: 'faster',
      act: speech.faster,
      end: speech.rate >= (RATES.at(-1) ?? 0),
      now: t('speech.rate', { percent: speech.rate }),
    },
    {
      sign: 'softer',
      act: speech.softer,
      end: speech.volume <= VOLUMES[0],
      now: t('speech.volume', { percent: speech.volume }),
    },
    {
      sign: 'louder',
      act: speech.louder,
      end: speech.volume >= (VOLUMES.at(-1) ?? 0),
      now: t('speech.volume', { percent: speech.volume }),
    },
  ];
  return (
    <div className="speech-strip" role="group" aria-label={t('speech.strip')}>
      {speech.voiceless === null ? null : (
        <p className="voiceless">{t('speech.noVoice', { language: speech.voiceless })}</p>
      )}
      {buttons.map(({ sign, act, end, now }, at) => (
        // Keyed by its place: what has the focus keeps it when pause becomes resume.
        <PressButton key={at} className="bar-button" onPress={act}>
          <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            {DRAWINGS[sign]}
          </svg>
          <span>{t(`speech.${sign}`)}</span>
          {now === undefined ? null : (
            <span className="unseen">
              {now}
              {end ? ` ${t('speech.end')}` : ''}
            </span>
          )}
        </PressButton>
      ))}
    </div>
  );
}
