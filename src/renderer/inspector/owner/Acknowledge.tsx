/** Three ways to say that the rights were shown, in one row of equals: to sign, to type a name, to do neither. */
import { NAME_MAX } from '../../../shared/limits.ts';
import type { Tongue } from '../../i18n/tongue.ts';
import { Choices } from '../../ui/Choices.tsx';
import { OwnerField } from './OwnerField.tsx';
import { SignatureBox } from './SignatureBox.tsx';
import { ownerKinds, type OwnerState } from './turn.ts';

export interface AcknowledgeProps {
  readonly state: OwnerState;
  readonly change: (state: OwnerState) => void;
  readonly tongue: Tongue;
  /** Whether what was done so far is saved, or on its way. */
  readonly safe: boolean;
}

export function Acknowledge({ state, change, tongue, safe }: AcknowledgeProps) {
  const { say, text } = tongue;
  return (
    <>
      <div className="notice">
        <p>{say('owner.sign.lead')}</p>
        <p>{say('owner.sign.meaning')}</p>
      </div>
      <Choices
        kind="one"
        title={say('owner.sign.title')}
        titleUnseen
        options={ownerKinds.map((id) => ({ id, words: say(`owner.sign.${id}`) }))}
        chosen={state.kind === null ? [] : [state.kind]}
        choose={(id) => {
          const kind = ownerKinds.find((each) => each === id);
          if (kind !== undefined) change({ ...state, kind });
        }}
      />
      {state.kind === 'signed' ? (
        <SignatureBox
          value={state.signature}
          change={(signature) => change({ ...state, signature })}
          reader={text.language.tag}
        />
      ) : null}
      {state.kind === 'typed' ? (
        <OwnerField
          label={say('contact.name')}
          value={state.name}
          change={(name) => change({ ...state, name })}
          maxLength={NAME_MAX}
          lines="one"
          tongue={tongue}
        />
      ) : null}
      <p role="status">{state.kind === 'declined' && safe ? say('owner.sign.noted') : ''}</p>
    </>
  );
}
