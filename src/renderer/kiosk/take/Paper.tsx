/**
 * What is printed: the rights by their groups, or one with what it means and what to do; in the
 * visitor's language, with the English beside it where the visitor reads both. It says where it comes
 * from, which version of the text it is and how far a translation can be trusted.
 */
import { Fragment, type ReactNode } from 'react';
import type { Catalogue, ContentText } from '../../../shared/content/content.ts';
import { unitStatus, type TextStatus } from '../../../shared/content/status.ts';
import { formatDate } from '../../i18n/dates.ts';
import { langOf } from '../../i18n/Text.tsx';

/** A language on the paper: its text, and the words of the face in it. */
export interface PaperTongue {
  readonly text: ContentText;
  readonly say: (key: string, put?: Record<string, string | number>) => string;
}

export interface PaperProps {
  readonly rights: Catalogue['rights'];
  /** A right, or null for all of them. */
  readonly of: string | null;
  readonly own: PaperTongue;
  /** The English, of which every translation is made. */
  readonly english: PaperTongue;
  /** Whether it stands beside the visitor's language. */
  readonly beside: boolean;
  readonly contentVersion: string;
  readonly at: Date;
}

export function Paper({ rights, of, own, english, beside, contentVersion, at }: PaperProps) {
  const tongues = beside ? [own, english] : [own];
  /** The same of every language: one below the other is a title, side by side the rest. */
  const each = (words: (tongue: PaperTongue) => ReactNode) => tongues.map(words);
  const line = (words: (tongue: PaperTongue) => string, key?: string) => (
    <Line key={key} tongues={tongues} words={words} />
  );
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
      {notices(english.text, own.text, rights, of).map((key) => line(({ say }) => say(key), key))}
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

function most(tongues: readonly PaperTongue[], list: (tongue: PaperTongue) => readonly string[] | undefined) {
  const length = Math.max(...tongues.map((tongue) => list(tongue)?.length ?? 0));
  return Array.from({ length }, (_, index) => index);
}

/** The same line in every language, side by side where there are two. */
function Line(props: { tongues: readonly PaperTongue[]; words: (tongue: PaperTongue) => string; heading?: boolean }) {
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

/** A telephone number stays on one line, however narrow the column. */
function unbroken(text: string): ReactNode {
  return text.split(/(\d+(?:-\d+)+)/).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      <span key={part} className="paper-number">
        {part}
      </span>
    ),
  );
}

/** What has to be said of a translation: keys of the face's words. Nothing of the English itself. */
export function notices(
  english: ContentText,
  own: ContentText,
  rights: Catalogue['rights'],
  of: string | null,
): readonly string[] {
  const ids = of === null ? rights.groups.flatMap((group) => group.rights) : [of];
  const held = new Set<TextStatus>(
    [...ids.map((id) => `rights.${id}`), 'rights.disclaimer'].map((unit) => unitStatus(english, own, unit)),
  );
  return (['draft', 'outdated'] as const).filter((status) => held.has(status)).map((status) => `unreviewed.${status}`);
}
