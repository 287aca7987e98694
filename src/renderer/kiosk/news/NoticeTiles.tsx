/** Notices as tiles: what kind in the visitor's language, what it says, until when. They stand on top of the first screen. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notice } from '../../../shared/content/news.ts';
import { isWarning, saidIn } from '../../../shared/content/notices.ts';
import { formatDate } from '../../i18n/dates.ts';
import { Icon } from '../../ui/icons.tsx';
import { useAnnounce } from '../../ui/announce.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { useKiosk } from '../desk.tsx';
import './notices.css';

export function NoticeTiles({ notices }: { notices: readonly Notice[] }) {
  const { t } = useTranslation();
  const { step, words } = useKiosk();
  return notices.map((notice) => {
    const text = saidIn(notice.text, words.locale);
    if (text === null) return null;
    return (
      <PressButton
        key={notice.id}
        className="tile thing news-notice"
        data-block="item"
        onPress={() => step({ type: 'go', place: { name: 'news', at: { page: 'notice', id: notice.id } } })}
      >
        <Icon name="notice" />
        <span className="tile-words">
          <strong>{t(`news.kind.${notice.kind}`)}</strong>
          <span lang={text.tag} dir={text.tag === words.locale ? undefined : 'ltr'}>
            {text.said.title}
          </span>
          <span className="soft">{t('news.until', { moment: formatDate(words.locale, notice.until, 'moment') })}</span>
        </span>
        <Icon name="onward" />
      </PressButton>
    );
  });
}

/** What a visitor's screen has announced: once a visitor, however often they come by. */
let announced: { readonly visitor: number; readonly ids: ReadonlySet<string> } = { visitor: -1, ids: new Set() };

/** Says warnings as they appear, without moving the focus (WCAG 2.2 SC 4.1.3). */
export function useWarnings(notices: readonly Notice[]): void {
  const { t } = useTranslation();
  const { session, words } = useKiosk();
  const announce = useAnnounce();
  useEffect(() => {
    const before = announced.visitor === session.serial ? announced.ids : new Set<string>();
    const fresh = notices.filter((notice) => isWarning(notice) && !before.has(notice.id));
    if (fresh.length === 0) return;
    announced = { visitor: session.serial, ids: new Set([...before, ...fresh.map((notice) => notice.id)]) };
    announce(
      fresh
        .map(({ kind, text }) => `${t(`news.kind.${kind}`)}. ${saidIn(text, words.locale)?.said.title ?? ''}`)
        .join(' '),
    );
  }, [notices, session.serial, words, announce, t]);
}
