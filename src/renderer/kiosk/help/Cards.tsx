/** Cards to show to anyone at the desk: as large as the screen takes, in the visitor's language and in English. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { wantLetters } from '../../i18n/scripts.ts';
import { Paragraph } from '../../i18n/Text.tsx';
import { Qr } from '../../ui/Qr.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useKiosk } from '../desk.tsx';
import { BackButton, HUB, MORE } from './BackButton.tsx';
import { signCard, speakCard, type CardLine } from './card.ts';
import './help.css';

export function LanguageCard({ language }: { language: string | null }) {
  const { t } = useTranslation();
  const { face, words } = useKiosk();
  useEffect(() => {
    if (language !== null) void wantLetters([language]);
  }, [language]);
  return (
    <Screen
      name={`help card ${language ?? words.locale}`}
      kind="read"
      title={t('interpreter.card.title')}
      actions={<BackButton to={language === null ? HUB : MORE} />}
    >
      <Lines lines={speakCard(face.catalogue.wider, words.text, language)} />
    </Screen>
  );
}

export function SignCard() {
  const { t } = useTranslation();
  const { face, session, source, words } = useKiosk();
  return (
    <Screen
      name="help sign"
      kind="read"
      title={t('interpreter.card.title')}
      actions={<BackButton to={session.locale === null ? MORE : HUB} />}
    >
      <Lines lines={signCard(words.text, source.text)} />
      <Qr text={face.catalogue.wider.address} label={t('interpreter.asl')} />
    </Screen>
  );
}

function Lines({ lines }: { lines: readonly CardLine[] }) {
  return lines.map(({ text, language }) => (
    <Paragraph key={language.tag} text={text} language={language} className="card-words" />
  ));
}
