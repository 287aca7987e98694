/** What to know before writing: no names, nobody reads this live, where to turn in danger. */
import { useTranslation } from 'react-i18next';

export function WriteNotice({ names }: { names: boolean }) {
  const { t } = useTranslation();
  const live = t('write.live');
  // A full stop of Chinese brings its own space.
  const space = live.endsWith('。') ? '' : ' ';
  return (
    <div className="notice">
      {names ? <p>{t('write.names')}</p> : null}
      <p>
        {live}
        {space}
        {t('write.danger')}
      </p>
    </div>
  );
}
