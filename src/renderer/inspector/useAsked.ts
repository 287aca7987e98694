/** What the desk answers to a question of a screen: asked when it opens, and again when the answer may be another. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallAnswer } from '../../shared/bridge.ts';
import type { InspectorAnswers } from '../../shared/inspector.ts';
import type { Result } from '../../shared/result.ts';
import { useLaptop, type GuardedCall, type NoAnswer } from './laptop.tsx';

export type Asked<T> =
  | { readonly phase: 'asking' }
  | { readonly phase: 'here'; readonly value: T }
  | { readonly phase: 'failed'; readonly why: string };

type ValueOf<C extends GuardedCall> =
  InspectorAnswers[C] extends Result<infer T, { readonly type: string }> ? T : never;

/**
 * @param question makes the call; it must not change between two drawings without need
 * @param key asked again where this is another than before, and whenever the desk has told that something has
 *   changed for whoever is at work: drafts that are handed over come that way
 */
export function useAsked<C extends GuardedCall>(
  question: (ask: ReturnType<typeof useLaptop>['ask']) => Promise<CallAnswer<C> | NoAnswer>,
  key: string,
): readonly [asked: Asked<ValueOf<C>>, again: () => Promise<void>] {
  const { ask, standing } = useLaptop();
  const [asked, setAsked] = useState<Asked<ValueOf<C>>>({ phase: 'asking' });
  const turns = useRef(0);
  const again = useCallback(async () => {
    turns.current += 1;
    const turn = turns.current;
    const answer = (await question(ask)) as Result<ValueOf<C>, { readonly type: string }>;
    // An answer that was overtaken is older than what is shown.
    if (turn !== turns.current) return;
    setAsked(answer.ok ? { phase: 'here', value: answer.value } : { phase: 'failed', why: answer.error.type });
  }, [ask, question]);
  useEffect(() => {
    void again();
  }, [again, key, standing]);
  return [asked, again];
}

/** Changes whenever a report may have gone on. */
export function useDeliveryKey(): string {
  const { delivery } = useLaptop();
  if (delivery === null) return '';
  return [delivery.waiting, delivery.delivered, delivery.deadLetters].join(' ');
}
