/** Holds reading aloud for a kiosk: on and off with the session, headphones in and out, and nothing left when a visitor goes. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { i18n } from 'i18next';
import type { Bridge, Face, Words } from '../../shared/bridge.ts';
import type { Session, Step } from '../kiosk/session.ts';
import type { Engine } from './engine.ts';
import type { Sounding } from './player.ts';
import type { Speech } from './speech.tsx';
import { RATES, stepped, VOLUMES } from './steps.ts';
import type { Phrases } from './utterances.ts';
import { watchPlug } from './watchPlug.ts';

export interface ReadingOptions {
  readonly bridge: Bridge;
  readonly face: Face;
  readonly session: Session;
  readonly step: (step: Step) => void;
  readonly words: Words;
  readonly source: Words;
  readonly i18n: i18n;
  /** A part of speech begins, or all of it is over. */
  readonly onSpeech: (speaking: boolean) => void;
}

export function useReading(options: ReadingOptions): Speech {
  const { face, session, step, words } = options;
  const { on, rate } = session.voice;
  const volume = session.voice.volume ?? face.settings.speechVolume;
  const [engine, setEngine] = useState<Engine | null>(null);
  const held = useRef(options);
  const live = useRef(engine);
  useEffect(() => {
    held.current = options;
    live.current = engine;
  });
  const [sounding, setSounding] = useState<Sounding>('silent');
  const plug = useRef<{ in: boolean; sinkId: string | null }>({ in: false, sinkId: null });
  const [headphones, setHeadphones] = useState(false);

  useEffect(() => {
    if (!on) return undefined;
    let ended = false;
    let opened: Engine | null = null;
    let speaking = false;
    const onChange = (now: Sounding) => {
      if (now === 'speaking' || speaking) held.current.onSpeech(now === 'speaking');
      speaking = now === 'speaking';
      setSounding(now);
    };
    void open(held, () => plug.current.in, onChange).then((made) => {
      if (ended) return made.close();
      opened = made;
      made.output(plug.current.sinkId);
      setEngine(made);
      const wall = held.current.session.place.name === 'attract' && held.current.session.sheet === null;
      made.begin(wall ? held.current.face.languages : null);
    });
    return () => {
      ended = true;
      opened?.close();
      setEngine(null);
      onChange('silent');
    };
  }, [on, session.serial]);

  const rated = useRef(rate);
  useEffect(() => {
    if (rated.current !== rate) engine?.rateChanged();
    rated.current = rate;
  }, [engine, rate]);
  useEffect(() => {
    engine?.volumeChanged();
  }, [engine, volume]);
  const { language } = words.text;
  const chosen = session.locale !== null;
  useEffect(() => {
    if (chosen) engine?.language(language);
  }, [engine, chosen, language]);

  useEffect(() => {
    if (face.profile !== 'kiosk') return undefined;
    return watchPlug(navigator.mediaDevices, (change) => {
      plug.current = change.type === 'in' ? { in: true, sinkId: change.sinkId } : { in: false, sinkId: null };
      setHeadphones(plug.current.in);
      live.current?.output(plug.current.sinkId);
      const { session: now, step: tell } = held.current;
      if (change.type === 'in') {
        if (now.sheet === 'speaker') tell({ type: 'sheet', sheet: null });
        if (!now.voice.on) tell({ type: 'voice', voice: { on: true } });
      } else if (now.voice.on) {
        // Silent at once; whoever stands around hears nothing before the visitor says so.
        live.current?.stop();
        tell({ type: 'voice', voice: { on: false } });
        tell({ type: 'sheet', sheet: 'speaker' });
      }
    });
  }, [face.profile]);

  const turn = useCallback(
    (wanted: boolean) => {
      if (held.current.session.voice.on !== wanted) step({ type: 'voice', voice: { on: wanted } });
    },
    [step],
  );
  return useMemo((): Speech => {
    const speed = (by: 1 | -1) => step({ type: 'voice', voice: { rate: stepped(RATES, rate, by) } });
    const loudness = (by: 1 | -1) => step({ type: 'voice', voice: { volume: stepped(VOLUMES, volume, by) } });
    const voiceless = engine !== null && !engine.speaks(language.tag);
    return {
      on,
      sounding,
      speaking: sounding === 'speaking',
      headphones,
      rate,
      volume,
      voiceless: voiceless ? language.name : null,
      start: () => turn(true),
      stop: () => turn(false),
      say: (text, { locale }) => engine?.say([{ text, locale }]),
      echo: (text, echo) => engine?.echo(text, language.tag, echo),
      again: () => engine?.again(),
      pause: () => engine?.pause(),
      resume: () => engine?.resume(),
      slower: () => speed(-1),
      faster: () => speed(1),
      softer: () => loudness(-1),
      louder: () => loudness(1),
    };
  }, [on, sounding, headphones, rate, volume, language, engine, step, turn]);
}

async function open(
  held: { readonly current: ReadingOptions },
  headphones: () => boolean,
  onChange: (sounding: Sounding) => void,
): Promise<Engine> {
  const { openEngine } = await import('./engine.ts');
  const phrases = (locale: string): Phrases => ({
    locale,
    say: (key, put) => held.current.i18n.t(key, { ...put, lng: locale }),
  });
  return openEngine({
    bridge: held.current.bridge,
    document,
    phrases: () => phrases(held.current.words.locale),
    source: () => phrases(held.current.source.locale),
    manner: () => ({
      rate: held.current.session.voice.rate,
      volume: held.current.session.voice.volume ?? held.current.face.settings.speechVolume,
    }),
    headphones,
    recorded: () => held.current.face.media.audio,
    onChange,
  });
}
