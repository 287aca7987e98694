/** A line of the conformance report: one criterion, how far it is met, and the tests that show it. */

export const STATES = ['supports', 'in part', 'depends on hardware', 'not applicable'] as const;
export type State = (typeof STATES)[number];

/** A test by its file and its title as the source has it. */
export interface Proof {
  readonly file: string;
  readonly title: string;
}

export interface Line {
  readonly criterion: string;
  readonly name: string;
  readonly state: State;
  /** Why: what is done, what is missing, what the hardware must bring. */
  readonly says: string;
  readonly proofs: readonly Proof[];
}

export interface Chapter {
  readonly title: string;
  readonly lines: readonly Line[];
}

const line =
  (state: State) =>
  (criterion: string, name: string, says: string, ...proofs: readonly Proof[]): Line => ({
    criterion,
    name,
    state,
    says,
    proofs,
  });

export const supports = line('supports');
export const inPart = line('in part');
export const onHardware = line('depends on hardware');
export const notApplicable = line('not applicable');
