/** What a desk tells its faces by itself. Changes of delivery that come close together are told once. */
import type { DeliveryStatus, DeskEvent } from '../shared/bridge.ts';

const TOGETHER_MS = 100;

export interface Tidings {
  tell(event: DeskEvent): void;
  /** Delivery is not as it was: `status` is told in a moment. */
  changed(): void;
  subscribe(listener: (event: DeskEvent) => void): () => void;
  close(): void;
}

export function openTidings(status: () => DeliveryStatus): Tidings {
  const listeners = new Set<(event: DeskEvent) => void>();
  let telling: NodeJS.Timeout | null = null;
  let closed = false;
  const tell = (event: DeskEvent) => {
    for (const listener of listeners) listener(event);
  };
  return {
    tell,
    changed() {
      if (telling !== null || closed || listeners.size === 0) return;
      telling = setTimeout(() => {
        telling = null;
        tell({ type: 'delivery-changed', status: status() });
      }, TOGETHER_MS);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      closed = true;
      if (telling !== null) clearTimeout(telling);
    },
  };
}
