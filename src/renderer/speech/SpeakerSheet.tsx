/** The headphones were pulled while something was read aloud: whether others may hear it is asked before they do. */
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../kiosk/desk.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { Screen } from '../ui/Screen.tsx';
import { useSpeech } from './speech.tsx';

export function SpeakerSheet() {
  const { t } = useTranslation();
  const { step } = useKiosk();
  const speech = useSpeech();
  return (
    <Screen
      name="sheet speaker"
      kind="work"
      title={t('speaker.title')}
      lead={<p className="lead">{t('speaker.body')}</p>}
    >
      <PressButton className="button" data-block="item" data-grow onPress={() => step({ type: 'sheet', sheet: null })}>
        {t('speaker.no')}
      </PressButton>
      <PressButton
        className="button main"
        data-block="item"
        data-grow
        onPress={() => {
          step({ type: 'sheet', sheet: null });
          speech.start();
        }}
      >
        {t('speaker.yes')}
      </PressButton>
    </Screen>
  );
}
