/** What the law asks the list to hold, item by item, each with the published rights that hold it. */
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { covering, STATUTORY } from '../../../shared/content/statutory.ts';
import { langOf } from '../../i18n/Text.tsx';
import { Icon } from '../../ui/icons.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useKiosk } from '../desk.tsx';
import { Unreviewed } from '../Unreviewed.tsx';
import { EnglishToggle } from './EnglishToggle.tsx';

export function Statutory() {
  const { t } = useTranslation();
  const { face, session, step, words, source } = useKiosk();
  const beside = session.english && words.locale !== source.locale;
  const texts = beside ? [words.text, source.text] : [words.text];
  return (
    <Screen
      name="statutory"
      kind="read"
      title={t('rights.statutory')}
      lead={<p className="lead">{t('rights.statutory.lead')}</p>}
      actions={
        <>
          <PressButton className="button" onPress={() => step({ type: 'go', place: { name: 'rights' } })}>
            {t('rights.all')}
          </PressButton>
          <EnglishToggle />
        </>
      }
    >
      {STATUTORY.map((item) => (
        <Fragment key={item}>
          {texts.map((text) => (
            <h2 key={text.language.tag} data-block="head" {...langOf(text.language)}>
              {text.rights.statutory[item]}
            </h2>
          ))}
          {covering(face.catalogue.rights, item).map((id) => (
            <PressButton
              key={id}
              className="tile right"
              data-block="item"
              onPress={() => step({ type: 'go', place: { name: 'right', id } })}
            >
              <span className="sentence" {...langOf(words.text.language)}>
                {words.text.rights.rights[id]?.title}
              </span>
              <Icon name="onward" />
            </PressButton>
          ))}
        </Fragment>
      ))}
      <Unreviewed units={['rights.statutory']} />
    </Screen>
  );
}
