/** A test page, and whether it came out. */
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Answer, StepScreen, useStep } from './frame.tsx';

export function Printer() {
  const { t } = useTranslation();
  const { keep } = useStep();
  const [part, setPart] = useState<'is-there' | 'came-out'>('is-there');
  if (part === 'is-there') {
    return (
      <StepScreen
        part="is there"
        title={t('setup.printer.isThere')}
        lead={<p className="lead">{t('setup.printer.lead')}</p>}
      >
        <Answer
          main
          onPress={() => {
            setPart('came-out');
            printPage();
          }}
        >
          {t('setup.printer.print')}
        </Answer>
        <Answer onPress={() => void keep('setup.printer', { works: false })}>{t('setup.printer.none')}</Answer>
        <TestPage />
      </StepScreen>
    );
  }
  return (
    <StepScreen part="came out" title={t('setup.printer.cameOut')} back={() => setPart('is-there')}>
      <Answer main onPress={() => void keep('setup.printer', { works: true })}>
        {t('setup.printer.yes')}
      </Answer>
      <Answer onPress={printPage}>{t('setup.printer.again')}</Answer>
      <Answer onPress={() => void keep('setup.printer', { works: false })}>{t('setup.printer.no')}</Answer>
      <TestPage />
    </StepScreen>
  );
}

/** Once what is to be printed is drawn. Where the host lets pages print silently, no dialog comes. */
function printPage(): void {
  requestAnimationFrame(() => requestAnimationFrame(() => window.print()));
}

/** Seen on paper only; while it is there, paper shows nothing else. */
function TestPage() {
  const { t } = useTranslation();
  return createPortal(
    <div className="test-page" lang="en" dir="ltr" aria-hidden="true">
      <p>{t('setup.printer.page')}</p>
    </div>,
    document.body,
  );
}
