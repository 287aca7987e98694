/** What happens to a draft as a whole: it is sent, or handed to the owner. Only what is on the disk is, with nothing saved meanwhile. */
import { useState } from 'react';
import type { CallAnswer } from '../../../shared/bridge.ts';
import { reviewFaults } from '../../../shared/reviews/rules.ts';
import { useLaptop, type NoAnswer } from '../laptop.tsx';
import type { Keeper } from './keeper.ts';
import type { Submitted } from './Sent.tsx';

type Answer = CallAnswer<'review.submit'> | CallAnswer<'owner.begin'> | NoAnswer;
type Refusal = Exclude<Answer, { ok: true }>['error']['type'];

/** Why it did not happen. `unsaved`: the last changes are not on the disk. */
export interface Halt {
  readonly act: 'send' | 'hand';
  readonly why: Exclude<Refusal, 'closed' | 'faults'> | 'unsaved';
}

export interface Whole {
  /** How often sending was tried. */
  readonly tried: number;
  readonly halt: Halt | null;
  readonly forget: () => void;
  readonly send: () => void;
  readonly handOver: () => void;
}

/** @param rights ids of the rights of the content */
export function useWhole(
  id: string,
  keeper: Keeper,
  rights: readonly string[],
  sent: (submitted: Submitted) => void,
): Whole {
  const { ask, refresh } = useLaptop();
  const [tried, setTried] = useState(0);
  const [halt, setHalt] = useState<Halt | null>(null);
  const [busy, setBusy] = useState(false);

  async function whole(act: Halt['act'], work: () => Promise<Refusal | null>) {
    if (busy) return;
    setBusy(true);
    setHalt(null);
    const held = await keeper.hold();
    const refused = held ? await work() : 'unsaved';
    if (held && refused !== null) keeper.release();
    setBusy(false);
    // The desk reads the same rules: it finds more only where what it has is not what is here. Without a sign-in the door shows itself.
    const why = refused === 'faults' ? 'unsaved' : refused;
    setHalt(why === null || why === 'closed' ? null : { act, why });
  }

  return {
    tried,
    halt,
    forget: () => setHalt(null),
    send() {
      setTried((times) => times + 1);
      if (reviewFaults(keeper.state().draft, rights).length > 0) return;
      void whole('send', async () => {
        const answer = await ask('review.submit', { id });
        if (!answer.ok) return answer.error.type;
        sent(answer.value);
        return null;
      });
    },
    handOver() {
      void whole('hand', async () => {
        const answer = await ask('owner.begin', { id, turn: 'rights' });
        if (!answer.ok) return answer.error.type;
        await refresh();
        return null;
      });
    },
  };
}
