/** Every question was skipped: nothing is sent, and it says so. */
import { useTranslation } from 'react-i18next';
import { PressButton } from '../ui/PressButton.tsx';
import { Screen } from '../ui/Screen.tsx';
import { useKiosk } from './desk.tsx';

export function Nothing() {
  const { t } = useTranslation();
  const { step } = useKiosk();
  return (
    <Screen
      name="nothing"
      kind="read"
      title={t('survey.nothing.title')}
      lead={<p className="lead">{t('survey.nothing.body')}</p>}
      actions={
        <>
          <PressButton className="button" onPress={() => step({ type: 'go', place: { name: 'survey', at: 0 } })}>
            {t('survey.nothing.again')}
          </PressButton>
          <PressButton className="button main" onPress={() => step({ type: 'go', place: { name: 'home' } })}>
            {t('common.done')}
          </PressButton>
        </>
      }
    />
  );
}
