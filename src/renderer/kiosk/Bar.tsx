/** The bar: the same buttons in the same places on every screen, from attract to thank-you. */
import { useTranslation } from 'react-i18next';
import { ReadAloudButton, SpeechStrip } from '../speech/ReadAloud.tsx';
import { Icon, type IconName } from '../ui/icons.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { useKiosk } from './desk.tsx';
import type { Sheet } from './session.ts';

export function Bar() {
  const { t } = useTranslation();
  const { session, startOver } = useKiosk();
  return (
    <div className="foot">
      <SpeechStrip />
      <nav className="bar" aria-label={t('bar.label')}>
        <SheetButton sheet="language" icon="globe" words={t('bar.language')} />
        <ReadAloudButton />
        <SheetButton sheet="display" icon="letters" words={t('bar.screen')} />
        <SheetButton sheet="help" icon="help" words={t('bar.help')} />
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
    </div>
  );
}

function SheetButton({ sheet, icon, words }: { sheet: Sheet; icon: IconName; words: string }) {
  const { session, step } = useKiosk();
  const open = session.sheet === sheet;
  return (
    <PressButton
      className="bar-button"
      aria-expanded={open}
      onPress={() => step({ type: 'sheet', sheet: open ? null : sheet })}
    >
      <Icon name={icon} />
      <span>{words}</span>
    </PressButton>
  );
}
