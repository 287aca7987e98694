/** The panel: in one sentence how this kiosk is, then everything staff can do. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { StaffView } from '../../../shared/staff.ts';
import { Screen } from '../../ui/Screen.tsx';
import { GoTile, NotHere, Trouble } from '../parts.tsx';
import { firstOpen } from '../setup/order.ts';
import { screenNow } from '../setup/panel/screenNow.ts';
import { isMeasuredFor } from '../setup/card.ts';
import { useLook } from '../staff.tsx';

export function Panel() {
  const { t } = useTranslation();
  const [held, again] = useLook('staff.view');
  const [setup] = useLook('setup.read');
  if (held.phase !== 'here') return <NotHere held={held} again={() => void again()} back={null} />;
  const view = held.value;
  const { delivery } = view;
  const steps = setup.phase === 'here' ? setup.value.steps : [];
  const panel = setup.phase === 'here' ? setup.value.panel : null;
  const moved = panel !== null && !isMeasuredFor(panel.measuredFor, screenNow());
  const failed = view.deadLetters.length;
  return (
    <Screen
      name="staff panel"
      kind="work"
      columns={2}
      title={t('panel.title')}
      lead={
        <>
          <p className="lead">{sentence(view, t)}</p>
          {moved ? <Trouble>{t('panel.measureAgain')}</Trouble> : null}
        </>
      }
    >
      <GoTile icon="rights" title={t('panel.state')} to={{ name: 'state' }} />
      <GoTile
        icon="notice"
        title={t('panel.failed')}
        more={t('panel.failed.count', { count: failed })}
        to={{ name: 'failed' }}
      />
      <GoTile icon="help" title={t('panel.reference')} to={{ name: 'reference' }} />
      <GoTile
        icon="project"
        title={t('panel.export')}
        more={t('panel.waiting', { count: delivery.waiting })}
        to={{ name: 'export' }}
      />
      <GoTile
        icon="speech"
        title={t('panel.practice')}
        more={view.practice ? t('panel.practice.isOn') : t('panel.practice.isOff')}
        to={{ name: 'practice' }}
      />
      <GoTile icon="team" title={t('panel.audit')} to={{ name: 'audit' }} />
      <GoTile icon="letters" title={t('panel.texts')} to={{ name: 'texts' }} />
      <GoTile icon="tick" title={t('panel.selftest')} to={{ name: 'selftest' }} />
      <GoTile
        icon="letters"
        title={t('panel.setup')}
        more={firstOpen(steps) === null ? undefined : t('panel.setup.open')}
        to={{ name: 'setup' }}
      />
      {view.canLeave ? <GoTile icon="onward" title={t('panel.leave')} to={{ name: 'leave' }} /> : null}
    </Screen>
  );
}

function sentence({ delivery }: StaffView, t: TFunction): string {
  if (!delivery.enrolled) return t('panel.now.unenrolled', { count: delivery.waiting });
  if (delivery.pausedReason !== null) return t('panel.now.paused', { count: delivery.waiting });
  return delivery.waiting === 0 ? t('panel.now.nothing') : t('panel.now.waiting', { count: delivery.waiting });
}
