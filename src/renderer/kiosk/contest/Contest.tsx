/** Contest or fix a violation: the topics, each with its facts and where they come from, and a helper for dates. */
import { useTranslation } from 'react-i18next';
import { assertNever } from '../../../shared/result.ts';
import { Icon } from '../../ui/icons.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useKiosk } from '../desk.tsx';
import { Hint } from '../Hint.tsx';
import { Dates } from './Dates.tsx';
import type { ContestPage } from './place.ts';
import { Topic } from './Topic.tsx';

export function Contest({ at }: { at: ContestPage }) {
  switch (at.page) {
    case 'hub':
      return <Hub />;
    case 'topic':
      return <Topic id={at.id} />;
    case 'dates':
      return <Dates />;
    default:
      return assertNever(at);
  }
}

function Hub() {
  const { t } = useTranslation();
  const { face, step, words } = useKiosk();
  return (
    <Screen
      name="contest"
      kind="work"
      title={t('home.contest')}
      lead={<p className="lead">{t('contest.control')}</p>}
      actions={
        <PressButton className="button" onPress={() => step({ type: 'go', place: { name: 'home' } })}>
          {t('common.back')}
        </PressButton>
      }
    >
      <PressButton
        className="tile"
        data-block="item"
        data-grow
        onPress={() => step({ type: 'go', place: { name: 'contest', at: { page: 'dates' } } })}
      >
        <Icon name="calendar" />
        <span className="tile-words">
          <strong>{t('contest.dates')}</strong>
          <Hint>{t('contest.dates.hint')}</Hint>
        </span>
        <Icon name="onward" />
      </PressButton>
      {face.catalogue.contest.topics.map(({ id }) => (
        <PressButton
          key={id}
          className="tile right"
          data-block="item"
          data-grow
          onPress={() => step({ type: 'go', place: { name: 'contest', at: { page: 'topic', id } } })}
        >
          <span className="sentence">{words.text.contest.topics[id]?.title}</span>
          <Icon name="onward" />
        </PressButton>
      ))}
    </Screen>
  );
}
