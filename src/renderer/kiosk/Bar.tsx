/** The bar: the same buttons in the same places on every screen, from attract to thank-you. */
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '../ui/icons.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { useKiosk } from './desk.tsx';
import type { Sheet } from './session.ts';

const SHEETS: readonly { sheet: Sheet; icon: IconName; key: string }[] = [
  { sheet: 'language', icon: 'globe', key: 'bar.language' },
  { sheet: 'display', icon: 'letters', key: 'bar.screen' },
  { sheet: 'help', icon: 'help', key: 'bar.help' },
];

export function Bar() {
  const { t } = useTranslation();
  const { session, step, startOver } = useKiosk();
  return (
    <nav className="bar" aria-label={t('bar.label')}>
      {SHEETS.map(({ sheet, icon, key }) => (
        <PressButton
          key={sheet}
          className="bar-button"
          aria-expanded={session.sheet === sheet}
          onPress={() => step({ type: 'sheet', sheet: session.sheet === sheet ? null : sheet })}
        >
          <Icon name={icon} />
          <span>{t(key)}</span>
        </PressButton>
      ))}
      <PressButton
        className="bar-button"
        data-start-over
        aria-expanded={session.sheet === 'start-over'}
        onPress={startOver}
      >
        <Icon name="restart" />
        <span>{t('bar.startOver')}</span>
      </PressButton>
    </nav>
  );
}
