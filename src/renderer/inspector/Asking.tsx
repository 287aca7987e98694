/** Until the desk has said who is at work, and where it does not say. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../ui/PressButton.tsx';

/** How long before it asks again by itself. */
const AGAIN_MS = 3000;

export function Asking({ silent, again }: { silent: boolean; again: () => Promise<void> }) {
  const { t } = useTranslation();
  useEffect(() => {
    if (!silent) return undefined;
    const timer = setInterval(() => void again(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [silent, again]);
  if (!silent) return <div className="laptop" />;
  return (
    <main className="laptop page-body" role="alert">
      <h1>{t('inspector.noAnswer')}</h1>
      <p>{t('inspector.noAnswer.more')}</p>
      <div className="row-buttons">
        <PressButton className="button main" onPress={() => void again()}>
          {t('open.again')}
        </PressButton>
      </div>
    </main>
  );
}
