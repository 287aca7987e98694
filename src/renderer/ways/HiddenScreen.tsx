/**
 * Nothing is shown, because the visitor wants it so: keys and speech go on beneath. Any touch offers
 * the screen back, by one large button; keys find it where they hid it.
 */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../ui/PressButton.tsx';

export function HiddenScreen({ show }: { show: () => void }) {
  const { t } = useTranslation();
  const [offered, setOffered] = useState(false);
  return (
    <section
      className="hidden-screen"
      data-contrast="high"
      data-no-stop
      data-at-once
      aria-label={t('display.hidden')}
      onPointerDownCapture={(event) => {
        // The focus stays where the keys have it.
        event.preventDefault();
        setOffered(true);
      }}
    >
      {offered ? (
        <PressButton className="button main" onPress={show} excludeFromTabOrder>
          {t('display.hidden.show')}
        </PressButton>
      ) : null}
    </section>
  );
}
