/** Shows or hides the English beside the visitor's language; not there where that is English. */
import { useTranslation } from 'react-i18next';
import { PressButton } from '../../ui/PressButton.tsx';
import { useKiosk } from '../desk.tsx';

export function EnglishToggle() {
  const { t } = useTranslation();
  const { session, step, words, source } = useKiosk();
  if (words.text.language.tag === source.text.language.tag) return null;
  return (
    <PressButton className="button" onPress={() => step({ type: 'english', shown: !session.english })}>
      {t(session.english ? 'rights.hideEnglish' : 'rights.showEnglish')}
    </PressButton>
  );
}
