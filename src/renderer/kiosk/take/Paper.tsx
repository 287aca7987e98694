/**
 * What is printed: the rights by their groups, or one with what it means and what to do; in the
 * reader's language, with a second one beside it where somebody reads both. It says where it comes
 * from, which version of the text it is and how far a translation can be trusted.
 */
import { Fragment, type ReactNode } from 'react';
import type { Catalogue, ContentText } from '../../../shared/content/content.ts';
import { rightsUnits, warningsOf } from '../../../shared/content/status.ts';
import { formatDate } from '../../i18n/dates.ts';
import { langOf, unbroken } from '../../i18n/Text.tsx';
import type { Tongue } from '../../i18n/tongue.ts';

export interface PaperProps {
  readonly rights: Catalogue['rights'];
  /** A right, or null for all of them. */
  readonly of: string | null;
  readonly own: Tongue;
  /** What stands beside it, line by line; null where that is nothing. */
  readonly second: Tongue | null;
  /** The English, of which every translation is made. */
  readonly english: ContentText;
  readonly contentVersion: string;
  readonly at: Date;
}

export function Paper({ rights, of, own, second, english, contentVersion, at }: PaperProps) {
  const tongues = second === null ? [own] : [own, second];
  const texts = tongues.map(({ text }) => text);
  const warnings = texts.map((text) => warningsOf(english, text, rightsUnits(rights, of), texts));
  /** The same of every language: one below the other is a title, side by side the rest. */
  const each = (words: (tongue: Tongue) => ReactNode) => tongues.map(words);
  const line = (words: (tongue: Tongue) => string, key?: string) => <Line key={key} tongues={tongues} words={words} />;
  const numbered = of === null ? undefined : rights.rights[of];
  return (
    <>
      {numbered === undefined ? null : line(({ say }) => say('rights.number', { number: numbered.number }))}
      {each(({ text, say }) => (
        <h1 key={text.language.tag} {...langOf(text.language)}>
          {of === null ? say('rights.title') : text.rights.rights[of]?.title}
        </h1>
      ))}
      {of === null
        ? rights.groups.map((group) => (
            <Fragment key={group.id}>
              <Line heading tongues={tongues} words={({ text }) => text.rights.groups[group.id] ?? ''} />
              {group.rights.map((id) => line(({ text }) => text.rights.rights[id]?.title ?? '', id))}
            </Fragment>
          ))
        : (['means', 'act'] as const).map((part) => (
            <Fragment key={part}>
              <Line heading tongues={tongues} words={({ say }) => say(`rights.${part}`)} />
              {most(tongues, ({ text }) => text.rights.rights[of]?.[part]).map((index) =>
                line(({ text }) => text.rights.rights[of]?.[part][index] ?? '', `${part} ${index}`),
              )}
            </Fragment>
          ))}
      <hr />
      {line(({ say }) => say('take.phone'))}
      {rights.address === undefined
        ? null
        : line(({ say }) => say('take.page', { address: spokenAddress(rights.address ?? '') }))}
      {most(tongues, ({ text }) => text.rights.disclaimer).map((index) =>
        line(({ text }) => text.rights.disclaimer[index] ?? '', `disclaimer ${index}`),
      )}
      {[...new Set(warnings.flat())].map((warning) =>
        line(
          (tongue) =>
            warnings[tongues.indexOf(tongue)]?.includes(warning) === true ? tongue.say(`unreviewed.${warning}`) : '',
          warning,
        ),
      )}
      {line(({ text, say }) =>
        say('take.version', {
          version: contentVersion,
          date: formatDate(text.language.tag, at.toISOString(), 'day'),
        }),
      )}
    </>
  );
}

/** An address as it is written on paper: without the scheme that every browser adds. */
export function spokenAddress(address: string): string {
  return address.replace(/^https:\/\/(www\.)?/, '');
}

function most(tongues: readonly Tongue[], list: (tongue: Tongue) => readonly string[] | undefined) {
  const length = Math.max(...tongues.map((tongue) => list(tongue)?.length ?? 0));
  return Array.from({ length }, (_, index) => index);
}

/** The same line in every language, side by side where there are two. */
function Line(props: { tongues: readonly Tongue[]; words: (tongue: Tongue) => string; heading?: boolean }) {
  const { tongues, words, heading } = props;
  const Block = heading === true ? 'h2' : 'p';
  const [only] = tongues;
  if (only === undefined) return null;
  if (tongues.length === 1) return <Block {...langOf(only.text.language)}>{unbroken(words(only))}</Block>;
  return (
    <div className="paper-pair" data-heading={heading}>
      {tongues.map((tongue) => (
        <Block key={tongue.text.language.tag} {...langOf(tongue.text.language)}>
          {unbroken(words(tongue))}
        </Block>
      ))}
    </div>
  );
}
