/** The last tile of the language wall: for whoever finds their language on none of the others. */
import { useTranslation } from 'react-i18next';
import { scriptOf } from '../i18n/scripts.ts';
import { langOf } from '../i18n/Text.tsx';
import { Icon } from '../ui/icons.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { useKiosk } from './desk.tsx';
import { beyondWall } from './help/card.ts';

/** Enough to show that more languages follow, on one line. */
const SHOWN = 3;
/** Scripts whose letters the wall has in any case: no other font is fetched for a hint. */
const AT_HAND: readonly string[] = ['Latn', 'Cyrl'];

export function OtherLanguages() {
  const { t } = useTranslation();
  const { face, step } = useKiosk();
  const some = beyondWall(face.catalogue.wider, face.languages)
    .filter(({ tag }) => AT_HAND.includes(scriptOf(tag)))
    .slice(0, SHOWN);
  return (
    <PressButton
      className="tile language other-languages"
      data-block="item"
      data-grow
      onPress={() => step({ type: 'go', place: { name: 'help', at: { page: 'more' } } })}
    >
      <Icon name="globe" />
      <span className="tile-words">
        <strong>{t('interpreter.more')}</strong>
        <span className="soft">
          {some.map((language) => (
            <span key={language.tag} {...langOf(language)}>
              {language.name}{' '}
            </span>
          ))}
          …
        </span>
      </span>
      <Icon name="sound" />
    </PressButton>
  );
}
