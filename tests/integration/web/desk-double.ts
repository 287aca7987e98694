/** A desk that remembers what it was asked and says what it is told: the host's tests are about the host. */
import type { Desk } from '../../../src/desk/desk.ts';
import type { BridgeError, DeskEvent } from '../../../src/shared/bridge.ts';
import { ok, type Result } from '../../../src/shared/result.ts';

export interface DeskDouble extends Pick<Desk, 'call' | 'subscribe'> {
  readonly calls: { name: unknown; input: unknown }[];
  readonly listeners: Set<(event: DeskEvent) => void>;
  answer: (name: unknown, input: unknown) => Result<unknown, BridgeError>;
}

export function deskDouble(): DeskDouble {
  const listeners = new Set<(event: DeskEvent) => void>();
  const double: DeskDouble = {
    calls: [],
    listeners,
    answer: () => ok(null),
    call: async (name, input) => {
      double.calls.push({ name, input });
      return double.answer(name, input);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return double;
}
