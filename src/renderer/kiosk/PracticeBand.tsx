/** Practice is visible on every screen: its reports count for nothing. */
import { useTranslation } from 'react-i18next';

export function PracticeBand() {
  const { t } = useTranslation();
  return <p className="practice">{t('common.practice')}</p>;
}
