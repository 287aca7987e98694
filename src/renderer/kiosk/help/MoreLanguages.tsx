/** Languages that the face is not written in, each by its own name, and sign language: one touch leads to a card. */
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { wantLetters } from '../../i18n/scripts.ts';
import { langOf } from '../../i18n/Text.tsx';
import { Icon } from '../../ui/icons.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useKiosk } from '../desk.tsx';
import { BackButton, HUB } from './BackButton.tsx';
import { beyondWall } from './card.ts';

export function MoreLanguages() {
  const { t } = useTranslation();
  const { face, session, step } = useKiosk();
  const languages = useMemo(() => beyondWall(face.catalogue.wider, face.languages), [face]);
  useEffect(() => {
    void wantLetters(languages.map(({ tag }) => tag));
  }, [languages]);
  return (
    <Screen
      name="help more"
      kind="work"
      unit="languages"
      columns={3}
      title={t('language.title')}
      // Whoever came from the wall has chosen no language, and there is no home to go back to.
      actions={<BackButton to={session.locale === null ? { name: 'attract' } : HUB} />}
    >
      {languages.map((language) => (
        <PressButton
          key={language.tag}
          className="tile language"
          data-block="item"
          data-counted
          data-grow
          onPress={() => step({ type: 'go', place: { name: 'help', at: { page: 'card', language: language.tag } } })}
          {...langOf(language)}
        >
          <span className="tile-words">
            <strong>{language.name}</strong>
            <span className="soft">
              <bdi lang="en" dir="ltr">
                {language.english}
              </bdi>
            </span>
          </span>
        </PressButton>
      ))}
      <PressButton
        className="tile language"
        data-block="item"
        data-grow
        onPress={() => step({ type: 'go', place: { name: 'help', at: { page: 'sign' } } })}
      >
        <Icon name="hands" />
        <span className="tile-words">
          <strong>{t('interpreter.sign')}</strong>
        </span>
      </PressButton>
    </Screen>
  );
}
