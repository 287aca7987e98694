/** The rights at the door: one draft. */
import { useTranslation } from 'react-i18next';
import { Page } from '../parts.tsx';

export function ReviewFlow({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <Page title={t('inspector.start')}>
      <p>{id}</p>
    </Page>
  );
}
