/** What this account sent, the newest first, with what became of it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SentLine as Sent } from '../../../shared/inspector.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { useLaptop } from '../laptop.tsx';
import { Lines, Page, Trouble } from '../parts.tsx';
import { useDeliveryKey } from '../useAsked.ts';
import { SentLine } from './SentLine.tsx';

interface Held {
  readonly sent: readonly Sent[];
  readonly next: number | null;
}

export function Outbox() {
  const { t } = useTranslation();
  const { ask } = useLaptop();
  const announce = useAnnounce();
  const [held, setHeld] = useState<Held | 'failed' | null>(null);
  const shown = useRef(0);
  const turns = useRef(0);

  /** As many as were shown, from the newest on: between two pages one may have gone on. */
  const read = useCallback(
    async (least: number) => {
      turns.current += 1;
      const turn = turns.current;
      let sent: readonly Sent[] = [];
      let next: number | null = null;
      do {
        // One after the other: each says where the next begins.
        // oxlint-disable-next-line no-await-in-loop
        const answer: Awaited<ReturnType<typeof ask<'inspector.outbox'>>> = await ask('inspector.outbox', {
          before: next,
        });
        if (turn !== turns.current) return 0;
        if (!answer.ok) {
          if (answer.error.type !== 'closed') setHeld('failed');
          return 0;
        }
        sent = [...sent, ...answer.value.sent];
        next = answer.value.next;
      } while (next !== null && sent.length < least);
      const more = sent.length - shown.current;
      shown.current = sent.length;
      setHeld({ sent, next });
      return more;
    },
    [ask],
  );
  const key = useDeliveryKey();
  useEffect(() => {
    void read(shown.current);
  }, [read, key]);
  const older = async () => {
    const more = await read(shown.current + 1);
    if (more > 0) announce(t('inspector.outbox.shown', { count: more }));
  };

  return (
    <Page title={t('inspector.place.outbox')}>
      <p className="soft">{t('inspector.outbox.lead')}</p>
      {held === 'failed' ? (
        <>
          <Trouble>{t('inspector.outbox.noAnswer')}</Trouble>
          <div className="row-buttons">
            <PressButton className="button" onPress={() => void read(shown.current)}>
              {t('open.again')}
            </PressButton>
          </div>
        </>
      ) : null}
      {held === null || held === 'failed' ? null : held.sent.length === 0 ? (
        <p>{t('inspector.outbox.none')}</p>
      ) : (
        <>
          <Lines>
            {held.sent.map((line) => (
              <SentLine key={line.id} line={line} />
            ))}
          </Lines>
          {held.next === null ? null : (
            <div className="row-buttons">
              <PressButton className="button" onPress={() => void older()}>
                {t('inspector.outbox.older')}
              </PressButton>
            </div>
          )}
        </>
      )}
    </Page>
  );
}
