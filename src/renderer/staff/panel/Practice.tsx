/** Practice on or off: a striped band on every screen, and reports that count for nothing. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choices } from '../../ui/Choices.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { BackTo, NotHere, Trouble } from '../parts.tsx';
import { useLook, useStaff } from '../staff.tsx';

export function Practice() {
  const { t } = useTranslation();
  const { ask } = useStaff();
  const [held, again] = useLook('staff.view');
  const [failed, setFailed] = useState(false);
  if (held.phase !== 'here') return <NotHere held={held} again={() => void again()} back={{ name: 'panel' }} />;

  async function choose(on: boolean) {
    const answer = await ask('staff.practice', { on });
    setFailed(!answer.ok);
    await again();
  }
  return (
    <Screen
      name="staff practice"
      kind="work"
      title={t('panel.practice')}
      lead={
        <>
          <p className="lead">{t('panel.practice.lead')}</p>
          {failed ? <Trouble>{t('panel.noAnswer')}</Trouble> : null}
        </>
      }
      actions={<BackTo place={{ name: 'panel' }} />}
    >
      <Choices
        kind="one"
        title={t('panel.practice')}
        titleUnseen
        options={[
          { id: 'on', words: t('panel.practice.on') },
          { id: 'off', words: t('panel.practice.off') },
        ]}
        chosen={[held.value.practice ? 'on' : 'off']}
        choose={(id) => void choose(id === 'on')}
      />
    </Screen>
  );
}
