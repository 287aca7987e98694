/** Leaving kiosk mode, asked first: from then on this is an ordinary machine. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { Trouble } from '../parts.tsx';
import { useStaff } from '../staff.tsx';

export function Leave() {
  const { t } = useTranslation();
  const { ask, go } = useStaff();
  const [failed, setFailed] = useState(false);
  async function leave() {
    const answer = await ask('staff.leave', {});
    setFailed(!answer.ok);
  }
  return (
    <Screen
      name="staff leave"
      kind="work"
      title={t('panel.leave.title')}
      lead={
        <>
          <p className="lead">{t('panel.leave.lead')}</p>
          {failed ? <Trouble>{t('panel.leave.failed')}</Trouble> : null}
        </>
      }
    >
      <PressButton className="button" data-block="item" data-grow onPress={() => go({ name: 'panel' })}>
        {t('panel.leave.no')}
      </PressButton>
      <PressButton className="button main" data-block="item" data-grow onPress={() => void leave()}>
        {t('panel.leave.yes')}
      </PressButton>
    </Screen>
  );
}
