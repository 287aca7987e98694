import { useTranslation } from 'react-i18next';
import { Page } from '../parts.tsx';

export function Sent({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <Page title={t('inspector.place.outbox')}>
      <p>{id}</p>
    </Page>
  );
}
