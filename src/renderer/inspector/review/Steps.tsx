/**
 * The four steps of a review: a list of them with what each still lacks, the one that is open, and beside it
 * the ways on. Every step can be opened at any time; what is missing is asked for when it is to be sent.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenReview } from '../../../shared/inspector.ts';
import { useDraftPractice, useLaptop } from '../laptop.tsx';
import { Page } from '../parts.tsx';
import { Business } from './Business.tsx';
import { Copy } from './Copy.tsx';
import { standingAt } from './edits.ts';
import { Faults } from './Faults.tsx';
import { fieldOf, focusOn } from './focus.ts';
import { ReviewProvider, type Review } from './review.tsx';
import { Rights } from './Rights.tsx';
import type { Submitted } from './Sent.tsx';
import { Sign } from './Sign.tsx';
import { faultOf, stepsOf, type StepState } from './steps.ts';
import { useKeeper } from './useKeeper.ts';
import { useWhole } from './useWhole.ts';
import { Ways } from './Ways.tsx';

const SCREENS = { business: Business, copy: Copy, rights: Rights, sign: Sign };

export function Steps({ review, sent }: { review: OpenReview; sent: (submitted: Submitted) => void }) {
  const { t } = useTranslation();
  const { face } = useLaptop();
  useDraftPractice(review.practice);
  const [keeper, saving] = useKeeper(review);
  const { draft } = saving;
  const { step } = draft.at;
  const rights = useMemo(() => Object.keys(face.catalogue.rights.rights), [face]);
  const steps = useMemo(() => stepsOf(draft, rights), [draft, rights]);
  const faults = useMemo(() => steps.flatMap((each) => each.faults), [steps]);
  const whole = useWhole(review.id, keeper, rights, sent);
  const { tried } = whole;

  // Each step opens at its title, or at the field where the inspector was or is led to.
  const body = useRef<HTMLDivElement>(null);
  const [opening, setOpening] = useState({ field: draft.at.field });
  useEffect(() => {
    if (opening.field === null || body.current === null) return undefined;
    return focusOn(body.current, opening.field);
  }, [step, opening]);

  const value: Review = {
    practice: review.practice,
    draft,
    edit: keeper.change,
    faults,
    tried: tried > 0,
    said(field) {
      const fault = faultOf(faults, field);
      return fault === null || tried === 0 ? null : t(`inspector.review.fault.${field}.${fault}`);
    },
    goTo(to, field = null) {
      whole.forget();
      setOpening({ field });
      keeper.change((held) => standingAt(held, { step: to, field }));
    },
  };
  const Screen = SCREENS[step];
  return (
    <ReviewProvider value={value}>
      <div className="review">
        <nav className="review-steps" aria-label={t('inspector.review.steps')}>
          <ol>
            {steps.map((each) => (
              <li key={each.step}>
                <button
                  type="button"
                  aria-current={each.step === step ? 'step' : undefined}
                  onClick={() => value.goTo(each.step)}
                >
                  <span>{t(`inspector.review.step.${each.step}`)}</span>
                  <span className="soft">
                    <Lacks of={each} />
                  </span>
                </button>
              </li>
            ))}
          </ol>
        </nav>
        <div
          ref={body}
          className="review-page"
          onFocus={({ target }) =>
            keeper.change((held) => standingAt(held, { step: held.at.step, field: fieldOf(target) }))
          }
        >
          <Page
            key={step}
            title={t(`inspector.review.step.${step}`)}
            aside={<Ways keeper={keeper} saving={saving} whole={whole} />}
          >
            {tried > 0 && step === 'sign' && faults.length > 0 ? <Faults key={tried} faults={faults} /> : null}
            <Screen />
          </Page>
        </div>
      </div>
    </ReviewProvider>
  );
}

function Lacks({ of: { faults } }: { of: StepState }) {
  const { t } = useTranslation();
  return faults.length === 0 ? t('inspector.review.whole') : t('inspector.review.missing', { count: faults.length });
}
