/** A visitor asks about their report by its reference: where it is, never what it says. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CROCKFORD, grouped } from '../../../shared/crockford.ts';
import type { StaffAnswers } from '../../../shared/staff.ts';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { Pad } from '../Pad.tsx';
import { CODE_ROWS, type } from '../pad.ts';
import { BackTo, Trouble } from '../parts.tsx';
import { useStaff } from '../staff.tsx';

/** Eight letters and digits of the hash of a report's id. */
const LENGTH = 8;

type State = Extract<StaffAnswers['staff.reference'], { ok: true }>['value']['state'];

export function Reference() {
  const { t } = useTranslation();
  const { ask } = useStaff();
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<State | null>(null);
  const [trouble, setTrouble] = useState<'short' | 'no-answer' | null>(null);

  async function look() {
    if (typed.length < LENGTH) return setTrouble('short');
    const answer = await ask('staff.reference', { reference: typed });
    if (answer.ok) setFound(answer.value.state);
    else setTrouble('no-answer');
  }

  if (found !== null) {
    return (
      <Screen
        name="staff reference found"
        kind="read"
        title={t(`panel.reference.${found}`)}
        lead={<p className="lead reference-code">{grouped(typed)}</p>}
        actions={
          <>
            <BackTo place={{ name: 'panel' }} />
            <PressButton
              className="button main"
              onPress={() => {
                setTyped('');
                setFound(null);
              }}
            >
              {t('panel.reference.another')}
            </PressButton>
          </>
        }
      >
        <p data-block="text">{t(`panel.reference.${found}.more`)}</p>
      </Screen>
    );
  }
  return (
    <Screen
      name="staff reference"
      kind="work"
      title={t('panel.reference')}
      lead={
        <>
          <p className="typed" data-empty={typed === '' || undefined}>
            {typed === '' ? t('panel.reference.empty') : grouped(typed)}
          </p>
          {trouble === null ? null : (
            <Trouble>{trouble === 'short' ? t('panel.reference.short') : t('panel.noAnswer')}</Trouble>
          )}
        </>
      }
      actions={
        <>
          <BackTo place={{ name: 'panel' }} />
          <PressButton className="button main" onPress={() => void look()}>
            {t('panel.reference.look')}
          </PressButton>
        </>
      }
    >
      <Pad
        rows={CODE_ROWS}
        onKey={(key) => {
          setTyped(type(typed, key, { characters: CROCKFORD, most: LENGTH }));
          setTrouble(null);
        }}
      />
    </Screen>
  );
}
