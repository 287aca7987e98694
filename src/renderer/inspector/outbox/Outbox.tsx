import { useTranslation } from 'react-i18next';
import { Page } from '../parts.tsx';

export function Outbox() {
  const { t } = useTranslation();
  return (
    <Page title={t('inspector.place.outbox')}>
      <p />
    </Page>
  );
}
