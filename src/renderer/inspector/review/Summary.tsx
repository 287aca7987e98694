/** What will be sent, line by line; what is missing is said as missing. */
import { useTranslation } from 'react-i18next';
import { acknowledgementsFor } from '../../../shared/reviews/rules.ts';
import { agencyName, useLaptop } from '../laptop.tsx';
import { nameOf } from './languages.ts';
import { useReview } from './review.tsx';

export function Summary() {
  const { t } = useTranslation();
  const { face } = useLaptop();
  const { draft, faults } = useReview();
  const { business, copy, interpreter, acknowledgement } = draft;
  const one = (key: string, value: string | null) => (value === null ? null : t(`inspector.review.${key}.${value}`));
  const language = (tag: string | null) => (tag === null ? null : nameOf(face, tag));
  const joined = (...parts: (string | null)[]) => parts.filter((part) => part !== null && part !== '').join(' · ');
  const [onlyKind, another] = acknowledgementsFor(draft);
  const lacking = faults.some(({ step }) => step === 'sign');
  const kind = lacking ? null : another === undefined ? (onlyKind ?? null) : acknowledgement.kind;
  const waited = interpreter.waitMinutes;

  const lines: readonly (readonly [key: string, value: string | null])[] = [
    ['business', joined(business.name, business.address)],
    ['role', one('role', draft.recipientRole)],
    ['how', joined(one('how', copy.how), one('reason', copy.exception))],
    ...(draft.jointWith.length === 0
      ? []
      : ([['joint', draft.jointWith.map(({ agency }) => agencyName(face, agency)).join(', ')]] as const)),
    ...(draft.preferredLanguage === null ? [] : ([['language', language(draft.preferredLanguage)]] as const)),
    [
      'interpreter',
      joined(
        one('interpreter', interpreter.mode),
        language(interpreter.language),
        waited === null ? null : t('inspector.review.summary.waited', { count: waited }),
      ),
    ],
    [
      'rights',
      joined(
        t('inspector.review.summary.shown', {
          done: draft.rightsShown.length,
          total: Object.keys(face.catalogue.rights.rights).length,
        }),
        ...draft.languagesShown.map(language),
      ),
    ],
    ['sign', joined(one('sign', kind), kind === 'signed' || kind === 'typed' ? acknowledgement.name : null)],
  ];
  return (
    <dl className="review-summary">
      {lines.map(([key, value]) => (
        <div key={key}>
          <dt>{t(`inspector.review.summary.${key}`)}</dt>
          {value === null || value === '' ? (
            <dd className="soft">{t('inspector.review.summary.missing')}</dd>
          ) : (
            <dd>
              <bdi>{value}</bdi>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
