/** What keeps a review from being sent, each with the way to the field that mends it (WCAG 2.2 SC 3.3.1, 3.3.3). */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewFault } from '../../../shared/reviews/rules.ts';
import { useReview } from './review.tsx';

export function Faults({ faults }: { faults: readonly ReviewFault[] }) {
  const { t } = useTranslation();
  const { goTo } = useReview();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="review-faults" aria-labelledby="review-faults">
      <h2 id="review-faults" ref={heading} tabIndex={-1}>
        {t('inspector.review.faults', { count: faults.length })}
      </h2>
      <ul>
        {faults.map(({ step, field, fault }) => (
          <li key={`${field}.${fault}`}>
            <button type="button" className="review-link" onClick={() => goTo(step, field)}>
              {t(`inspector.review.step.${step}`)}: {t(`inspector.review.fault.${field}.${fault}`)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
