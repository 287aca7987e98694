/** Tells the visitor, once at the end of what they read, that nobody certified has checked it. The English is one button away. */
import { useTranslation } from 'react-i18next';
import { warningOf } from '../../shared/content/status.ts';
import { useKiosk } from './desk.tsx';

/** @param units the units of text that this screen shows */
export function Unreviewed({ units }: { units: readonly string[] }) {
  const { t } = useTranslation();
  const { words, source } = useKiosk();
  const warning = warningOf(source.text, words.text, units);
  if (warning === null) return null;
  return (
    <p className="notice soft" data-block="text">
      {t(`unreviewed.${warning}`)}
    </p>
  );
}
