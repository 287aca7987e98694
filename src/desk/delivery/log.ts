/** What delivery logs: counts, faults and slugs; never an id, never a visitor's words. */
import type { NetworkFault } from '../device/answer.ts';
import type { Outcome } from './outbox.ts';

export type DeliveryLog =
  | { readonly event: 'delivery-started'; readonly paused: string | null }
  | { readonly event: 'delivery-stopped' }
  | { readonly event: 'delivery-sending'; readonly reports: number }
  | {
      readonly event: 'delivery-sent';
      readonly delivered: number;
      readonly dead: number;
      readonly parked: number;
      readonly behind: number;
    }
  | { readonly event: 'delivery-unsent'; readonly reports: number; readonly answer: AnswerLog }
  | { readonly event: 'delivery-paused'; readonly reason: string }
  | { readonly event: 'delivery-resumed' }
  | { readonly event: 'delivery-probed'; readonly answer: AnswerLog }
  | { readonly event: 'delivery-heartbeat'; readonly answer: AnswerLog }
  | { readonly event: 'delivery-clock-corrected'; readonly offsetMs: number }
  /** A bug or the store: the loop goes on after a wait. */
  | { readonly event: 'delivery-failed'; readonly error: string };

export type AnswerLog = 'ok' | NetworkFault | `foreign ${number}` | `unparsable ${number}` | `problem ${string}`;

/** An answer in a word. */
export function answerLog(
  answer:
    | { readonly type: 'ok' }
    | { readonly type: 'network'; readonly fault: NetworkFault }
    | { readonly type: 'foreign' | 'unparsable'; readonly status: number }
    | { readonly type: 'problem'; readonly slug: string },
): AnswerLog {
  if (answer.type === 'ok') return 'ok';
  if (answer.type === 'network') return answer.fault;
  if (answer.type === 'problem') return `problem ${answer.slug}`;
  return `${answer.type} ${answer.status}`;
}

export function sentLog(outcomes: readonly Outcome[]): DeliveryLog {
  const count = (kind: Outcome['kind']) => outcomes.filter((outcome) => outcome.kind === kind).length;
  return {
    event: 'delivery-sent',
    delivered: count('delivered'),
    dead: count('dead'),
    parked: count('parked'),
    behind: count('behind'),
  };
}
