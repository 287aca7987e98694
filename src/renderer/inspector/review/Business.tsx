/** The first step: a business this laptop knows, found again, or a new one; and the language its owner prefers. */
import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BusinessLine } from '../../../shared/inspector.ts';
import { NAME_MAX } from '../../../shared/limits.ts';
import { useLaptop } from '../laptop.tsx';
import { Section } from '../parts.tsx';
import { daySaid } from '../say.ts';
import { leaveBusiness, preferLanguage, takeBusiness } from './edits.ts';
import { Line, Select } from './fields.tsx';
import { nameOf, wider, writtenIn } from './languages.ts';
import { useReview } from './review.tsx';
import { openSearch, type Search } from './search.ts';

/** As long as the draft holds them. */
const MOST = { address: 300, licence: 64, bin: 16, search: 200 };

export function Business() {
  const { t } = useTranslation();
  const { face } = useLaptop();
  const { draft, edit } = useReview();
  const written = writtenIn(face);
  return (
    <>
      {draft.businessId === null ? (
        <Known />
      ) : (
        <div className="review-known">
          <p>{t('inspector.review.business.known')}</p>
          <button type="button" className="button" onClick={() => edit(leaveBusiness)}>
            {t('inspector.review.business.another')}
          </button>
        </div>
      )}
      <Section
        title={t(draft.businessId === null ? 'inspector.review.business.new' : 'inspector.review.business.this')}
      >
        <Lines />
      </Section>
      <Select
        name="preferredLanguage"
        label={t('inspector.review.language')}
        hint={t('inspector.review.language.why')}
        value={draft.preferredLanguage}
        choose={(tag) => edit((held) => preferLanguage(held, tag, tagsOf(written)))}
        none={t('inspector.review.language.none')}
        groups={[
          { label: t('inspector.review.language.written'), entries: written },
          { label: t('inspector.review.language.wider'), entries: wider(face) },
        ]}
      />
    </>
  );
}

const tagsOf = (entries: readonly { readonly value: string }[]) => entries.map(({ value }) => value);

function Lines() {
  const { t } = useTranslation();
  const { draft, edit, said, faults, tried } = useReview();
  const { business } = draft;
  // While a number is being typed it is not wrong yet.
  const [left, setLeft] = useState(business.bin !== '');
  const binWrong = (left || tried) && faults.some(({ field }) => field === 'bin');
  const line = (name: keyof typeof business, maxLength: number) => ({
    name,
    label: t(`inspector.review.business.${name}`),
    maxLength,
    value: business[name],
    write: (value: string) => edit((held) => ({ ...held, business: { ...held.business, [name]: value } })),
  });
  return (
    <div className="review-lines">
      <Line {...line('name', NAME_MAX)} fault={said('name')} />
      <Line {...line('address', MOST.address)} />
      <Line {...line('licence', MOST.licence)} />
      <Line
        {...line('bin', MOST.bin)}
        hint={t('inspector.review.business.bin.hint')}
        inputMode="numeric"
        left={() => setLeft(true)}
        fault={binWrong ? t('inspector.review.fault.bin.wrong') : null}
      />
    </div>
  );
}

/** Businesses of this laptop: the latest, or those that have every word that is typed. One press takes one and goes on. */
function Known() {
  const { t } = useTranslation();
  const { face, ask } = useLaptop();
  const { edit, goTo } = useReview();
  const [text, setText] = useState('');
  const [found, setFound] = useState<{ text: string; lines: readonly BusinessLine[] | null } | null>(null);
  const [search, setSearch] = useState<Search | null>(null);
  useEffect(() => {
    const begun = openSearch({
      find: async (words) => {
        const answer = await ask('business.find', { text: words });
        return answer.ok ? answer.value : null;
      },
      tell: (lines, words) => setFound({ text: words, lines }),
      later(then, ms) {
        const timer = setTimeout(then, ms);
        return () => clearTimeout(timer);
      },
    });
    setSearch(begun);
    begun.now('');
    return begun.stop;
  }, [ask]);

  const take = (line: BusinessLine) => {
    edit((held) => takeBusiness(held, line, tagsOf(writtenIn(face))));
    goTo('copy');
  };
  return (
    <Section title={t('inspector.review.business.find')}>
      <search className="review-search">
        <Line
          name="search"
          type="search"
          label={t('inspector.review.search')}
          hint={t('inspector.review.search.hint')}
          maxLength={MOST.search}
          value={text}
          write={(words) => {
            setText(words);
            search?.typed(words);
          }}
        />
        <p role="status" className={found?.text === '' && found.lines?.length !== 0 ? 'unseen' : 'soft'}>
          {found === null ? null : foundSaid(found, t)}
        </p>
        <ul className="review-found">
          {(found?.lines ?? []).map((line) => (
            <li key={line.id}>
              <button type="button" className="review-business" onClick={() => take(line)}>
                <strong>
                  <bdi>{line.name}</bdi>
                </strong>
                <bdi>{line.address}</bdi>
                <span className="soft">{factsOf(line)}</span>
              </button>
            </li>
          ))}
        </ul>
      </search>
    </Section>
  );

  function factsOf({ licence, bin, preferredLanguage, lastSeen }: BusinessLine): string {
    return [
      licence === '' ? null : t('inspector.review.known.licence', { licence }),
      bin === '' ? null : t('inspector.review.known.bin', { bin }),
      preferredLanguage === null ? null : nameOf(face, preferredLanguage),
      t('inspector.review.known.seen', { day: daySaid(`${lastSeen.slice(0, 10)}T12:00:00`) }),
    ]
      .filter((fact) => fact !== null)
      .join(' · ');
  }
}

function foundSaid({ text, lines }: { text: string; lines: readonly BusinessLine[] | null }, t: TFunction): string {
  if (lines === null) return t('inspector.review.search.noAnswer');
  if (lines.length > 0) return t('inspector.review.search.found', { count: lines.length });
  return t(text.trim() === '' ? 'inspector.review.search.empty' : 'inspector.review.search.nothing');
}
