/** Everything undelivered to a stick, sealed as it is: for a kiosk whose network is gone for good. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../../ui/PressButton.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { BackTo, NotHere, Trouble } from '../parts.tsx';
import { amountOf } from '../say.ts';
import { useLook, useStaff } from '../staff.tsx';

type Doing =
  | { readonly phase: 'choosing'; readonly trouble: string | null }
  | { readonly phase: 'writing' }
  | { readonly phase: 'written'; readonly file: string; readonly reports: number };

export function Export() {
  const { t } = useTranslation();
  const { ask, setBusy } = useStaff();
  const [held, again] = useLook('staff.sticks');
  const [doing, setDoing] = useState<Doing>({ phase: 'choosing', trouble: null });
  useEffect(() => () => setBusy(false), [setBusy]);
  if (held.phase !== 'here') return <NotHere held={held} again={() => void again()} back={{ name: 'panel' }} />;

  async function write(stick: string) {
    setDoing({ phase: 'writing' });
    setBusy(true);
    const answer = await ask('staff.export', { stick });
    setBusy(false);
    if (answer.ok) return setDoing({ phase: 'written', ...answer.value });
    setDoing({ phase: 'choosing', trouble: why(answer.error) });
    await again();
  }
  function why(error: { readonly type: string; readonly detail?: string }): string {
    switch (error.type) {
      case 'no-stick':
        return t('panel.export.gone');
      case 'failed':
        return t('panel.export.broke', { detail: error.detail ?? '' });
      default:
        return t('panel.noAnswer');
    }
  }

  switch (doing.phase) {
    case 'writing':
      return (
        <Screen name="staff export writing" kind="read" title={t('panel.export.writing')}>
          <p data-block="text">{t('panel.export.stay')}</p>
        </Screen>
      );
    case 'written':
      return (
        <Screen
          name="staff export written"
          kind="read"
          title={t('panel.export.written', { count: doing.reports })}
          actions={<BackTo place={{ name: 'panel' }} />}
        >
          <p data-block="text">{doing.file}</p>
          {doing.reports === 0 ? null : <p data-block="text">{t('panel.export.next')}</p>}
        </Screen>
      );
    case 'choosing':
      return (
        <Screen
          name="staff export"
          kind="work"
          title={t('panel.export')}
          lead={
            <>
              <p className="lead">{held.value.length === 0 ? t('panel.export.none') : t('panel.export.lead')}</p>
              {doing.trouble === null ? null : <Trouble>{doing.trouble}</Trouble>}
            </>
          }
          actions={
            <>
              <BackTo place={{ name: 'panel' }} />
              <PressButton className="button" onPress={() => void again()}>
                {t('panel.export.look')}
              </PressButton>
            </>
          }
        >
          {held.value.map((stick) => (
            <PressButton key={stick.id} className="tile" data-block="item" onPress={() => void write(stick.id)}>
              <Icon name="project" />
              <span className="tile-words">
                <strong>{stick.label}</strong>
                <span className="soft">{t('panel.export.room', { room: amountOf(stick.freeBytes) })}</span>
              </span>
              <Icon name="onward" />
            </PressButton>
          ))}
        </Screen>
      );
  }
}
