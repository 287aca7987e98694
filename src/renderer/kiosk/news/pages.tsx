/** The pages behind the list of news. What is written in the news itself may be in English only: then it says so. */
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Issue, Notice } from '../../../shared/content/news.ts';
import { answeredAt, saidIn, type Said } from '../../../shared/content/notices.ts';
import { formatDate } from '../../i18n/dates.ts';
import { Paragraph, type Spoken } from '../../i18n/Text.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useKiosk } from '../desk.tsx';

export function NoticePage({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const { said, language, date } = useSaid(notice.text);
  return (
    <Screen
      name={`notice ${notice.id}`}
      kind="read"
      title={t(`news.kind.${notice.kind}`)}
      lead={<p className="lead">{t('news.until', { moment: date(notice.until, 'moment') })}</p>}
      actions={<AllNews />}
    >
      <OnlyEnglish text={said} />
      {said === null ? null : (
        <>
          <Paragraph text={said.said.title} language={language} className="large" />
          {said.said.body.map((paragraph) => (
            <Paragraph key={paragraph} text={paragraph} language={language} />
          ))}
        </>
      )}
    </Screen>
  );
}

export function IssuePage({ issue }: { issue: Issue }) {
  const { t } = useTranslation();
  const { words } = useKiosk();
  const { said, language, date } = useSaid(issue.text);
  const source = t('news.issue.source', { address: new URL(issue.source).host });
  return (
    <Screen
      name={`issue ${issue.id}`}
      kind="read"
      title={date(issue.month, 'month')}
      above={<p className="lead">{t('news.issues')}</p>}
      lead={<p className="lead">{t('news.issue', { volume: issue.volume, number: issue.number })}</p>}
      actions={<AllNews />}
    >
      <OnlyEnglish text={said} />
      <h2 data-block="head">{t('news.issue.topics')}</h2>
      {said?.said.topics.map((topic) => (
        <Paragraph key={topic} text={topic} language={language} />
      ))}
      <Paragraph text={source} language={words.text.language} className="soft" />
    </Screen>
  );
}

export function WeekPage() {
  const { t } = useTranslation();
  const { face, step, words } = useKiosk();
  return (
    <Screen
      name="customer service week"
      kind="read"
      title={t('news.week')}
      actions={
        <AllNews>
          <PressButton
            className="button main"
            onPress={() => step({ type: 'begin-thank', key: crypto.randomUUID(), agency: face.agency })}
          >
            {t('home.thank')}
          </PressButton>
        </AllNews>
      }
    >
      {['what', 'who', 'awards', 'values', 'you'].map((part) => (
        <Paragraph key={part} text={t(`news.week.${part}`)} language={words.text.language} />
      ))}
    </Screen>
  );
}

export function AnsweredPage() {
  const { t } = useTranslation();
  const { face, words } = useKiosk();
  return (
    <Screen name="answered" kind="read" title={t('news.answered')} actions={<AllNews />}>
      {answeredAt(face.catalogue.news, face.centerId).map((answered) => {
        const text = saidIn(answered.text, words.locale);
        return text === null ? null : (
          <Fragment key={answered.id}>
            <h2 data-block="head">{formatDate(words.locale, answered.month, 'month')}</h2>
            <OnlyEnglish text={text} />
            {(['said', 'did'] as const).map((part) => (
              <Fragment key={part}>
                <Paragraph text={t(`news.answered.${part}`)} language={words.text.language} className="soft" />
                <Paragraph text={text.said[part]} language={spokenAs(text.tag, words.text.language)} />
              </Fragment>
            ))}
          </Fragment>
        );
      })}
    </Screen>
  );
}

/** What a text of the news says to this visitor, and in which language. */
function useSaid<T>(text: Readonly<Record<string, T>>) {
  const { words } = useKiosk();
  const said = saidIn(text, words.locale);
  return {
    said,
    language: spokenAs(said?.tag ?? words.locale, words.text.language),
    date: (iso: string, form: 'month' | 'moment') => formatDate(words.locale, iso, form),
  };
}

/** Texts of the news are in the visitor's language or in English. */
function spokenAs(tag: string, own: Spoken): Spoken {
  return tag === own.tag ? own : { tag, dir: 'ltr' };
}

function OnlyEnglish<T>({ text }: { text: Said<T> | null }) {
  const { t } = useTranslation();
  const { words } = useKiosk();
  if (text === null || text.tag === words.locale) return null;
  return <Paragraph text={t('news.onlyEnglish')} language={words.text.language} className="soft" />;
}

function AllNews({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  const { step } = useKiosk();
  return (
    <>
      <PressButton
        className="button"
        onPress={() => step({ type: 'go', place: { name: 'news', at: { page: 'list' } } })}
      >
        {t('news.all')}
      </PressButton>
      {children}
    </>
  );
}
