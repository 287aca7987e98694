/** Behind the door: the header, the place, and the end that silence brings. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '../../shared/result.ts';
import { PracticeBand } from '../kiosk/PracticeBand.tsx';
import { Battery } from './Battery.tsx';
import { Header } from './Header.tsx';
import { useLaptop, useWork, type LaptopPlace } from './laptop.tsx';
import { Outbox } from './outbox/Outbox.tsx';
import { Sent } from './outbox/Sent.tsx';
import { ReviewFlow } from './review/ReviewFlow.tsx';
import { Today } from './today/Today.tsx';
import { useHead } from './useHead.ts';
import { useIdleLock } from './useIdleLock.ts';

export function Work() {
  const { t } = useTranslation();
  const { face, place, lock, draftPractice } = useLaptop();
  const { practice } = useWork();
  const onOver = useCallback(() => void lock('idle'), [lock]);
  const secondsLeft = useIdleLock(face.settings.lockAfterSeconds * 1000, onOver);
  const head = useHead();
  return (
    <div className="laptop" lang="en" dir="ltr">
      <header ref={head} className="laptop-top">
        {(draftPractice ?? (practice || face.practice)) ? <PracticeBand /> : null}
        <Header />
        <Battery />
      </header>
      <PlaceOf place={place} />
      <div className="laptop-warning laptop-idle" data-shown={secondsLeft !== null || undefined}>
        <p role="alert">{secondsLeft === null ? null : t('inspector.idle')}</p>
        {/* Said once; the seconds are for the eye. */}
        {secondsLeft === null ? null : <p aria-hidden="true">{t('inspector.idle.left', { count: secondsLeft })}</p>}
      </div>
    </div>
  );
}

function PlaceOf({ place }: { place: LaptopPlace }) {
  switch (place.name) {
    case 'today':
      return <Today />;
    case 'outbox':
      return <Outbox />;
    case 'review':
      return <ReviewFlow key={place.id} id={place.id} />;
    case 'sent':
      return <Sent key={place.id} id={place.id} />;
    default:
      return assertNever(place);
  }
}
