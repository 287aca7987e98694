/** Where setting up goes on: every step can be left out and come back to; the self-test names what is open. */
import type { SetupStep, SetupView } from '../../../shared/staff.ts';

type Steps = SetupView['steps'];

/** The first step that is neither done nor left out; null when none is. */
export function firstOpen(steps: Steps): SetupStep | null {
  return steps.find((each) => each.state === 'open')?.step ?? null;
}

/** The open step after `step`, else the first open one before it; null leads to the self-test's report. */
export function stepAfter(steps: Steps, step: SetupStep): SetupStep | null {
  const at = steps.findIndex((each) => each.step === step);
  return firstOpen(steps.slice(at + 1)) ?? firstOpen(steps.slice(0, Math.max(at, 0)));
}

/** Which step of how many this is, counted from 1. */
export function placeOf(steps: Steps, step: SetupStep): { readonly number: number; readonly total: number } {
  return { number: steps.findIndex((each) => each.step === step) + 1, total: steps.length };
}

/** `tag` one place further up (-1) or down (1); where there is no such place the order stays. */
export function moved(order: readonly string[], tag: string, by: -1 | 1): readonly string[] {
  const from = order.indexOf(tag);
  const to = from + by;
  if (from < 0 || to < 0 || to >= order.length) return order;
  const next = order.filter((each) => each !== tag);
  next.splice(to, 0, tag);
  return next;
}
