/** Setting up: every step with how it stands. Each can be done, left out and done again in any order. */
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icons.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { BackTo, NotHere } from '../parts.tsx';
import { useLook, useStaff } from '../staff.tsx';
import { firstOpen } from './order.ts';

export function Setup() {
  const { t } = useTranslation();
  const { go, opened } = useStaff();
  const [held, again] = useLook('setup.read');
  if (held.phase !== 'here') return <NotHere held={held} again={() => void again()} back={null} />;
  const { steps } = held.value;
  const next = firstOpen(steps);
  return (
    <Screen
      name="staff setup"
      kind="work"
      columns={2}
      title={t('setup.title')}
      lead={<p className="lead">{t('setup.lead')}</p>}
      actions={
        <>
          {opened === 'panel' ? <BackTo place={{ name: 'panel' }} /> : null}
          {next === null ? (
            <PressButton className="button main" onPress={() => go({ name: 'selftest' })}>
              {t('panel.selftest')}
            </PressButton>
          ) : (
            <PressButton className="button main" onPress={() => go({ name: 'step', step: next })}>
              {t('setup.goOn')}
            </PressButton>
          )}
        </>
      }
    >
      {steps.map(({ step, state }) => (
        <PressButton key={step} className="tile" data-block="item" data-grow onPress={() => go({ name: 'step', step })}>
          <Icon name={state === 'done' ? 'tick' : 'onward'} />
          <span className="tile-words">
            <strong>{t(`setup.step.${step}`)}</strong>
            <span className="soft">{t(`setup.is.${state}`)}</span>
          </span>
        </PressButton>
      ))}
    </Screen>
  );
}
