/**
 * The inspector's face. The desk says who is at work; this shows what belongs to that and nothing else: at the
 * door and in the owner's turn nothing of what lies behind is in the document.
 */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { I18nextProvider } from 'react-i18next';
import './inspector.css';
import type { Bridge, CallAnswer, CallInput, DeliveryStatus, Face, Words } from '../../shared/bridge.ts';
import type { Wordbook } from '../i18n/words.ts';
import { openStaffWords } from '../staff/words.ts';
import { AnnounceProvider } from '../ui/announce.tsx';
import { SignIn } from './door/SignIn.tsx';
import { dressLaptop, followScheme, refuseDrops, undressLaptop } from './dress.ts';
import { nobodyWrites } from './held.ts';
import { LaptopProvider, type GuardedCall, type Laptop, type NoAnswer, type SaveState } from './laptop.tsx';
import { Asking } from './Asking.tsx';
import { OwnerFace } from './owner/OwnerFace.tsx';
import { tellOfUse } from './telling.ts';
import { useLastSaves } from './useLastSaves.ts';
import { useStanding } from './useStanding.ts';
import { Work } from './Work.tsx';

export interface InspectorProps {
  readonly bridge: Bridge;
  readonly face: Face;
  readonly wordbook: Wordbook;
  readonly source: Words;
  /** What has changed behind this page and waits. */
  readonly stale: 'words' | 'page' | null;
  /** Takes it in. */
  readonly takeIn: () => void;
}

export function Inspector({ bridge, face, wordbook, source, stale, takeIn }: InspectorProps) {
  const words = useMemo(() => openStaffWords(source.ui), [source]);
  const { held, silent, refresh, go, clear } = useStanding(bridge);
  const { beforeLock, all: lastSaves } = useLastSaves();
  const [saved, setSaved] = useState<SaveState>({ state: 'none' });
  const [draftPractice, setDraftPractice] = useState<boolean | null>(null);
  const delivery = useTidings(bridge, refresh);

  const at = held.standing?.at ?? null;
  useEffect(() => {
    // In the owner's turn the page speaks the owner's language.
    if (at !== 'owner') dressLaptop(document.documentElement);
    if (at === 'door') setSaved({ state: 'none' });
  }, [at]);
  useEffect(() => {
    const root = document.documentElement;
    const ends = [followScheme(window, root), refuseDrops(window)];
    return () => {
      for (const end of ends) end();
      undressLaptop(root);
    };
  }, []);

  const atWork = at === 'work' || at === 'owner';
  // No update begins under somebody's hands. A face that is opened again has told the desk that nobody is there.
  useEffect(() => void bridge.call('session.set', { active: atWork }), [bridge, atWork, face]);
  useEffect(() => {
    if (!atWork) return undefined;
    return tellOfUse(window, () => void bridge.call('inspector.active', {}));
  }, [bridge, atWork]);

  const resting = nobodyWrites(held);
  useEffect(() => {
    // A host that came back has forgotten who was signed in.
    if (stale === 'page') void refresh();
  }, [stale, refresh]);
  useEffect(() => {
    if (stale === 'words' && resting) takeIn();
    if (stale === 'page' && at === 'door') takeIn();
  }, [stale, resting, at, takeIn]);

  const ask = useCallback(
    async <C extends GuardedCall>(name: C, input: CallInput<C>): Promise<CallAnswer<C> | NoAnswer> => {
      const reply = await bridge.call(name, input);
      if (!reply.ok) return { ok: false, error: { type: 'no-answer' } };
      const answer = reply.value;
      if (!answer.ok && answer.error.type === 'closed') void refresh();
      return answer;
    },
    [bridge, refresh],
  );
  const lock = useCallback(
    async (why: 'asked' | 'idle') => {
      await lastSaves();
      // Gone from the screen before the desk has answered, and if it never does.
      clear();
      await bridge.call('inspector.lock', { why });
      await refresh();
    },
    [bridge, refresh, clear, lastSaves],
  );

  const laptop = useMemo((): Laptop | null => {
    const { standing, place } = held;
    if (standing === null) return null;
    return {
      bridge,
      face,
      wordbook,
      english: source,
      standing,
      delivery,
      refresh,
      place: place ?? { name: 'today' },
      go: (to) => {
        setSaved({ state: 'none' });
        go(to);
      },
      ask,
      saved,
      setSaved,
      draftPractice,
      setDraftPractice,
      lock,
      beforeLock,
    };
  }, [bridge, face, wordbook, source, held, delivery, refresh, go, ask, saved, draftPractice, lock, beforeLock]);

  return (
    <I18nextProvider i18n={words}>
      <I18nProvider locale="en-US">
        {laptop === null ? (
          <Asking silent={silent} again={refresh} />
        ) : (
          <LaptopProvider value={laptop}>
            {/* What was announced to one is not in the document for the next. */}
            <AnnounceProvider key={at}>
              {laptop.standing.at === 'door' ? <SignIn standing={laptop.standing} /> : null}
              {laptop.standing.at === 'work' ? <Work /> : null}
              {laptop.standing.at === 'owner' ? <OwnerFace /> : null}
            </AnnounceProvider>
          </LaptopProvider>
        )}
      </I18nProvider>
    </I18nextProvider>
  );
}

/** What the desk tells by itself, in one stream: a browser opens only a few to one host. */
function useTidings(bridge: Bridge, refresh: () => Promise<void>): DeliveryStatus | null {
  const [delivery, setDelivery] = useState<DeliveryStatus | null>(null);
  useEffect(() => {
    void bridge.call('delivery.status', {}).then((reply) => {
      if (reply.ok) setDelivery((before) => before ?? reply.value);
    });
    return bridge.subscribe((event) => {
      if (event.type === 'delivery-changed') setDelivery(event.status);
      if (event.type === 'standing-changed') void refresh();
    });
  }, [bridge, refresh]);
  return delivery;
}
