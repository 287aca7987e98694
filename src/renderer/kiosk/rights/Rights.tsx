/** The rights in three groups, each by its sentence. No numbers here: it is not a ranking. */
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentText, Rights as RightsModel } from '../../../shared/content/content.ts';
import { langOf } from '../../i18n/Text.tsx';
import { Icon } from '../../ui/icons.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useKiosk } from '../desk.tsx';
import { Unreviewed } from '../Unreviewed.tsx';
import { EnglishToggle } from './EnglishToggle.tsx';

export function Rights() {
  const { t } = useTranslation();
  const { face, session, step, words, source } = useKiosk();
  const own = words.text;
  const beside = session.english && own.language.tag !== source.text.language.tag ? source.text : null;
  return (
    <Screen
      name="rights"
      kind="work"
      unit="rights"
      title={t('rights.title')}
      lead={<p className="lead">{t('rights.lead')}</p>}
      actions={
        <>
          <PressButton className="button" onPress={() => step({ type: 'go', place: { name: 'home' } })}>
            {t('common.back')}
          </PressButton>
          <PressButton
            className="button"
            onPress={() => step({ type: 'go', place: { name: 'disclaimer', from: null } })}
          >
            {t('rights.disclaimer')}
          </PressButton>
          <PressButton className="button" onPress={() => step({ type: 'go', place: { name: 'take-away', of: null } })}>
            {t('take.title')}
          </PressButton>
          <EnglishToggle />
        </>
      }
    >
      {face.catalogue.rights.groups.map((group) => (
        <Fragment key={group.id}>
          <h2 data-block="head">{own.rights.groups[group.id]}</h2>
          {group.rights.map((id) => (
            <PressButton
              key={id}
              className="tile right"
              data-block="item"
              data-counted
              data-grow
              onPress={() => step({ type: 'go', place: { name: 'right', id } })}
            >
              <Sentence text={own} id={id} />
              {beside === null ? null : <Sentence text={beside} id={id} soft />}
              <Icon name="onward" />
            </PressButton>
          ))}
        </Fragment>
      ))}
      <PressButton
        className="tile thing"
        data-block="item"
        onPress={() => step({ type: 'go', place: { name: 'search' } })}
      >
        <Icon name="search" />
        <span className="tile-words">
          <strong>{t('rights.search')}</strong>
        </span>
        <Icon name="onward" />
      </PressButton>
      <PressButton
        className="tile thing"
        data-block="item"
        onPress={() => step({ type: 'go', place: { name: 'statutory' } })}
      >
        <Icon name="rights" />
        <span className="tile-words">
          <strong>{t('rights.statutory')}</strong>
        </span>
        <Icon name="onward" />
      </PressButton>
      <Unreviewed units={shownUnits(face.catalogue.rights)} />
    </Screen>
  );
}

/** All whose words the list shows. */
function shownUnits(rights: RightsModel): readonly string[] {
  return ['rights.groups', ...Object.keys(rights.rights).map((id) => `rights.${id}`)];
}

function Sentence({ text, id, soft }: { text: ContentText; id: string; soft?: boolean }) {
  return (
    <span className={soft === true ? 'sentence soft' : 'sentence'} {...langOf(text.language)}>
      {text.rights.rights[id]?.title}
    </span>
  );
}
