/** How far setting up has come. */
import { SETUP_STEPS, type SetupStep, type SetupView } from '../../shared/staff.ts';
import type { LocalValues } from './local-values.ts';

export interface StepFacts {
  readonly enrolled: boolean;
  readonly pinSet: boolean;
  /** The panel was measured, and for the display that is there now. */
  readonly panelKnown: boolean;
  readonly local: LocalValues;
  /** Somebody published an order of languages. */
  readonly languagesOrdered: boolean;
}

/** What is done stays done however often it was skipped before; what was done for another display is open again. */
export function stepsOf(facts: StepFacts): SetupView['steps'] {
  const { local } = facts;
  const done: Readonly<Record<SetupStep, boolean>> = {
    enrollment: facts.enrolled,
    panel: facts.panelKnown,
    sound: local.sound !== undefined,
    keys: local.keypad !== undefined,
    printer: local.printer !== undefined,
    languages: local.languages !== undefined || facts.languagesOrdered,
    pin: facts.pinSet,
  };
  return SETUP_STEPS.map((step) => ({
    step,
    state: done[step] ? 'done' : local.skipped?.includes(step) === true ? 'skipped' : 'open',
  }));
}
