/** How to get a free interpreter, and where to turn when there was none. */
import { useTranslation } from 'react-i18next';
import { Paragraph } from '../../i18n/Text.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useKiosk } from '../desk.tsx';
import { BackButton, HUB } from './BackButton.tsx';

export function Interpreter() {
  const { t } = useTranslation();
  const { step, words } = useKiosk();
  return (
    <Screen
      name="help interpreter"
      kind="read"
      title={t('interpreter.how')}
      actions={
        <>
          <BackButton to={HUB} />
          <PressButton
            className="button main"
            onPress={() => step({ type: 'go', place: { name: 'help', at: { page: 'card', language: null } } })}
          >
            {t('interpreter.card')}
          </PressButton>
        </>
      }
    >
      {words.text.help.interpreter.map((text) => (
        <Paragraph key={text} text={text} language={words.text.language} className="large" />
      ))}
    </Screen>
  );
}
