/** The third step: the rights, side by side in any two languages, each marked as it is shown; or in the owner's own hands. */
import { useTranslation } from 'react-i18next';
import { useLaptop } from '../laptop.tsx';
import { RightsBeside } from '../rights/RightsBeside.tsx';
import { asksForRights } from '../../../shared/reviews/rules.ts';
import { Note } from '../parts.tsx';
import { withLanguage, withRights } from './edits.ts';
import { Fault, Select } from './fields.tsx';
import { nameOf, writtenIn } from './languages.ts';
import { useReview } from './review.tsx';

export function Rights() {
  const { t } = useTranslation();
  const { face } = useLaptop();
  const { draft, edit, said } = useReview();
  const [first, second] = draft.languages;
  const { preferredLanguage: preferred } = draft;
  const written = writtenIn(face);
  const groups = [{ label: null, entries: written }];
  const fault = said('rightsShown');
  return (
    <>
      <div className="review-lines">
        <Select
          name="firstLanguage"
          label={t('inspector.review.rights.first')}
          value={first}
          choose={(tag) => edit((held) => withLanguage(held, 0, tag))}
          groups={groups}
        />
        <Select
          name="secondLanguage"
          label={t('inspector.review.rights.second')}
          value={second}
          choose={(tag) => edit((held) => withLanguage(held, 1, tag))}
          none={t('inspector.review.rights.alone')}
          groups={groups}
        />
      </div>
      {preferred === null || written.some(({ value }) => value === preferred) ? null : (
        <Note>{t('inspector.review.rights.unwritten', { language: nameOf(face, preferred) })}</Note>
      )}
      {asksForRights(draft) ? null : <Note>{t('inspector.review.rights.unasked')}</Note>}
      <div role="group" aria-label={t('inspector.review.step.rights')} data-field="rightsShown">
        {fault === null ? null : <Fault>{fault}</Fault>}
        <RightsBeside
          languages={draft.languages}
          shown={draft.rightsShown}
          onShown={(shown) => edit((held) => withRights(held, shown))}
          reader="en"
        />
      </div>
    </>
  );
}
