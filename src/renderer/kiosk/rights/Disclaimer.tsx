/** Information only, no cause of action (Charter §15(f)(2), (4)); reachable from every screen about rights. */
import { useTranslation } from 'react-i18next';
import { Paragraph } from '../../i18n/Text.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useKiosk } from '../desk.tsx';
import { Unreviewed } from '../Unreviewed.tsx';
import { EnglishToggle } from './EnglishToggle.tsx';

export function Disclaimer({ from }: { from: string | null }) {
  const { t } = useTranslation();
  const { session, step, words, source } = useKiosk();
  const texts = session.english && words.locale !== source.locale ? [words.text, source.text] : [words.text];
  return (
    <Screen
      name="disclaimer"
      kind="read"
      title={t('rights.disclaimer')}
      actions={
        <>
          <PressButton
            className="button"
            onPress={() =>
              step({ type: 'go', place: from === null ? { name: 'rights' } : { name: 'right', id: from } })
            }
          >
            {t('common.back')}
          </PressButton>
          <EnglishToggle />
        </>
      }
    >
      {texts.map((text) =>
        text.rights.disclaimer.map((paragraph) => (
          <Paragraph key={paragraph} text={paragraph} language={text.language} className="large" />
        )),
      )}
      <Unreviewed units={['rights.disclaimer']} />
    </Screen>
  );
}
