/** What a visitor can do here. What is not built is not shown. */
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '../ui/icons.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { Screen } from '../ui/Screen.tsx';
import { useKiosk } from './desk.tsx';
import { Hint } from './Hint.tsx';
import { NoticeTiles, useWarnings } from './news/NoticeTiles.tsx';
import { useNotices } from './news/useNotices.ts';

export function Home() {
  const { t } = useTranslation();
  const { face, step, words } = useKiosk();
  const notices = useNotices();
  useWarnings(notices);
  const things: readonly { icon: IconName; key: string; go: () => void }[] = [
    { icon: 'rights', key: 'home.rights', go: () => step({ type: 'go', place: { name: 'rights' } }) },
    { icon: 'speech', key: 'home.survey', go: () => step({ type: 'begin-survey', key: crypto.randomUUID() }) },
    {
      icon: 'thanks',
      key: 'home.thank',
      go: () => step({ type: 'begin-thank', key: crypto.randomUUID(), agency: face.agency }),
    },
    {
      icon: 'interpreter',
      key: 'home.help',
      go: () => step({ type: 'go', place: { name: 'help', at: { page: 'hub' } } }),
    },
    {
      icon: 'contest',
      key: 'home.contest',
      go: () => step({ type: 'go', place: { name: 'contest', at: { page: 'hub' } } }),
    },
    { icon: 'news', key: 'home.news', go: () => step({ type: 'go', place: { name: 'news', at: { page: 'list' } } }) },
  ];
  return (
    <Screen
      name="home"
      kind="work"
      title={t('home.title')}
      above={<p className="lead">{words.text.language.greeting}</p>}
    >
      <NoticeTiles notices={notices} />
      {things.map((thing) => (
        <PressButton key={thing.key} className="tile thing" data-block="item" data-grow onPress={thing.go}>
          <Icon name={thing.icon} />
          <span className="tile-words">
            <strong>{t(thing.key)}</strong>
            <Hint>{t(`${thing.key}.hint`)}</Hint>
          </span>
          <Icon name="onward" />
        </PressButton>
      ))}
    </Screen>
  );
}
