/** The self-test's report: what is missing by name, then what a person must look at, then what is fine. */
import { useTranslation } from 'react-i18next';
import type { SelfTestCheck } from '../../../shared/staff.ts';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { BackTo, NotHere } from '../parts.tsx';
import { useLook, useStaff } from '../staff.tsx';
import { inWords } from './reasons.ts';

const GROUPS: readonly SelfTestCheck['state'][] = ['missing', 'unknown', 'ok', 'not-applicable'];

export function SelfTest() {
  const { t, i18n } = useTranslation();
  const { opened } = useStaff();
  const [held, again] = useLook('selftest.run');
  if (held.phase !== 'here') return <NotHere held={held} again={() => void again()} back={{ name: opened }} />;
  const of = (state: SelfTestCheck['state']) => held.value.filter((check) => check.state === state);
  return (
    <Screen
      name="staff selftest"
      kind="read"
      title={t('selftest.title')}
      lead={<p className="lead">{t('selftest.missing.count', { count: of('missing').length })}</p>}
      actions={
        <>
          <BackTo place={{ name: opened }} />
          <PressButton className="button" onPress={() => void again()}>
            {t('selftest.again')}
          </PressButton>
        </>
      }
    >
      {GROUPS.filter((state) => of(state).length > 0).flatMap((state) => [
        <h2 key={state} data-block="head">
          {t(`selftest.${state}`)}
        </h2>,
        ...of(state).map((check) => (
          <div key={check.id} className="fact check" data-block="text">
            <p className="fact-value" data-bad={state === 'missing' || undefined}>
              {inWords(i18n, 'selftest.check', check.id)}
            </p>
            <p className="soft">{check.detail}</p>
          </div>
        )),
      ])}
    </Screen>
  );
}
