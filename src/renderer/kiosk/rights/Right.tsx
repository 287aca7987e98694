/** One right: its sentence, what it means, what to do when it is not respected. English beside it on request. */
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentText } from '../../../shared/content/content.ts';
import { langOf, Paragraph } from '../../i18n/Text.tsx';
import { useSplitText } from '../../ui/pager/Pager.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useKiosk } from '../desk.tsx';
import { Unreviewed } from '../Unreviewed.tsx';
import { EnglishToggle } from './EnglishToggle.tsx';

export function Right({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const { face, session, step, words, source } = useKiosk();
  const order = face.catalogue.rights.groups.flatMap((group) => group.rights);
  const next = order[order.indexOf(id) + 1];
  const right = face.catalogue.rights.rights[id];
  const beside = session.english && words.locale !== source.locale;
  const inEnglish = i18n.getFixedT(source.locale);
  const english = source.text;
  return (
    <Screen
      name={`right ${id}`}
      kind="read"
      columns={beside ? 2 : 1}
      above={<p className="lead">{t('rights.number', { number: right?.number })}</p>}
      title={words.text.rights.rights[id]?.title ?? ''}
      lead={
        <>
          {beside ? (
            <p className="lead" {...langOf(english.language)}>
              {english.rights.rights[id]?.title}
            </p>
          ) : null}
          <p className="lead">{t(right?.statutory.length === 0 ? 'rights.cityOnly' : 'rights.charter')}</p>
        </>
      }
      actions={
        <>
          <PressButton className="button" onPress={() => step({ type: 'go', place: { name: 'rights' } })}>
            {t('rights.all')}
          </PressButton>
          <PressButton className="button" onPress={() => step({ type: 'go', place: { name: 'disclaimer', from: id } })}>
            {t('rights.disclaimer')}
          </PressButton>
          <PressButton className="button" onPress={() => step({ type: 'go', place: { name: 'take-away', of: id } })}>
            {t('take.title')}
          </PressButton>
          {face.media.sign.includes(`rights.${id}`) ? (
            <PressButton className="button" onPress={() => step({ type: 'go', place: { name: 'sign', id } })}>
              {t('sign.watch')}
            </PressButton>
          ) : null}
          <EnglishToggle />
          {next === undefined ? null : (
            <PressButton
              className="button main"
              onPress={() => step({ type: 'go', place: { name: 'right', id: next } })}
            >
              {t('rights.nextRight')}
            </PressButton>
          )}
        </>
      }
    >
      {(['means', 'act'] as const).map((part) => (
        <Part
          key={part}
          part={part}
          id={id}
          own={words.text}
          heading={t(`rights.${part}`)}
          beside={beside ? { text: english, heading: inEnglish(`rights.${part}`) } : null}
        />
      ))}
      <Unreviewed units={[`rights.${id}`]} />
    </Screen>
  );
}

/** Paragraphs in order; with English beside, paragraph by paragraph in pairs, so that both stay aligned. */
function Part(props: {
  part: 'means' | 'act';
  id: string;
  heading: string;
  own: ContentText;
  beside: { text: ContentText; heading: string } | null;
}) {
  const own = props.own.rights.rights[props.id]?.[props.part] ?? [];
  if (props.beside === null) {
    return (
      <>
        <h2 data-block="head">{props.heading}</h2>
        {own.map((text) => (
          <Paragraph key={text} text={text} language={props.own.language} />
        ))}
      </>
    );
  }
  return <Beside part={props.part} id={props.id} heading={props.heading} own={props.own} english={props.beside} />;
}

/** In two columns, pair by pair; one below the other where a pair is taller than a page. */
function Beside(props: {
  part: 'means' | 'act';
  id: string;
  heading: string;
  own: ContentText;
  english: { text: ContentText; heading: string };
}) {
  const stacked = useSplitText();
  const { text: english, heading } = props.english;
  const own = props.own.rights.rights[props.id]?.[props.part] ?? [];
  const other = english.rights.rights[props.id]?.[props.part] ?? [];
  const pairs = Array.from({ length: Math.max(own.length, other.length) }, (_, at) => [own[at], other[at]] as const);
  return (
    <>
      <div data-block="head" className="pair">
        <h2>{props.heading}</h2>
        <h2 {...langOf(english.language)}>{heading}</h2>
      </div>
      {pairs.map(([mine, theirs]) =>
        stacked ? (
          <Fragment key={`${mine} ${theirs}`}>
            <Paragraph text={mine ?? ''} language={props.own.language} />
            <Paragraph text={theirs ?? ''} language={english.language} className="soft" />
          </Fragment>
        ) : (
          <div key={`${mine} ${theirs}`} data-block="text" className="pair">
            <p>{mine}</p>
            <p {...langOf(english.language)}>{theirs}</p>
          </div>
        ),
      )}
    </>
  );
}
