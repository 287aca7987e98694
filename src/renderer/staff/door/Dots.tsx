/** How many digits are typed, and none of them. */
import { useTranslation } from 'react-i18next';

export function Dots({ count }: { count: number }) {
  const { t } = useTranslation();
  return (
    <p className="typed" data-empty={count === 0 || undefined} role="img" aria-label={t('door.typed', { count })}>
      {count === 0 ? t('door.empty') : '●'.repeat(count)}
    </p>
  );
}
