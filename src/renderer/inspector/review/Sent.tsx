/** Said once the report is on the disk: it is saved and waits. What the City has received, only its receipt says. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallAnswer } from '../../../shared/bridge.ts';
import { PressButton } from '../../ui/PressButton.tsx';
import { useDraftPractice, useLaptop } from '../laptop.tsx';
import { Note, Page, Trouble } from '../parts.tsx';

export type Submitted = Extract<CallAnswer<'review.submit'>, { ok: true }>['value'];

export function Sent({ sent, practice }: { sent: Submitted; practice: boolean }) {
  const { t } = useTranslation();
  const { ask, go, refresh, setSaved } = useLaptop();
  const [failed, setFailed] = useState(false);
  useDraftPractice(practice);
  // It is no draft any more.
  useEffect(() => setSaved({ state: 'none' }), [setSaved]);
  const survey = async () => {
    const answer = await ask('owner.begin', { id: null, turn: 'survey' });
    setFailed(!answer.ok);
    if (answer.ok) await refresh();
  };
  return (
    <Page title={t('inspector.review.sent')}>
      <p>{t('inspector.review.sent.more')}</p>
      {practice ? <Note>{t('inspector.review.practice')}</Note> : null}
      <p className="reference">
        <span>{t('inspector.review.sent.reference')}</span>
        <strong className="reference-code" translate="no">
          {sent.reference}
        </strong>
      </p>
      {sent.owed === null ? null : <Note>{t('inspector.review.sent.owed')}</Note>}
      {failed ? <Trouble>{t('inspector.review.hand.failed')}</Trouble> : null}
      <div className="row-buttons">
        <PressButton className="button main" onPress={() => go({ name: 'today' })}>
          {t('inspector.review.sent.today')}
        </PressButton>
        <PressButton className="button" onPress={() => void survey()}>
          {t('inspector.review.sent.survey')}
        </PressButton>
      </div>
    </Page>
  );
}
