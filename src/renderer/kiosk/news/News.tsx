/** News of the City's customer service: notices, issues of the newsletter, Customer Service Week, what was answered. */
import { useTranslation } from 'react-i18next';
import { answeredAt, issuesOf } from '../../../shared/content/notices.ts';
import { formatDate } from '../../i18n/dates.ts';
import { Icon } from '../../ui/icons.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useKiosk } from '../desk.tsx';
import { NoticeTiles } from './NoticeTiles.tsx';
import { AnsweredPage, IssuePage, NoticePage, WeekPage } from './pages.tsx';
import type { NewsPage } from './place.ts';
import { useNotices } from './useNotices.ts';

export function News({ at }: { at: NewsPage }) {
  const { face } = useKiosk();
  const { news } = face.catalogue;
  switch (at.page) {
    case 'list':
      return <List />;
    case 'week':
      return <WeekPage />;
    case 'answered':
      return <AnsweredPage />;
    case 'issue': {
      const issue = news.issues.find((each) => each.id === at.id);
      return issue === undefined ? <List /> : <IssuePage issue={issue} />;
    }
    case 'notice': {
      // One that ends while it is read stays: whoever reads it has not finished.
      const notice = news.notices.find((each) => each.id === at.id);
      return notice === undefined ? <List /> : <NoticePage notice={notice} />;
    }
  }
}

function List() {
  const { t } = useTranslation();
  const { face, step, words } = useKiosk();
  const notices = useNotices();
  const issues = issuesOf(face.catalogue.news);
  const [answered] = answeredAt(face.catalogue.news, face.centerId);
  const month = (of: { month: string }) => formatDate(words.locale, of.month, 'month');
  const go = (at: NewsPage) => () => step({ type: 'go', place: { name: 'news', at } });
  return (
    <Screen
      name="news"
      kind="work"
      title={t('home.news')}
      actions={
        <PressButton className="button" onPress={() => step({ type: 'go', place: { name: 'home' } })}>
          {t('common.back')}
        </PressButton>
      }
    >
      {notices.length === 0 ? null : <h2 data-block="head">{t('news.notices')}</h2>}
      <NoticeTiles notices={notices} />
      {issues.length === 0 ? null : <h2 data-block="head">{t('news.issues')}</h2>}
      {issues.map((issue) => (
        <Tile
          key={issue.id}
          title={month(issue)}
          more={t('news.issue', { volume: issue.volume, number: issue.number })}
          go={go({ page: 'issue', id: issue.id })}
        />
      ))}
      <h2 data-block="head">{t('news.week')}</h2>
      <Tile title={t('news.week.hint')} go={go({ page: 'week' })} />
      {answered === undefined ? null : (
        <>
          <h2 data-block="head">{t('news.answered')}</h2>
          <Tile title={month(answered)} go={go({ page: 'answered' })} />
        </>
      )}
    </Screen>
  );
}

function Tile({ title, more, go }: { title: string; more?: string; go: () => void }) {
  return (
    <PressButton className="tile" data-block="item" data-grow onPress={go}>
      <span className="tile-words">
        <strong>{title}</strong>
        {more === undefined ? null : <span className="soft">{more}</span>}
      </span>
      <Icon name="onward" />
    </PressButton>
  );
}
