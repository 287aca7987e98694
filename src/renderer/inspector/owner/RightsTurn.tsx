/** The owner reads the rights, then acknowledges them in one of three ways. Everything is saved as it is done. */
import { useEffect, useRef, useState } from 'react';
import type { OwnerView } from '../../../shared/inspector.ts';
import { langOf } from '../../i18n/Text.tsx';
import type { Tongue } from '../../i18n/tongue.ts';
import { PressButton } from '../../ui/PressButton.tsx';
import { useLaptop } from '../laptop.tsx';
import { Trouble } from '../parts.tsx';
import { RightsBeside } from '../rights/RightsBeside.tsx';
import { Acknowledge } from './Acknowledge.tsx';
import type { Settle } from './OwnerFace.tsx';
import { LanguageRow, OwnerPage, Thanks } from './OwnerPage.tsx';
import { createSaver, type Saving } from './saver.ts';
import { ownerDone, ownerState, withLanguages, type OwnerDone, type OwnerState } from './turn.ts';

export interface RightsTurnProps {
  readonly view: OwnerView;
  readonly tongue: Tongue;
  /** Told which language is the owner's now. */
  readonly speak: (tag: string) => void;
  readonly onSettle: (settle: () => Settle) => void;
}

export function RightsTurn({ view, tongue, speak, onSettle }: RightsTurnProps) {
  const { face, english } = useLaptop();
  const [state, setState] = useState(() =>
    ownerState(
      view,
      face.languages.map(({ tag }) => tag),
      english.locale,
    ),
  );
  const { saving, saver } = useOwnerSaver();
  // Where they were, after a restart. Nobody is asked to confirm rights of which none was shown yet.
  const [page, setPage] = useState<'rights' | 'sign' | 'thanks'>(
    state.kind === null || state.rightsShown.length === 0 ? 'rights' : 'sign',
  );
  const { say, text } = tongue;

  useEffect(() => onSettle(() => saver.settled), [onSettle, saver]);
  // The languages are on the screen from the first moment.
  const first = useRef(state);
  useEffect(() => saver.put(ownerDone(first.current)), [saver]);

  const change = (next: OwnerState) => {
    setState(next);
    saver.put(ownerDone(next));
  };
  const choose = (languages: readonly [string, string | null]) => {
    change(withLanguages(state, languages));
    speak(languages[0]);
  };
  const saved = <Saved saving={saving} tongue={tongue} again={saver.again} />;
  switch (page) {
    case 'rights':
      return (
        <OwnerPage key="rights" title={say('rights.title')}>
          {view.business === '' ? null : (
            <p className="lead">
              <bdi lang="">{view.business}</bdi>
            </p>
          )}
          <LanguageRow tongue={tongue} choose={(tag) => choose([tag, state.languages[1]])} />
          <Second tongue={tongue} languages={state.languages} choose={(tag) => choose([state.languages[0], tag])} />
          <p>{say('owner.rights.lead')}</p>
          <RightsBeside
            languages={state.languages}
            shown={state.rightsShown}
            onShown={(rightsShown) => change({ ...state, rightsShown })}
            reader={text.language.tag}
          />
          {saved}
          <div className="row-buttons">
            <PressButton className="button main" onPress={() => setPage('sign')}>
              {say('common.next')}
            </PressButton>
          </div>
        </OwnerPage>
      );
    case 'sign':
      return (
        <OwnerPage key="sign" title={say('owner.sign.title')}>
          <Acknowledge state={state} change={change} tongue={tongue} safe={saving.state !== 'failed'} />
          {saved}
          <div className="row-buttons">
            <PressButton className="button" onPress={() => setPage('rights')}>
              {say('common.back')}
            </PressButton>
            <PressButton className="button main" onPress={() => setPage('thanks')}>
              {say('common.done')}
            </PressButton>
          </div>
        </OwnerPage>
      );
    case 'thanks':
      // What could not be saved is on the last page too: that is the one that the inspector sees.
      return (
        <Thanks key="thanks" tongue={tongue}>
          {saved}
          <div className="row-buttons">
            <PressButton className="button" onPress={() => setPage('sign')}>
              {say('common.back')}
            </PressButton>
          </div>
        </Thanks>
      );
  }
}

function useOwnerSaver() {
  const { ask } = useLaptop();
  const [saving, setSaving] = useState<Saving<{ type: string }>>({ state: 'none' });
  const [saver] = useState(() =>
    createSaver<OwnerDone, { type: string }>((done) => ask('owner.save', done), setSaving),
  );
  return { saving, saver };
}

/** The second language by its name in itself, or none. */
function Second(props: {
  tongue: Tongue;
  languages: readonly [string, string | null];
  choose: (tag: string | null) => void;
}) {
  const { face } = useLaptop();
  const [own, second] = props.languages;
  const { say, text } = props.tongue;
  const shown = face.languages.find(({ tag }) => tag === second) ?? text.language;
  return (
    <label className="owner-second">
      <span>{say('owner.second')}</span>
      <select
        {...langOf(shown)}
        value={second ?? ''}
        onChange={(event) => props.choose(event.target.value === '' ? null : event.target.value)}
      >
        <option value="" {...langOf(text.language)}>
          {say('owner.second.none')}
        </option>
        {face.languages
          .filter(({ tag }) => tag !== own)
          .map((language) => (
            <option key={language.tag} value={language.tag} {...langOf(language)}>
              {language.name}
            </option>
          ))}
      </select>
    </label>
  );
}

/** In plain words, whether what the owner did is safe. */
function Saved({ saving, tongue, again }: { saving: Saving<{ type: string }>; tongue: Tongue; again: () => void }) {
  const { say } = tongue;
  return (
    <>
      {/* Only shown: there are many, and none changes what to do. */}
      <p className="soft owner-saved">{saving.state === 'saved' ? say('owner.saved') : ''}</p>
      {saving.state === 'failed' ? (
        <div className="owner-failed">
          <Trouble>{say(saving.error.type === 'disk-full' ? 'owner.failed.diskFull' : 'owner.failed.store')}</Trouble>
          <p>{say('owner.failed.kept')}</p>
          <PressButton className="button" onPress={again}>
            {say('failed.again')}
          </PressButton>
        </div>
      ) : null}
    </>
  );
}
