/**
 * The owner's turn: the laptop shows the rights and the signature, or a survey without a name, and nothing else.
 * Whoever handed it over takes it back with their passphrase, from every page.
 */
import { useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import type { OwnerView } from '../../../shared/inspector.ts';
import { langOf } from '../../i18n/Text.tsx';
import type { Tongue } from '../../i18n/tongue.ts';
import { PressButton } from '../../ui/PressButton.tsx';
import { useLaptop } from '../laptop.tsx';
import { useHead } from '../useHead.ts';
import './owner.css';
import { ReadAloud } from './ReadAloud.tsx';
import { RightsTurn } from './RightsTurn.tsx';
import { SurveyTurn } from './SurveyTurn.tsx';
import { TakeBack } from './TakeBack.tsx';
import { useTongue } from './useTongues.ts';
import { TEXT_SIZES, USUAL_SIZE, useWalls } from './useWalls.ts';

/** How long before a desk that did not answer is asked again. */
const AGAIN_MS = 3000;

/** What a turn does before the laptop is taken back: what is still being saved is saved. */
export type Settle = () => Promise<void>;

const nothing: Settle = () => Promise.resolve();

export function OwnerFace() {
  const { face, english } = useLaptop();
  const view = useOwnerView();
  const [language, setLanguage] = useState<string | null>(null);
  const [size, setSize] = useState(USUAL_SIZE);
  const [settle, setSettle] = useState<Settle>(() => nothing);
  const offered = face.languages.map(({ tag }) => tag);
  const asked = language ?? view?.languages[0] ?? english.locale;
  const tongue = useTongue(offered.includes(asked) ? asked : english.locale);
  const { text, say } = tongue;
  useWalls(text.language, size);
  const head = useHead();
  return (
    <I18nProvider locale={text.language.tag}>
      <div className="laptop owner" {...langOf(text.language)}>
        <header ref={head} className="laptop-top">
          {face.practice || view?.practice === true ? <p className="practice">{say('common.practice')}</p> : null}
          <div className="owner-tools">
            <ReadAloud tongue={tongue} />
            <TextSize tongue={tongue} size={size} setSize={setSize} />
          </div>
        </header>
        {view === null ? (
          <main className="page" aria-busy="true" />
        ) : view.turn === 'rights' ? (
          <RightsTurn view={view} tongue={tongue} speak={setLanguage} onSettle={setSettle} />
        ) : (
          <SurveyTurn tongue={tongue} speak={setLanguage} />
        )}
        <TakeBack settle={settle} />
      </div>
    </I18nProvider>
  );
}

/** Asked until the desk answers; where the turn is over meanwhile, asking leads back to the door. */
function useOwnerView(): OwnerView | null {
  const { ask } = useLaptop();
  const [view, setView] = useState<OwnerView | null>(null);
  useEffect(() => {
    if (view !== null) return undefined;
    let over = false;
    let timer = 0;
    const read = async () => {
      const reply = await ask('owner.read', {});
      if (over) return;
      if (reply.ok) setView(reply.value);
      else timer = window.setTimeout(() => void read(), AGAIN_MS);
    };
    void read();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [ask, view]);
  return view;
}

/** Never disabled at its ends: what has the focus would lose it. */
function TextSize({ tongue, size, setSize }: { tongue: Tongue; size: number; setSize: (size: number) => void }) {
  const { say } = tongue;
  const most = TEXT_SIZES.length - 1;
  const end = <span className="unseen"> {say('speech.end')}</span>;
  return (
    <div className="owner-size" role="group" aria-label={say('display.size')}>
      <PressButton className="button" onPress={() => setSize(Math.max(0, size - 1))}>
        {say('owner.text.smaller')}
        {size === 0 ? end : null}
      </PressButton>
      <PressButton className="button" onPress={() => setSize(Math.min(most, size + 1))}>
        {say('owner.text.larger')}
        {size === most ? end : null}
      </PressButton>
    </div>
  );
}
