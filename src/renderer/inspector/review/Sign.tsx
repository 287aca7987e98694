/** The last step: how the review was acknowledged, all ways equal in standing; a copy to take away; and what will be sent. */
import { useTranslation } from 'react-i18next';
import { NAME_MAX } from '../../../shared/limits.ts';
import { acknowledgementsFor } from '../../../shared/reviews/rules.ts';
import { CopyWays } from '../owner/CopyWays.tsx';
import { SignatureBox } from '../owner/SignatureBox.tsx';
import { Note, Section } from '../parts.tsx';
import { Fault, Line, Radios } from './fields.tsx';
import { useReview } from './review.tsx';
import { Summary } from './Summary.tsx';

export function Sign() {
  const { t } = useTranslation();
  const { draft } = useReview();
  return (
    <>
      {acknowledgementsFor(draft).length === 1 ? <Note>{t('inspector.review.sign.nobody')}</Note> : <Acknowledgement />}
      <Section title={t('inspector.review.copies')}>
        <p className="soft">{t('inspector.review.copies.more')}</p>
        <CopyWays languages={draft.languages} reader="en" />
      </Section>
      <Section title={t('inspector.review.summary')}>
        <Summary />
      </Section>
    </>
  );
}

function Acknowledgement() {
  const { t } = useTranslation();
  const { draft, edit, said } = useReview();
  const { kind, name, signature } = draft.acknowledgement;
  const say = (change: Partial<typeof draft.acknowledgement>) =>
    edit((held) => ({ ...held, acknowledgement: { ...held.acknowledgement, ...change } }));
  const unsigned = said('signature');
  return (
    <div className="review-sign">
      <Radios
        name="kind"
        legend={t('inspector.review.sign')}
        hint={t('inspector.review.sign.equal')}
        dense
        options={acknowledgementsFor(draft).map((value) => ({ value, words: t(`inspector.review.sign.${value}`) }))}
        value={kind}
        choose={(chosen) => say({ kind: chosen })}
        fault={said('kind')}
      />
      {kind === 'signed' ? (
        <div role="group" aria-label={t('inspector.review.sign.signed')} data-field="signature" tabIndex={-1}>
          {unsigned === null ? null : <Fault>{unsigned}</Fault>}
          <SignatureBox value={signature} change={(drawn) => say({ signature: drawn })} reader="en" />
        </div>
      ) : null}
      {kind === 'signed' || kind === 'typed' ? (
        <Line
          name="signedName"
          label={t('inspector.review.sign.name')}
          hint={kind === 'signed' ? t('inspector.review.sign.name.hint') : undefined}
          maxLength={NAME_MAX}
          value={name}
          write={(written) => say({ name: written })}
          fault={said('signedName')}
        />
      ) : null}
    </div>
  );
}
