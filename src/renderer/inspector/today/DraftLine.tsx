/** An open draft: go on with it, or delete it once it was asked again. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftLine as Draft } from '../../../shared/inspector.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { useLaptop } from '../laptop.tsx';
import { Line, Trouble } from '../parts.tsx';
import { timeSaid } from '../say.ts';

export function DraftLine({ draft, again }: { draft: Draft; again: () => Promise<void> }) {
  const { t } = useTranslation();
  const { go, ask } = useLaptop();
  const announce = useAnnounce();
  const [asking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const remove = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (asking) keep.current?.focus();
    else if (asked.current) remove.current?.focus();
    asked.current = asking;
  }, [asking]);

  const drop = async () => {
    const answer = await ask('review.drop', { id: draft.id });
    if (answer.ok || answer.error.type === 'not-there') {
      // The line goes, and the focus with it: the title is read again.
      document.querySelector('h1')?.focus();
      announce(t('inspector.today.deleted'));
      return again();
    }
    setAsking(false);
    if (answer.error.type !== 'closed') setTrouble(answer.error.type);
  };

  const name = draft.business === '' ? t('inspector.noName') : draft.business;
  const of = (act: string) => t('inspector.of', { act, business: name });
  const more = draft.readable
    ? t('inspector.today.draft.changed', { time: timeSaid(draft.changedAt) })
    : t('inspector.today.draft.newer');
  if (asking) {
    return (
      <Line title={name} more={[t('inspector.today.delete.ask')]}>
        <PressButton className="button" ref={keep} onPress={() => setAsking(false)}>
          {t('inspector.today.delete.no')}
        </PressButton>
        <PressButton className="button" aria-label={of(t('inspector.today.delete.yes'))} onPress={() => void drop()}>
          {t('inspector.today.delete.yes')}
        </PressButton>
      </Line>
    );
  }
  return (
    <Line title={name} more={[more]}>
      {trouble === null ? null : <Trouble>{t(`inspector.trouble.${trouble}`)}</Trouble>}
      {draft.readable ? (
        <>
          <PressButton
            className="button main"
            aria-label={of(t('inspector.today.continue'))}
            onPress={() => go({ name: 'review', id: draft.id })}
          >
            {t('inspector.today.continue')}
          </PressButton>
          <PressButton
            className="button"
            ref={remove}
            aria-label={of(t('inspector.today.delete'))}
            onPress={() => setAsking(true)}
          >
            {t('inspector.today.delete')}
          </PressButton>
        </>
      ) : null}
    </Line>
  );
}
