/** One report that was sent: where it is now, in words, and why. */
import { useTranslation } from 'react-i18next';
import type { SentLine as Sent } from '../../../shared/inspector.ts';
import { inWords } from '../../staff/panel/reasons.ts';
import { Icon } from '../../ui/icons.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { useLaptop } from '../laptop.tsx';
import { Line } from '../parts.tsx';
import { timeSaid } from '../say.ts';

export function SentLine({ line, retry }: { line: Sent; retry?: (id: string) => Promise<void> }) {
  const { t } = useTranslation();
  const { go } = useLaptop();
  const name = line.business === '' ? t('inspector.sent.unnamed') : line.business;
  const of = (act: string) => t('inspector.of', { act, business: name });
  return (
    <Line
      title={name}
      more={[
        t('inspector.sent.by', { time: timeSaid(line.sentAt) }),
        t('inspector.sent.reference', { reference: line.reference }),
        ...(line.practice ? [t('inspector.sent.practice')] : []),
      ]}
      state={<SentState line={line} />}
    >
      {retry === undefined ? null : (
        <PressButton className="button" aria-label={of(t('inspector.today.retry'))} onPress={() => void retry(line.id)}>
          {t('inspector.today.retry')}
        </PressButton>
      )}
      <PressButton
        className="button"
        aria-label={of(t('inspector.sent.read'))}
        onPress={() => go({ name: 'sent', id: line.id })}
      >
        {t('inspector.sent.read')}
      </PressButton>
    </Line>
  );
}

export function SentState({ line: { state, reason, detail } }: { line: Sent }) {
  const { t, i18n } = useTranslation();
  const bad = state === 'refused';
  return (
    <p className="sent-state" data-state={state}>
      {state === 'waiting' ? null : <Icon name={state === 'received' ? 'tick' : 'notice'} />}
      <span>
        {reason === 'lost' ? t('inspector.sent.lost') : t(`inspector.sent.${state}`)}
        {bad && reason !== null && reason !== 'lost' ? `. ${inWords(i18n, 'panel.refused', reason)}` : null}
        {bad && detail !== null && detail !== '' ? ` ${t('inspector.sent.detail', { detail })}` : null}
      </span>
    </p>
  );
}
