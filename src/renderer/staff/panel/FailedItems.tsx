/** Reports that were refused: what kind, why, since when; each can be sent again. Never what they say. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeadLetter } from '../../../shared/staff.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { BackTo, NotHere, Trouble } from '../parts.tsx';
import { hourOf } from '../say.ts';
import { useLook, useStaff } from '../staff.tsx';
import { inWords } from './reasons.ts';

export function FailedItems() {
  const { t } = useTranslation();
  const { ask } = useStaff();
  const announce = useAnnounce();
  const [held, again] = useLook('staff.view');
  const [said, setSaid] = useState<{ readonly bad: boolean; readonly text: string } | null>(null);
  if (held.phase !== 'here') return <NotHere held={held} again={() => void again()} back={{ name: 'panel' }} />;
  const items = held.value.deadLetters;

  async function retry(id: string | null) {
    const answer = await ask('staff.retry', { id });
    if (!answer.ok) return setSaid({ bad: true, text: t('panel.noAnswer') });
    const text = t('panel.failed.retried', { count: answer.value.retried });
    setSaid({ bad: false, text });
    announce(text);
    await again();
  }

  return (
    <Screen
      name="staff failed"
      kind="work"
      title={t('panel.failed')}
      lead={
        <>
          <p className="lead">{t('panel.failed.count', { count: items.length })}</p>
          {said === null ? null : said.bad ? <Trouble>{said.text}</Trouble> : <p className="lead">{said.text}</p>}
        </>
      }
      actions={
        <>
          <BackTo place={{ name: 'panel' }} />
          {items.length === 0 ? null : (
            <PressButton className="button main" onPress={() => void retry(null)}>
              {t('panel.failed.retryAll')}
            </PressButton>
          )}
        </>
      }
    >
      {items.map((item) => (
        <Item key={item.id} item={item} retry={() => void retry(item.id)} />
      ))}
    </Screen>
  );
}

function Item({ item, retry }: { item: DeadLetter; retry: () => void }) {
  const { t, i18n } = useTranslation();
  const kind = inWords(i18n, 'panel.kind', item.schema.split('.')[2] ?? item.schema);
  return (
    <div className="failed-item" data-block="item">
      <div className="tile-words">
        <strong>{kind}</strong>
        <span>{inWords(i18n, 'panel.refused', item.reason)}</span>
        {item.detail === null ? null : <span className="soft">{item.detail}</span>}
        <span className="soft">{t('panel.failed.since', { at: hourOf(item.since) })}</span>
      </div>
      <PressButton className="button" aria-label={t('panel.failed.retryOne', { kind })} onPress={retry}>
        {t('panel.failed.retry')}
      </PressButton>
    </div>
  );
}
