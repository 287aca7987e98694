/**
 * The four steps of a review: a list of them with what each still lacks, the one that is open, and beside it
 * the ways on. Every step can be opened at any time; what is missing is asked for when it is to be sent.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallAnswer } from '../../../shared/bridge.ts';
import type { OpenReview } from '../../../shared/inspector.ts';
import type { ReviewStep } from '../../../shared/reviews/terms.ts';
import { reviewFaults, type ReviewFault } from '../../../shared/reviews/rules.ts';
import { PressButton } from '../../ui/PressButton.tsx';
import { useLaptop, type NoAnswer } from '../laptop.tsx';
import { Note, Page, Trouble } from '../parts.tsx';
import { Business } from './Business.tsx';
import { Copy } from './Copy.tsx';
import { standingAt } from './edits.ts';
import { Faults } from './Faults.tsx';
import { fieldOf, focusOn } from './focus.ts';
import { nameOf } from './languages.ts';
import { ReviewProvider, type Review } from './review.tsx';
import { Rights } from './Rights.tsx';
import type { Submitted } from './Sent.tsx';
import { Sign } from './Sign.tsx';
import { faultOf, stepAfter, stepBefore, stepsOf } from './steps.ts';
import { useKeeper } from './useKeeper.ts';

const SCREENS = { business: Business, copy: Copy, rights: Rights, sign: Sign };

type Refusal = Exclude<
  CallAnswer<'review.submit'> | CallAnswer<'owner.begin'> | NoAnswer,
  { ok: true }
>['error']['type'];
type Halt = Exclude<Refusal, 'closed' | 'faults'> | 'unsaved';

export function Steps({ review, sent }: { review: OpenReview; sent: (submitted: Submitted) => void }) {
  const { t } = useTranslation();
  const { face, ask, refresh } = useLaptop();
  const [keeper, saving] = useKeeper(review);
  const { draft, joined, end } = saving;
  const { step } = draft.at;
  const rights = useMemo(() => Object.keys(face.catalogue.rights.rights), [face]);
  const steps = useMemo(() => stepsOf(draft, rights), [draft, rights]);
  const faults = useMemo(() => steps.flatMap((each) => each.faults), [steps]);
  const [tried, setTried] = useState(0);
  const [halt, setHalt] = useState<Halt | null>(null);
  const [busy, setBusy] = useState(false);
  const body = useRef<HTMLDivElement>(null);

  // Each step opens at its title, or at the field where the inspector was or is led to.
  const [led, setLed] = useState(0);
  const [opening, setOpening] = useState(draft.at.field);
  useEffect(() => {
    if (opening === null || body.current === null) return undefined;
    return focusOn(body.current, opening);
  }, [step, opening, led]);

  const goTo = (to: ReviewStep, at?: string) => {
    setHalt(null);
    setOpening(at ?? null);
    setLed((before) => before + 1);
    keeper.change((held) => standingAt(held, { step: to, field: at ?? null }));
  };
  const value: Review = {
    id: review.id,
    practice: review.practice,
    draft,
    edit: keeper.change,
    faults,
    tried: tried > 0,
    said(name) {
      const fault = faultOf(faults, name);
      return fault === null || tried === 0 ? null : t(`inspector.review.fault.${name}.${fault}`);
    },
    goTo,
  };

  /** What happens to the draft as a whole happens to what is on the disk, with nothing saved meanwhile. */
  const whole = async (work: () => Promise<Halt | null>) => {
    if (busy) return;
    setBusy(true);
    setHalt(null);
    const stopped = (await keeper.hold()) ? await work() : 'unsaved';
    setBusy(false);
    setHalt(stopped);
  };
  const send = async () => {
    setTried((times) => times + 1);
    if (reviewFaults(keeper.state().draft, rights).length > 0) return;
    await whole(async () => {
      const answer = await ask('review.submit', { id: review.id });
      if (answer.ok) {
        sent(answer.value);
        return null;
      }
      keeper.release();
      return haltOf(answer.error.type);
    });
  };
  const handOver = () =>
    whole(async () => {
      const answer = await ask('owner.begin', { id: review.id, turn: 'rights' });
      if (answer.ok) {
        await refresh();
        return null;
      }
      keeper.release();
      return haltOf(answer.error.type);
    });

  const Screen = SCREENS[step];
  const [back, onward] = [stepBefore(step), stepAfter(step)];
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
                  onClick={() => goTo(each.step)}
                >
                  <span>{t(`inspector.review.step.${each.step}`)}</span>
                  <span className="soft">{lackSaid(each.faults)}</span>
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
            aside={
              <div className="review-ways">
                <p className="review-of">
                  <strong dir="auto">{draft.business.name || t('inspector.review.unnamed')}</strong>
                  {draft.preferredLanguage === null ? null : <span>{nameOf(face, draft.preferredLanguage)}</span>}
                </p>
                {review.practice ? <Note>{t('inspector.review.practice')}</Note> : null}
                {halt === null ? null : <Trouble>{t(`inspector.review.halt.${halt}`)}</Trouble>}
                {onward === null ? (
                  <PressButton className="button main" onPress={() => void send()}>
                    {t('inspector.review.send')}
                  </PressButton>
                ) : (
                  <PressButton className="button main" onPress={() => goTo(onward)}>
                    {t('inspector.review.continue')}
                  </PressButton>
                )}
                {step === 'rights' || step === 'sign' ? (
                  <PressButton className="button" onPress={() => void handOver()}>
                    {t('inspector.review.hand')}
                  </PressButton>
                ) : null}
                {back === null ? null : (
                  <PressButton className="button" onPress={() => goTo(back)}>
                    {t('inspector.review.back')}
                  </PressButton>
                )}
              </div>
            }
          >
            {joined ? (
              <div className="review-joined" role="alert">
                <Note>{t('inspector.review.joined')}</Note>
                <button type="button" className="button" onClick={keeper.told}>
                  {t('inspector.review.joined.read')}
                </button>
              </div>
            ) : null}
            {end === 'not-there' ? <Trouble>{t('inspector.review.gone')}</Trouble> : null}
            {tried > 0 && step === 'sign' && faults.length > 0 ? <Faults key={tried} faults={faults} /> : null}
            <Screen />
          </Page>
        </div>
      </div>
    </ReviewProvider>
  );

  function lackSaid(lacking: readonly ReviewFault[]): string {
    return lacking.length === 0
      ? t('inspector.review.whole')
      : t('inspector.review.missing', { count: lacking.length });
  }
}

/** The door shows itself where nobody is signed in any more. */
function haltOf(type: Refusal): Halt | null {
  if (type === 'closed') return null;
  // The desk reads the same rules: it can only have found more where what is on the disk is not what is here.
  return type === 'faults' ? 'unsaved' : type;
}
