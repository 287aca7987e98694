import { useTranslation } from 'react-i18next';
import { Page } from '../parts.tsx';

export function Today() {
  const { t } = useTranslation();
  return (
    <Page title={t('inspector.place.today')}>
      <p />
    </Page>
  );
}
