/** What to know before writing: no names, nobody reads this live, where to turn in danger. */
import { useTranslation } from 'react-i18next';

export function WriteNotice({ names }: { names: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="notice">
      {names ? <p>{t('write.names')}</p> : null}
      <p>
        {t('write.live')} {t('write.danger')}
      </p>
    </div>
  );
}
