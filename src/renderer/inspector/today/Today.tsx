/** What is due: the drafts that are open, the copies that are owed, what was refused, what waits. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InspectorToday } from '../../../shared/inspector.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { useLaptop, useWork } from '../laptop.tsx';
import { Line, Lines, Note, Page, Section, Trouble } from '../parts.tsx';
import { SentLine } from '../outbox/SentLine.tsx';
import { daySaid } from '../say.ts';
import { useAsked, useDeliveryKey } from '../useAsked.ts';
import { BadDays } from './BadDays.tsx';
import { DraftLine } from './DraftLine.tsx';
import { Earlier } from './Earlier.tsx';

export function Today() {
  const { t } = useTranslation();
  const { go, ask, refresh } = useLaptop();
  const { expired } = useWork();
  const [trouble, setTrouble] = useState<string | null>(null);
  const [today, again] = useAsked<'inspector.today'>(readToday, useDeliveryKey());

  const start = async (owed: string | null) => {
    setTrouble(null);
    const answer = await ask('review.start', { business: null, owed });
    if (answer.ok) return go({ name: 'review', id: answer.value.id });
    if (answer.error.type !== 'closed') setTrouble(answer.error.type);
  };
  const survey = async () => {
    setTrouble(null);
    const answer = await ask('owner.begin', { id: null, turn: 'survey' });
    if (answer.ok) return refresh();
    if (answer.error.type !== 'closed') setTrouble(answer.error.type);
  };

  return (
    <Page title={t('inspector.place.today')}>
      <div className="laptop-starts">
        {expired ? (
          <Note>{t('inspector.today.expired')}</Note>
        ) : (
          <div>
            <PressButton className="button main" onPress={() => void start(null)}>
              {t('inspector.today.start')}
            </PressButton>
            <p className="soft">{t('inspector.today.start.more')}</p>
          </div>
        )}
        <div>
          <PressButton className="button" onPress={() => void survey()}>
            {t('inspector.today.survey')}
          </PressButton>
          <p className="soft">{t('inspector.today.survey.more')}</p>
        </div>
      </div>
      {trouble === null ? null : <Trouble>{t(`inspector.trouble.${trouble}`)}</Trouble>}
      <BadDays />
      {today.phase === 'asking' ? <p className="soft">{t('inspector.today.asking')}</p> : null}
      {today.phase === 'failed' ? (
        <>
          <Trouble>{t('inspector.today.noAnswer')}</Trouble>
          <div className="row-buttons">
            <PressButton className="button" onPress={() => void again()}>
              {t('open.again')}
            </PressButton>
          </div>
        </>
      ) : null}
      {today.phase === 'here' ? <Due today={today.value} again={again} give={start} /> : null}
    </Page>
  );
}

const readToday = (ask: ReturnType<typeof useLaptop>['ask']) => ask('inspector.today', {});

interface DueProps {
  readonly today: InspectorToday;
  readonly again: () => Promise<void>;
  readonly give: (owed: string) => Promise<void>;
}

function Due({ today, again, give }: DueProps) {
  const { t } = useTranslation();
  const { go, ask } = useLaptop();
  const { expired } = useWork();
  const announce = useAnnounce();
  const { drafts, owed, waiting, refused, underEarlier, unreadable } = today;
  const nothing = drafts.length + owed.length + waiting.length + refused.length + underEarlier + unreadable === 0;
  const retry = async (id: string) => {
    const answer = await ask('inspector.retry', { id });
    if (answer.ok) announce(t('inspector.today.retried'));
    await again();
  };
  return (
    <>
      {nothing ? <p>{t('inspector.today.nothing')}</p> : null}
      {drafts.length === 0 ? null : (
        <Section title={t('inspector.today.drafts')}>
          <Lines>
            {drafts.map((draft) => (
              <DraftLine key={draft.id} draft={draft} again={again} />
            ))}
          </Lines>
        </Section>
      )}
      {owed.length === 0 ? null : (
        <Section title={t('inspector.today.owed')}>
          <Lines>
            {owed.map(({ id, business, exception, since, draft }) => {
              const act = t(draft === null ? 'inspector.today.owed.start' : 'inspector.today.continue');
              const name = business === '' ? t('inspector.noName') : business;
              return (
                <Line
                  key={id}
                  title={name}
                  more={[
                    t('inspector.today.owed.since', { day: daySaid(since) }),
                    ...(exception === null ? [] : [t(`inspector.review.reason.${exception}`)]),
                  ]}
                >
                  {expired && draft === null ? null : (
                    <PressButton
                      className="button"
                      aria-label={t('inspector.of', { act, business: name })}
                      onPress={() => (draft === null ? void give(id) : go({ name: 'review', id: draft }))}
                    >
                      {act}
                    </PressButton>
                  )}
                </Line>
              );
            })}
          </Lines>
        </Section>
      )}
      {refused.length === 0 ? null : (
        <Section title={t('inspector.today.refused')}>
          <Lines>
            {refused.map((line) => (
              <SentLine key={line.id} line={line} retry={retry} />
            ))}
          </Lines>
        </Section>
      )}
      {waiting.length === 0 ? null : (
        <Section title={t('inspector.today.waiting')}>
          <Lines>
            {waiting.map((line) => (
              <SentLine key={line.id} line={line} />
            ))}
          </Lines>
        </Section>
      )}
      {underEarlier === 0 ? null : <Earlier count={underEarlier} again={again} />}
      {unreadable === 0 ? null : <Note>{t('inspector.today.unreadable', { count: unreadable })}</Note>}
    </>
  );
}
