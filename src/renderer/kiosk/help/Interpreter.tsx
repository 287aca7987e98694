/** How to get a free interpreter, and where to turn when there was none. */
import { useTranslation } from 'react-i18next';
import { Paragraph } from '../../i18n/Text.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useKiosk } from '../desk.tsx';
import { EnglishToggle } from '../rights/EnglishToggle.tsx';
import { Unreviewed } from '../Unreviewed.tsx';
import { BackButton, HUB } from './BackButton.tsx';

export function Interpreter() {
  const { t } = useTranslation();
  const { session, step, words, source } = useKiosk();
  const texts = session.english && words.locale !== source.locale ? [words.text, source.text] : [words.text];
  return (
    <Screen
      name="help interpreter"
      kind="read"
      title={t('interpreter.how')}
      actions={
        <>
          <BackButton to={HUB} />
          <EnglishToggle />
          <PressButton
            className="button main"
            onPress={() => step({ type: 'go', place: { name: 'help', at: { page: 'card', language: null } } })}
          >
            {t('interpreter.card')}
          </PressButton>
        </>
      }
    >
      {texts.map(({ help, language }) =>
        help.interpreter.map((text) => <Paragraph key={text} text={text} language={language} className="large" />),
      )}
      <Unreviewed units={['help.interpreter']} />
    </Screen>
  );
}
