/** What every step of setting up has: its place in the row, a way back, a way past, what went wrong. */
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../../shared/bridge.ts';
import type { SetupStep, SetupView } from '../../../shared/staff.ts';
import { Progress } from '../../ui/Progress.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen, type ScreenProps } from '../../ui/Screen.tsx';
import { Trouble } from '../parts.tsx';
import { useStaff, type StaffPlace } from '../staff.tsx';
import { placeOf, stepAfter } from './order.ts';

/** Calls that keep what a step found out. */
type KeepCall = 'setup.panel' | 'setup.sound' | 'setup.keys' | 'setup.printer' | 'setup.languages' | 'setup.pin';

export interface StepHere {
  readonly step: SetupStep;
  readonly setup: SetupView;
  /** In words, or null. */
  readonly trouble: string | null;
  readonly setTrouble: (trouble: string | null) => void;
  /** Keeps what was found out and goes on; says so where it cannot be kept. */
  readonly keep: <C extends KeepCall>(name: C, input: CallInput<C>) => Promise<void>;
  readonly goOn: () => Promise<void>;
  readonly skip: () => Promise<void>;
}

const StepContext = createContext<StepHere | null>(null);

export function useStep(): StepHere {
  const step = useContext(StepContext);
  if (step === null) throw new Error('a step stands outside setting up');
  return step;
}

export function StepProvider(props: {
  step: SetupStep;
  setup: SetupView;
  go: (place: StaffPlace) => void;
  children: ReactNode;
}) {
  const { step, setup, go } = props;
  const { t } = useTranslation();
  const { ask } = useStaff();
  const [trouble, setTrouble] = useState<string | null>(null);
  const value = useMemo((): StepHere => {
    const goOn = async () => {
      const answer = await ask('setup.read', {});
      if (!answer.ok) return setTrouble(t('panel.noAnswer'));
      const next = stepAfter(answer.value.steps, step);
      go(next === null ? { name: 'selftest' } : { name: 'step', step: next });
    };
    return {
      step,
      setup,
      trouble,
      setTrouble,
      goOn,
      async keep(name, input) {
        const answer = await ask<KeepCall>(name, input);
        if (answer.ok) return await goOn();
        return setTrouble(t(answer.error.type === 'twice' ? 'setup.keys.twiceSomewhere' : 'panel.noAnswer'));
      },
      async skip() {
        const done = setup.steps.some((each) => each.step === step && each.state === 'done');
        if (!done) await ask('setup.skip', { step });
        await goOn();
      },
    };
  }, [step, setup, trouble, ask, go, t]);
  return <StepContext value={value}>{props.children}</StepContext>;
}

export interface StepScreenProps extends Pick<ScreenProps, 'title' | 'columns' | 'children'> {
  /** What tells this screen from the others of its step. */
  readonly part: string;
  readonly kind?: 'work' | 'read';
  readonly lead?: ReactNode;
  /** To the part before; without it the list of steps. */
  readonly back?: (() => void) | undefined;
  /** Leads on, instead of only past. */
  readonly action?: ReactNode;
}

export function StepScreen({ part, kind = 'work', lead, back, action, ...screen }: StepScreenProps) {
  const { t } = useTranslation();
  const { go } = useStaff();
  const { step, setup, trouble, skip } = useStep();
  const { number, total } = placeOf(setup.steps, step);
  const done = setup.steps.some((each) => each.step === step && each.state === 'done');
  return (
    <Screen
      {...screen}
      name={`staff setup ${step} ${part}`}
      kind={kind}
      above={
        <Progress at={number} of={total}>
          {t('setup.progress', { number, total, step: t(`setup.step.${step}`) })}
        </Progress>
      }
      lead={
        <>
          {lead}
          {trouble === null ? null : <Trouble>{trouble}</Trouble>}
        </>
      }
      actions={
        <>
          <PressButton className="button" onPress={back ?? (() => go({ name: 'setup' }))}>
            {t('common.back')}
          </PressButton>
          <PressButton className="button" onPress={() => void skip()}>
            {t(done ? 'setup.leaveSo' : 'setup.skip')}
          </PressButton>
          {action}
        </>
      }
    />
  );
}

/** The button that leads on. */
export function Onward({ children, onPress }: { children: ReactNode; onPress: () => void }) {
  return (
    <PressButton className="button main" onPress={onPress}>
      {children}
    </PressButton>
  );
}

/** One of a few answers, each a large button in the pager. */
export function Answer({ children, onPress, main }: { children: ReactNode; onPress: () => void; main?: boolean }) {
  return (
    <PressButton className={main === true ? 'button main' : 'button'} data-block="item" onPress={onPress}>
      {children}
    </PressButton>
  );
}
