/** Beside every step, and in sight wherever it is scrolled: whose review this is, what is wrong with saving it, and the ways on. */
import { useTranslation } from 'react-i18next';
import { PressButton } from '../../ui/PressButton.tsx';
import { useLaptop } from '../laptop.tsx';
import { Note, Trouble } from '../parts.tsx';
import { Fault } from './fields.tsx';
import type { Keeper } from './keeper.ts';
import { nameOf } from './languages.ts';
import { useReview } from './review.tsx';
import { isSaved, type Saving } from './saving.ts';
import { stepAfter, stepBefore } from './steps.ts';
import type { Whole } from './useWhole.ts';

export function Ways({ keeper, saving, whole }: { keeper: Keeper; saving: Saving; whole: Whole }) {
  const { t } = useTranslation();
  const { face } = useLaptop();
  const { draft, practice, goTo } = useReview();
  const { step } = draft.at;
  const [back, onward] = [stepBefore(step), stepAfter(step)];
  const { halt } = whole;
  return (
    <div className="review-ways">
      <p className="review-of">
        <strong>
          <bdi>{draft.business.name || t('inspector.noName')}</bdi>
        </strong>
        {draft.preferredLanguage === null ? null : <span>{nameOf(face, draft.preferredLanguage)}</span>}
      </p>
      {practice ? <Note>{t('inspector.review.practice')}</Note> : null}
      <Kept keeper={keeper} saving={saving} />
      {halt === null || (halt.why === 'unsaved' && isSaved(saving)) ? null : (
        <Trouble>
          {t(`inspector.review.not.${halt.act}`)} {t(`inspector.review.halt.${halt.why}`)}
        </Trouble>
      )}
      {onward === null ? (
        <PressButton className="button main" onPress={whole.send}>
          {t('inspector.review.send')}
        </PressButton>
      ) : (
        <PressButton className="button main" onPress={() => goTo(onward)}>
          {t('inspector.review.continue')}
        </PressButton>
      )}
      {step === 'rights' || step === 'sign' ? (
        <PressButton className="button" onPress={whole.handOver}>
          {t('inspector.review.hand')}
        </PressButton>
      ) : null}
      {back === null ? null : (
        <PressButton className="button" onPress={() => goTo(back)}>
          {t('inspector.review.back')}
        </PressButton>
      )}
    </div>
  );
}

/** The frame says aloud what is not saved; here it stays in sight. */
function Kept({ keeper, saving: { trouble, end, joined } }: { keeper: Keeper; saving: Saving }) {
  const { t } = useTranslation();
  return (
    <>
      {trouble === null ? null : <Fault>{t(`inspector.review.trouble.${trouble}`)}</Fault>}
      {end === 'not-there' ? <Trouble>{t('inspector.review.gone')}</Trouble> : null}
      {joined ? (
        <div className="review-joined" role="alert">
          <Note>{t('inspector.review.joined')}</Note>
          <button type="button" className="button" onClick={keeper.told}>
            {t('inspector.review.joined.read')}
          </button>
        </div>
      ) : null}
    </>
  );
}
