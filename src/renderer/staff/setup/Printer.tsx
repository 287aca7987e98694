/** A test page, and whether it came out. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PrintOutcome } from '../../../shared/bridge.ts';
import type { Language } from '../../../shared/content/content.ts';
import { usePrint } from '../../ui/print.tsx';
import { useStaff } from '../staff.tsx';
import { Answer, StepScreen, useStep } from './frame.tsx';

/** The staff room's own language is the paper's. */
const OWN = { tag: 'en', dir: 'ltr' } as const;

export function Printer() {
  const { t } = useTranslation();
  const { bridge, face, setBusy } = useStaff();
  const { keep, setTrouble } = useStep();
  const [part, setPart] = useState<'is-there' | 'came-out'>('is-there');
  const { busy, print, view } = usePrint(bridge);
  useEffect(() => {
    setBusy(busy);
    return () => setBusy(false);
  }, [busy, setBusy]);

  const done = (outcome: PrintOutcome) => {
    setPart(outcome === 'printed' ? 'came-out' : 'is-there');
    if (outcome !== 'printed') setTrouble(t(`setup.printer.${outcome}`));
  };
  const test = async () => {
    setTrouble(null);
    const status = await bridge.call('delivery.status', {});
    const device = status.ok ? status.value.deviceId : null;
    const paper = <TestPage device={device} at={new Date()} languages={face.languages} />;
    print({ paper, languages: [OWN, ...face.languages], done });
  };

  const status = busy ? (
    <p className="lead" role="status">
      {t('setup.printer.printing')}
    </p>
  ) : null;
  if (part === 'is-there') {
    return (
      <StepScreen
        part="is there"
        title={t('setup.printer.isThere')}
        lead={status ?? <p className="lead">{t('setup.printer.lead')}</p>}
      >
        <Answer main onPress={() => void test()}>
          {t('setup.printer.print')}
        </Answer>
        <Answer onPress={() => void keep('setup.printer', { works: false })}>{t('setup.printer.none')}</Answer>
        {view}
      </StepScreen>
    );
  }
  return (
    <StepScreen part="came out" title={t('setup.printer.cameOut')} lead={status} back={() => setPart('is-there')}>
      <Answer main onPress={() => void keep('setup.printer', { works: true })}>
        {t('setup.printer.yes')}
      </Answer>
      <Answer onPress={() => void test()}>{t('setup.printer.again')}</Answer>
      <Answer onPress={() => void keep('setup.printer', { works: false })}>{t('setup.printer.no')}</Answer>
      {view}
    </StepScreen>
  );
}

/** Which device, when, and a line in each language's own letters. */
function TestPage(props: { device: string | null; at: Date; languages: readonly Language[] }) {
  const { device, at, languages } = props;
  const { t } = useTranslation();
  const time = new Intl.DateTimeFormat(OWN.tag, { dateStyle: 'long', timeStyle: 'short' }).format(at);
  return (
    <>
      <h1>{t('setup.printer.page.title')}</h1>
      <p>{device === null ? t('setup.printer.page.notEnrolled') : t('setup.printer.page.device', { device })}</p>
      <p>{t('setup.printer.page.time', { time })}</p>
      <p>{t('setup.printer.page')}</p>
      {languages.map(({ tag, dir, name, greeting, choose }) => (
        <p key={tag} lang={tag} dir={dir}>
          {name}. {greeting}. {choose}
        </p>
      ))}
    </>
  );
}
