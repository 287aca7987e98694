/** A print from its beginning to what became of it. Whoever leaves takes back what the printer has not been given. */
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PrintOutcome } from '../../../shared/bridge.ts';
import { tongueOf } from '../../i18n/tongue.ts';
import { PressButton } from '../../ui/PressButton.tsx';
import { usePrint } from '../../ui/print.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useKiosk } from '../desk.tsx';
import { Paper } from './Paper.tsx';

/** Whether paper came out, only the visitor can see. */
const sayings: Readonly<Record<PrintOutcome, { title: string; lead: string }>> = {
  printed: { title: 'take.sent', lead: 'take.sent.lead' },
  failed: { title: 'take.failed', lead: 'take.useCode' },
  'no-printer': { title: 'take.no-printer', lead: 'take.useCode' },
};

export interface PrintScreenProps {
  readonly of: string | null;
  /** Says which of the rights it is. */
  readonly about: ReactNode;
  /** What there is besides paper: offered as soon as paper is in doubt, and with it. */
  readonly others: ReactNode;
  readonly onBack: () => void;
  readonly onDone: () => void;
  readonly onNoPrinter: () => void;
}

export function PrintScreen({ of, about, others, onBack, onDone, onNoPrinter }: PrintScreenProps) {
  const { t, i18n } = useTranslation();
  const { face, session, words, source, printer } = useKiosk();
  const [outcome, setOutcome] = useState<PrintOutcome | null>(null);
  const { late, print, view } = usePrint(printer);

  const start = () => {
    const beside = session.english && words.locale !== source.locale;
    const own = tongueOf(i18n, words);
    const second = beside ? tongueOf(i18n, source) : null;
    const english = source.text;
    const languages = [words.text.language, ...(beside ? [source.text.language] : [])];
    const { contentVersion } = face;
    const { rights } = face.catalogue;
    const paper = <Paper {...{ rights, of, own, second, english, contentVersion }} at={new Date()} />;
    setOutcome(null);
    const done = (became: PrintOutcome) => {
      setOutcome(became);
      if (became === 'no-printer') onNoPrinter();
    };
    print({ paper, languages, done });
  };
  const first = useRef(start);
  const begin = useCallback(() => first.current(), []);
  useEffect(begin, [begin]);

  const said = outcome === null ? null : sayings[outcome];
  return (
    <Screen
      name={`take away print ${outcome ?? (late ? 'late' : 'busy')}`}
      kind="work"
      title={t(said?.title ?? 'take.printing')}
      lead={said === null && !late ? about : <p className="lead">{t(said?.lead ?? 'take.late')}</p>}
      actions={
        <>
          <PressButton className="button" onPress={onBack}>
            {t('common.back')}
          </PressButton>
          {outcome === 'failed' ? (
            <PressButton className="button" onPress={start}>
              {t('failed.again')}
            </PressButton>
          ) : null}
          {outcome === 'printed' ? (
            <PressButton className="button main" onPress={onDone}>
              {t('common.done')}
            </PressButton>
          ) : null}
        </>
      }
    >
      {outcome === null && !late ? null : others}
      {view}
    </Screen>
  );
}
