/** Ends what was begun, last first, once. A step that fails does not keep the others from ending. */

export interface Ending {
  /** `stop` runs before everything that was added earlier. */
  add(name: string, stop: () => void | Promise<void>): void;
  /** The same promise however often it is asked for. */
  end(): Promise<void>;
}

export function ending(onFailure: (name: string, error: unknown) => void): Ending {
  const steps: { name: string; stop: () => void | Promise<void> }[] = [];
  let ended: Promise<void> | null = null;

  async function run(): Promise<void> {
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      try {
        await step.stop();
      } catch (error) {
        onFailure(step.name, error);
      }
    }
  }
  return {
    add: (name, stop) => void steps.push({ name, stop }),
    end: () => (ended ??= run()),
  };
}
