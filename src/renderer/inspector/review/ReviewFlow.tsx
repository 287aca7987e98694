/**
 * The rights at the door: one draft, read from the disk and saved to it at every change, until it is sent.
 */
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenReview } from '../../../shared/inspector.ts';
import { PressButton } from '../../ui/PressButton.tsx';
import { useLaptop } from '../laptop.tsx';
import { Page, Trouble } from '../parts.tsx';
import './review.css';
import { Sent, type Submitted } from './Sent.tsx';
import { Steps } from './Steps.tsx';

type Opened =
  | { readonly phase: 'asking' }
  | { readonly phase: 'open'; readonly review: OpenReview }
  | { readonly phase: 'sent'; readonly sent: Submitted; readonly practice: boolean }
  | { readonly phase: 'failed'; readonly why: 'not-there' | 'no-answer' };

export function ReviewFlow({ id }: { id: string }) {
  const { ask } = useLaptop();
  const [opened, setOpened] = useState<Opened>({ phase: 'asking' });

  const open = useCallback(async () => {
    setOpened({ phase: 'asking' });
    const answer = await ask('review.read', { id });
    if (answer.ok) setOpened({ phase: 'open', review: answer.value });
    else if (answer.error.type !== 'closed') setOpened({ phase: 'failed', why: answer.error.type });
  }, [ask, id]);
  useEffect(() => void open(), [open]);

  switch (opened.phase) {
    case 'asking':
      return null;
    case 'failed':
      return <Failed why={opened.why} again={() => void open()} />;
    case 'sent':
      return <Sent sent={opened.sent} practice={opened.practice} />;
    case 'open': {
      const { review } = opened;
      const sent = (submitted: Submitted) => setOpened({ phase: 'sent', sent: submitted, practice: review.practice });
      return <Steps review={review} sent={sent} />;
    }
  }
}

function Failed({ why, again }: { why: 'not-there' | 'no-answer'; again: () => void }) {
  const { t } = useTranslation();
  const { go } = useLaptop();
  return (
    <Page title={t('inspector.today.start')}>
      <Trouble>{t(`inspector.review.failed.${why}`)}</Trouble>
      <div className="row-buttons">
        {why === 'no-answer' ? (
          <PressButton className="button main" onPress={again}>
            {t('open.again')}
          </PressButton>
        ) : null}
        <PressButton className="button" onPress={() => go({ name: 'today' })}>
          {t('inspector.review.sent.today')}
        </PressButton>
      </div>
    </Page>
  );
}
