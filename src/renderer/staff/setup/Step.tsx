/** One step of setting up: reads how things stand, shows the step, goes on to the next that is open. */
import { assertNever } from '../../../shared/result.ts';
import type { SetupStep } from '../../../shared/staff.ts';
import { NotHere } from '../parts.tsx';
import { useLook, useStaff } from '../staff.tsx';
import { Enrollment } from './Enrollment.tsx';
import { Keys } from './Keys.tsx';
import { Languages } from './Languages.tsx';
import { PanelStep } from './panel/PanelStep.tsx';
import { Pin } from './Pin.tsx';
import { Printer } from './Printer.tsx';
import { Sound } from './Sound.tsx';
import { StepProvider } from './frame.tsx';

export function Step({ step }: { step: SetupStep }) {
  const { go } = useStaff();
  const [held, again] = useLook('setup.read');
  if (held.phase !== 'here') return <NotHere held={held} again={() => void again()} back={{ name: 'setup' }} />;
  return (
    <StepProvider step={step} setup={held.value} go={go}>
      <StepOf step={step} />
    </StepProvider>
  );
}

function StepOf({ step }: { step: SetupStep }) {
  switch (step) {
    case 'enrollment':
      return <Enrollment />;
    case 'panel':
      return <PanelStep />;
    case 'sound':
      return <Sound />;
    case 'keys':
      return <Keys />;
    case 'printer':
      return <Printer />;
    case 'languages':
      return <Languages />;
    case 'pin':
      return <Pin />;
    default:
      return assertNever(step);
  }
}
