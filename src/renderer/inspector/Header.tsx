/** Always in sight: who is at work, what is saved, what the City has not received yet, and the way to lock. */
import { useTranslation } from 'react-i18next';
import type { DeliveryStatus } from '../../shared/bridge.ts';
import { Icon } from '../ui/icons.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { agencyName, useLaptop, useWork, type SaveState } from './laptop.tsx';
import { hourSaid, timeSaid } from './say.ts';

export function Header() {
  const { t } = useTranslation();
  const { face, place, go, saved, delivery, lock } = useLaptop();
  const { who, agency } = useWork();
  const here = (name: 'today' | 'outbox') => (place.name === name ? 'page' : undefined);
  return (
    <div className="laptop-head">
      <p>
        <strong>{who.person}</strong>
        <span className="soft"> · {agency === null ? t('inspector.noAgency') : agencyName(face, agency)}</span>
      </p>
      <div className="laptop-ways">
        <nav aria-label={t('inspector.places')}>
          {(['today', 'outbox'] as const).map((name) => (
            <button
              key={name}
              type="button"
              className="laptop-place"
              aria-current={here(name)}
              onClick={() => go({ name })}
            >
              {t(`inspector.place.${name}`)}
            </button>
          ))}
        </nav>
        <PressButton className="button" onPress={() => void lock('asked')}>
          {t('inspector.lock')}
        </PressButton>
      </div>
      <div className="laptop-facts">
        <Saved saved={saved} />
        <Delivery delivery={delivery} />
      </div>
    </div>
  );
}

/** Said when it changes for the worse; a save that worked is only shown, for there are many. */
function Saved({ saved }: { saved: SaveState }) {
  const { t } = useTranslation();
  return (
    <>
      <span role="alert" data-bad={saved.state === 'failed' || undefined}>
        {saved.state === 'failed' ? (
          <>
            <Icon name="notice" /> {t(`inspector.saved.${saved.why}`)}
          </>
        ) : null}
      </span>
      {saved.state === 'saved' ? <span>{t('inspector.saved.at', { time: timeSaid(saved.at) })}</span> : null}
      {saved.state === 'saving' ? <span>{t('inspector.saved.saving')}</span> : null}
    </>
  );
}

export function Delivery({ delivery }: { delivery: DeliveryStatus | null }) {
  const { t } = useTranslation();
  if (delivery === null) return null;
  const { waiting, delivered, deadLetters, lastReceiptAt } = delivery;
  return (
    <>
      <span>
        {waiting > 0
          ? t('inspector.waiting', { count: waiting })
          : t(delivered > 0 ? 'inspector.waiting.none' : 'inspector.waiting.never')}
        {lastReceiptAt === null ? null : ` · ${t('inspector.lastReceived', { time: hourSaid(lastReceiptAt) })}`}
      </span>
      {deadLetters > 0 ? <span data-bad>{t('inspector.refused.count', { count: deadLetters })}</span> : null}
    </>
  );
}
