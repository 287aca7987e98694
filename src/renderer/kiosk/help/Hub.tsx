/** What can be done about language: one touch each. */
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useKiosk } from '../desk.tsx';
import { Hint } from '../Hint.tsx';
import { BackButton } from './BackButton.tsx';
import type { HelpPage } from './place.ts';

export function Hub() {
  const { t } = useTranslation();
  const { face, step, words } = useKiosk();
  const go = (at: HelpPage) => () => step({ type: 'go', place: { name: 'help', at } });
  const things: readonly { icon: IconName; words: string; hint?: string; go: () => void }[] = [
    {
      icon: 'person',
      words: t('interpreter.card'),
      hint: words.text.help.speak,
      go: go({ page: 'card', language: null }),
    },
    { icon: 'interpreter', words: t('interpreter.how'), go: go({ page: 'interpreter' }) },
    { icon: 'hands', words: t('interpreter.sign'), go: go({ page: 'sign' }) },
    {
      icon: 'notice',
      words: t('interpreter.report'),
      hint: t('home.survey.hint'),
      go: () => step({ type: 'begin-complaint', key: crypto.randomUUID(), agency: face.agency }),
    },
    { icon: 'globe', words: t('interpreter.more'), go: go({ page: 'more' }) },
  ];
  return (
    <Screen name="help hub" kind="work" title={t('home.help')} actions={<BackButton to={{ name: 'home' }} />}>
      {things.map((thing) => (
        <PressButton key={thing.icon} className="tile thing" data-block="item" data-grow onPress={thing.go}>
          <Icon name={thing.icon} />
          <span className="tile-words">
            <strong>{thing.words}</strong>
            {thing.hint === undefined ? null : <Hint>{thing.hint}</Hint>}
          </span>
          <Icon name="onward" />
        </PressButton>
      ))}
    </Screen>
  );
}
