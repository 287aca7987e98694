/** What the bar opens over a screen. The screen below keeps its place and everything in it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Paragraph } from '../../i18n/Text.tsx';
import { useAnnounce } from '../../ui/announce.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useKiosk } from '../desk.tsx';
import { LanguageTiles } from '../LanguageTiles.tsx';
import { OtherLanguages } from '../OtherLanguages.tsx';

export function LanguageSheet() {
  const { t } = useTranslation();
  const { face, session, speak } = useKiosk();
  return (
    <Screen
      name="sheet language"
      kind="work"
      unit="languages"
      columns={3}
      title={t('language.title')}
      actions={<Close />}
    >
      <LanguageTiles languages={face.languages} current={session.locale} choose={speak} />
      <OtherLanguages />
    </Screen>
  );
}

export function HelpSheet() {
  const { t } = useTranslation();
  const { words } = useKiosk();
  const language = words.text.language;
  return (
    <Screen
      name="sheet help"
      kind="read"
      title={t('help.title')}
      actions={
        <>
          <WaitForMe />
          <Close />
        </>
      }
    >
      <h2 data-block="head">{t('help.person.title')}</h2>
      <Paragraph text={t('help.person')} language={language} />
      <Paragraph text={t('help.phone')} language={language} />
      <Paragraph text={t('help.wait.why')} language={language} />
      <h2 data-block="head">{t('help.title')}</h2>
      {['help.touch', 'help.keys', 'help.more', 'help.bar', 'help.aloud', 'help.time', 'help.privacy'].map((key) => (
        <Paragraph key={key} text={t(key)} language={language} />
      ))}
    </Screen>
  );
}

/** WCAG 2.2 SC 2.2.1: more time is a touch away before it is asked about. */
function WaitForMe() {
  const { t } = useTranslation();
  const { waitForMe } = useKiosk();
  const announce = useAnnounce();
  const [waiting, setWaiting] = useState(false);
  return (
    <PressButton
      className="button"
      aria-pressed={waiting}
      onPress={() => {
        waitForMe();
        setWaiting(true);
        announce(t('help.wait.done'));
      }}
    >
      {t(waiting ? 'help.wait.done' : 'help.wait')}
    </PressButton>
  );
}

export function StartOverSheet() {
  const { t } = useTranslation();
  const { step } = useKiosk();
  return (
    <Screen
      name="sheet start-over"
      kind="work"
      title={t('startOver.title')}
      lead={<p className="lead">{t('startOver.body')}</p>}
    >
      <PressButton className="button" data-block="item" data-grow onPress={() => step({ type: 'sheet', sheet: null })}>
        {t('startOver.no')}
      </PressButton>
      <PressButton className="button main" data-block="item" data-grow onPress={() => step({ type: 'wipe' })}>
        {t('startOver.yes')}
      </PressButton>
    </Screen>
  );
}

export function Close() {
  const { t } = useTranslation();
  const { step } = useKiosk();
  return (
    <PressButton className="button main" onPress={() => step({ type: 'sheet', sheet: null })}>
      {t('common.close')}
    </PressButton>
  );
}
