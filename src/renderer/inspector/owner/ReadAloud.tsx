/** For an owner who does not read, or not well: the page in their voice's language, to pause and to slow down. */
import { useEffect, useRef, useState } from 'react';
import type { Tongue } from '../../i18n/tongue.ts';
import { RATES, stepped } from '../../speech/steps.ts';
import { PressButton } from '../../ui/PressButton.tsx';
import { useLaptop } from '../laptop.tsx';
import type { Reading } from './reading.ts';

type State = 'off' | 'opening' | 'reading' | 'paused' | 'voiceless';

/** What is written or drawn in: nobody listens meanwhile, and the page must not move under a hand. */
const HANDS_ON = 'canvas, textarea, input:not([type="checkbox"], [type="radio"])';

export function ReadAloud({ tongue }: { tongue: Tongue }) {
  const { bridge, face } = useLaptop();
  const [state, setState] = useState<State>('off');
  const [rate, setRate] = useState(100);
  const held = useRef({ tongue, rate });
  useEffect(() => {
    held.current = { tongue, rate };
  });
  const reading = useRef<Reading | null>(null);
  const strip = useRef<HTMLDivElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  const on = state === 'opening' || state === 'reading' || state === 'paused';
  const { tag } = tongue.text.language;

  const recorded = face.media.audio;
  useEffect(() => {
    if (!on) return undefined;
    let ended = false;
    let opened: Reading | null = null;
    const begin = async () => {
      const { openReading } = await import('./reading.ts');
      const made = await openReading({
        bridge,
        document,
        phrases: () => ({ locale: held.current.tongue.text.language.tag, say: held.current.tongue.say }),
        rate: () => held.current.rate,
        recorded,
        onEnd: () => {
          // The strip goes: what had the focus in it hands it on.
          if (strip.current?.contains(document.activeElement) === true) toggle.current?.focus();
          setState('off');
        },
      });
      if (ended) return made.close();
      opened = made;
      reading.current = made;
      setState(made.read('sight') ? 'reading' : 'voiceless');
    };
    void begin();
    const again = (event: FocusEvent) => {
      // A page that has just opened: its title has the focus.
      if (event.target instanceof Element && event.target.matches('main h1') && opened !== null) {
        setState(opened.read('top') ? 'reading' : 'voiceless');
      }
    };
    const hands = (event: Event) => {
      if (event.target instanceof Element && event.target.closest(HANDS_ON) !== null) setState('off');
    };
    document.addEventListener('focusin', again);
    document.addEventListener('focusin', hands);
    document.addEventListener('pointerdown', hands);
    return () => {
      ended = true;
      reading.current = null;
      opened?.close();
      document.removeEventListener('focusin', again);
      document.removeEventListener('focusin', hands);
      document.removeEventListener('pointerdown', hands);
    };
  }, [on, bridge, recorded]);

  // Another language is read from its beginning; where a voice for it is missing is known when it is asked for.
  const spoken = useRef(tag);
  useEffect(() => {
    if (spoken.current === tag) return;
    spoken.current = tag;
    setState((now) => (now === 'voiceless' ? 'off' : now));
    if (reading.current !== null) setState(reading.current.read('top') ? 'reading' : 'voiceless');
  }, [tag]);
  useEffect(() => reading.current?.rateChanged(), [rate]);

  const { say, text } = tongue;
  const speed = (by: 1 | -1) => setRate(stepped(RATES, rate, by));
  // Never disabled at their end: what has the focus would lose it.
  const rateSaid = (end: boolean) => (
    <span className="unseen">
      {' '}
      {say('speech.rate', { percent: rate })}
      {end ? ` ${say('speech.end')}` : ''}
    </span>
  );
  return (
    <div className="owner-aloud" role="group" aria-label={say('speech.strip')} ref={strip}>
      <PressButton className="button" ref={toggle} aria-pressed={on} onPress={() => setState(on ? 'off' : 'opening')}>
        {say('bar.readAloud')}
      </PressButton>
      {state === 'reading' || state === 'paused' ? (
        <>
          <PressButton
            className="button"
            onPress={() => {
              if (state === 'paused') reading.current?.resume();
              else reading.current?.pause();
              setState(state === 'paused' ? 'reading' : 'paused');
            }}
          >
            {say(state === 'paused' ? 'speech.resume' : 'speech.pause')}
          </PressButton>
          <PressButton className="button" onPress={() => speed(-1)}>
            {say('speech.slower')}
            {rateSaid(rate <= RATES[0])}
          </PressButton>
          <PressButton className="button" onPress={() => speed(1)}>
            {say('speech.faster')}
            {rateSaid(rate >= (RATES.at(-1) ?? 0))}
          </PressButton>
        </>
      ) : null}
      <p role="status">{state === 'voiceless' ? say('owner.noVoice', { language: text.language.name }) : ''}</p>
    </div>
  );
}
