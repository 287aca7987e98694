/** Speaker and headphone socket, each heard by a person; and how loud a session begins. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../../ui/PressButton.tsx';
import { useStaff } from '../staff.tsx';
import { Answer, StepScreen, useStep } from './frame.tsx';
import { playSample } from './sample.ts';

/** The bounds of `setup.sound`, in steps a person can hear. */
const LEAST = 10;
const MOST = 100;
const STEP = 10;

type Part = { readonly name: 'speaker' } | { readonly name: 'headphones'; readonly speakerHeard: boolean };

export function Sound() {
  const { t } = useTranslation();
  const { bridge, face } = useStaff();
  const { keep } = useStep();
  const [part, setPart] = useState<Part>({ name: 'speaker' });
  const [volume, setVolume] = useState(() => Math.round(face.settings.speechVolume / STEP) * STEP);
  const play = () => void playSample(bridge, t('setup.sound.sample'), volume);
  const louder = (by: number) => setVolume((held) => Math.max(LEAST, Math.min(MOST, held + by)));

  const playing = (
    <div className="pad-row" data-block="item" data-columns={3}>
      <PressButton className="button pad-key" onPress={() => louder(-STEP)}>
        {t('setup.sound.softer')}
      </PressButton>
      <PressButton className="button main pad-key" onPress={play}>
        {t('setup.sound.play')}
      </PressButton>
      <PressButton className="button pad-key" onPress={() => louder(STEP)}>
        {t('setup.sound.louder')}
      </PressButton>
    </div>
  );
  const loud = (
    <p className="lead" role="status">
      {t('setup.sound.volume', { volume })}
    </p>
  );

  if (part.name === 'speaker') {
    const heard = (speakerHeard: boolean) => setPart({ name: 'headphones', speakerHeard });
    return (
      <StepScreen
        part="speaker"
        title={t('setup.sound.speaker')}
        lead={
          <>
            <p className="lead">{t('setup.sound.speaker.lead')}</p>
            {loud}
          </>
        }
      >
        {playing}
        <Answer main onPress={() => heard(true)}>
          {t('setup.sound.heard')}
        </Answer>
        <Answer onPress={() => heard(false)}>{t('setup.sound.notHeard')}</Answer>
      </StepScreen>
    );
  }
  const { speakerHeard } = part;
  const done = (headphones: boolean | null) => void keep('setup.sound', { speakerHeard, headphones, volume });
  return (
    <StepScreen
      part="headphones"
      title={t('setup.sound.headphones')}
      lead={
        <>
          <p className="lead">{t('setup.sound.headphones.lead')}</p>
          {loud}
        </>
      }
      back={() => setPart({ name: 'speaker' })}
    >
      {playing}
      <Answer main onPress={() => done(true)}>
        {t('setup.sound.heard')}
      </Answer>
      <Answer onPress={() => done(false)}>{t('setup.sound.notHeard')}</Answer>
      <Answer onPress={() => done(null)}>{t('setup.sound.noSocket')}</Answer>
    </StepScreen>
  );
}
