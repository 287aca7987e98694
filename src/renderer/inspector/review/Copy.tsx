/** The second step: who was there, how the copy of the rights was given, who else inspected, and how the language was handled. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cityDay } from '../../../shared/clock.ts';
import { agenciesOn } from '../../../shared/content/agencies.ts';
import {
  adviceFor,
  asksForException,
  asksForLanguage,
  asksForWait,
  waysFor,
  type ReviewAdvice,
} from '../../../shared/reviews/rules.ts';
import { copyExceptions, interpreterModes, recipientRoles } from '../../../shared/reviews/terms.ts';
import { agencyName, useLaptop, useWork } from '../laptop.tsx';
import { CopyWays } from '../owner/CopyWays.tsx';
import { Note, Section } from '../parts.tsx';
import { withAgency, withCopy, withInspector, withMode, withRole } from './edits.ts';
import { Check, Count, Line, Radios, Select } from './fields.tsx';
import { wider, writtenIn } from './languages.ts';
import { useReview } from './review.tsx';

/** A day, as the draft holds it. */
const WAIT_MOST = 1440;
const INSPECTOR_MOST = 64;

export function Copy() {
  const { t } = useTranslation();
  const { draft, edit, said } = useReview();
  const late = draft.supersedes !== null;
  // A copy that was deferred can be electronic when it is given: no reason is asked for twice.
  const reason = late && draft.copy.how === 'electronic' ? 'no' : asksForException(draft);
  return (
    <>
      {late ? <Note>{t('inspector.review.late')}</Note> : null}
      <Radios
        name="recipientRole"
        legend={t('inspector.review.role')}
        dense
        options={recipientRoles.map((value) => ({ value, words: t(`inspector.review.role.${value}`) }))}
        value={draft.recipientRole}
        choose={(role) => edit((held) => withRole(held, role))}
        fault={said('recipientRole')}
      />
      <Radios
        name="how"
        legend={t('inspector.review.how')}
        options={waysFor(draft).map((value) => ({
          value,
          words: t(`inspector.review.how.${value}`),
          more: t(`inspector.review.how.more.${value}`),
        }))}
        value={draft.copy.how}
        choose={(how) => edit((held) => withCopy(held, how))}
        fault={said('how')}
      />
      {reason === 'no' ? null : (
        <Radios
          name="exception"
          legend={t('inspector.review.reason')}
          hint={t(reason === 'must' ? 'inspector.review.reason.must' : 'inspector.review.reason.may')}
          options={copyExceptions.map((value) => ({ value, words: t(`inspector.review.reason.${value}`) }))}
          value={draft.copy.exception}
          choose={(exception) => edit((held) => ({ ...held, copy: { ...held.copy, exception } }))}
          fault={said('exception')}
        />
      )}
      <Advice of={['physical-copy', 'leave-copy']} />
      <details className="review-more">
        <summary>{t('inspector.review.copies.now')}</summary>
        <CopyWays languages={draft.languages} reader="en" />
      </details>
      <Interpreter />
      <Joint />
    </>
  );
}

/** Announced when it appears; it stops nobody. */
function Advice({ of }: { of: readonly ReviewAdvice[] }) {
  const { t } = useTranslation();
  const { draft } = useReview();
  return (
    <div role="status" className="review-advice">
      {adviceFor(draft)
        .filter((advice) => of.includes(advice))
        .map((advice) => (
          <Note key={advice}>{t(`inspector.review.advice.${advice}`)}</Note>
        ))}
    </div>
  );
}

function Interpreter() {
  const { t } = useTranslation();
  const { face } = useLaptop();
  const { draft, edit, said } = useReview();
  const { interpreter } = draft;
  const { mode } = interpreter;
  const say = (change: Partial<typeof interpreter>) =>
    edit((held) => ({ ...held, interpreter: { ...held.interpreter, ...change } }));
  return (
    <>
      <Radios
        name="mode"
        legend={t('inspector.review.interpreter')}
        dense
        options={interpreterModes.map((value) => ({ value, words: t(`inspector.review.interpreter.${value}`) }))}
        value={mode}
        choose={(chosen) => edit((held) => withMode(held, chosen))}
        fault={said('mode')}
      />
      {asksForLanguage(mode) ? (
        <Select
          name="language"
          label={t('inspector.review.interpreter.language')}
          value={interpreter.language}
          choose={(language) => say({ language })}
          none={t('inspector.review.language.none')}
          groups={[
            { label: t('inspector.review.language.written'), entries: writtenIn(face) },
            { label: t('inspector.review.language.wider'), entries: wider(face) },
          ]}
        />
      ) : null}
      {asksForWait(mode) ? (
        <Count
          name="waitMinutes"
          label={t('inspector.review.interpreter.wait')}
          hint={t('inspector.review.interpreter.wait.hint')}
          value={interpreter.waitMinutes}
          write={(waitMinutes) => say({ waitMinutes })}
          most={WAIT_MOST}
          fault={said('waitMinutes')}
        />
      ) : null}
      {mode === 'companion' ? (
        <Radios
          name="companionUnder18"
          legend={t('inspector.review.companion')}
          dense
          options={(['no', 'yes'] as const).map((value) => ({ value, words: t(`inspector.review.${value}`) }))}
          value={interpreter.companionUnder18 === null ? null : interpreter.companionUnder18 ? 'yes' : 'no'}
          choose={(value) => say({ companionUnder18: value === 'yes' })}
          fault={said('companionUnder18')}
        />
      ) : null}
      <Advice of={['no-children', 'none-available']} />
    </>
  );
}

/** Agencies that inspect at the same time: one copy for all of them. Folded away as long as there is none. */
function Joint() {
  const { t } = useTranslation();
  const { face } = useLaptop();
  const { agency: own } = useWork();
  const { draft, edit } = useReview();
  const { jointWith } = draft;
  const chosen = new Set(jointWith.map(({ agency }) => agency));
  const [open] = useState(chosen.size > 0);
  const [today] = useState(() => new Set(agenciesOn(face.catalogue.agencies, cityDay(Date.now()))));
  // One that has ended since the draft was begun can still be taken out.
  const others = face.catalogue.agencies.filter((one) => one.id !== own && (today.has(one) || chosen.has(one.id)));
  return (
    <details className="review-more" open={open}>
      <summary>{t('inspector.review.joint', { count: jointWith.length })}</summary>
      <p className="soft">{t('inspector.review.joint.more')}</p>
      <fieldset className="review-choice">
        <legend className="unseen">{t('inspector.review.joint.agencies')}</legend>
        <div className="review-options" data-dense>
          {others.map(({ id, short, name }) => (
            <Check
              key={id}
              name={`joint.${id}`}
              label={short === name ? name : `${short} · ${name}`}
              checked={chosen.has(id)}
              check={(on) => edit((held) => withAgency(held, id, on))}
            />
          ))}
        </div>
      </fieldset>
      {jointWith.length === 0 ? null : (
        <Section title={t('inspector.review.joint.inspectors')}>
          {jointWith.map(({ agency, inspectorId }) => (
            <Line
              key={agency}
              name={`inspector.${agency}`}
              label={t('inspector.review.joint.inspector', {
                agency: agencyName(face, agency),
              })}
              maxLength={INSPECTOR_MOST}
              value={inspectorId}
              write={(value) => edit((held) => withInspector(held, agency, value))}
            />
          ))}
        </Section>
      )}
    </details>
  );
}
