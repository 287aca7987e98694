/** One topic: what is known, which dates to keep, and where it was read and when. The summons has the last word. */
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../i18n/dates.ts';
import { langOf, Paragraph } from '../../i18n/Text.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useKiosk } from '../desk.tsx';
import { EnglishToggle } from '../rights/EnglishToggle.tsx';
import { Unreviewed } from '../Unreviewed.tsx';

export function Topic({ id }: { id: string }) {
  const { t } = useTranslation();
  const { face, session, step, words, source } = useKiosk();
  const topic = face.catalogue.contest.topics.find((each) => each.id === id);
  const said = words.text.contest.topics[id];
  const { language } = words.text;
  const english = langOf(source.text.language);
  const texts = session.english && words.locale !== source.locale ? [words.text, source.text] : [words.text];
  return (
    <Screen
      name={`contest ${id}`}
      kind="read"
      title={said?.title ?? ''}
      actions={
        <>
          <PressButton
            className="button"
            onPress={() => step({ type: 'go', place: { name: 'contest', at: { page: 'hub' } } })}
          >
            {t('contest.all')}
          </PressButton>
          <EnglishToggle />
          <PressButton
            className="button main"
            onPress={() => step({ type: 'go', place: { name: 'contest', at: { page: 'dates' } } })}
          >
            {t('contest.dates')}
          </PressButton>
        </>
      }
    >
      {texts.map((text) => (
        <Fragment key={text.language.tag}>
          {text === words.text ? null : (
            <h2 data-block="head" {...english}>
              {text.contest.topics[id]?.title}
            </h2>
          )}
          {text.contest.topics[id]?.body.map((paragraph) => (
            <Paragraph key={paragraph} text={paragraph} language={text.language} />
          ))}
        </Fragment>
      ))}
      {topic === undefined || topic.places.length === 0 ? null : (
        <>
          <h2 data-block="head">{t('contest.places')}</h2>
          {topic.places.map((place) => (
            <p key={place} data-block="text" {...english}>
              {place}
            </p>
          ))}
        </>
      )}
      {topic === undefined || topic.deadlines.length === 0 ? null : (
        <>
          <h2 data-block="head">{t('contest.deadlines')}</h2>
          {topic.deadlines.flatMap((deadline) =>
            texts.map((text) => (
              <Paragraph
                key={`${deadline} ${text.language.tag}`}
                text={text.contest.deadlines[deadline] ?? ''}
                language={text.language}
              />
            )),
          )}
        </>
      )}
      <Paragraph text={t('contest.control')} language={language} className="lead" />
      {topic === undefined ? null : (
        <>
          <h2 data-block="head">{t('contest.sources')}</h2>
          {topic.sources.map(({ name, url }) => (
            <p key={url} data-block="text" className="soft" {...english}>
              {`${name} (${new URL(url).hostname.replace(/^www\./, '')})`}
            </p>
          ))}
          <p data-block="text" className="soft">
            {t('contest.checked', { date: formatDate(words.locale, topic.verifiedOn, 'day') })}
          </p>
        </>
      )}
      <Unreviewed units={[`contest.${id}`, ...(topic?.deadlines.length === 0 ? [] : ['contest.deadlines'])]} />
    </Screen>
  );
}
