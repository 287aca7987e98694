/** The language wall: each language by its own name, greeting in its own script. No flags. */
import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/content/content.ts';
import { langOf } from '../i18n/Text.tsx';
import { Icon } from '../ui/icons.tsx';
import { PressButton } from '../ui/PressButton.tsx';

export function LanguageTiles(props: {
  languages: readonly Language[];
  current: string | null;
  choose: (tag: string) => void;
}) {
  const { t } = useTranslation();
  return props.languages.map((language) => {
    const current = language.tag === props.current;
    return (
      <PressButton
        key={language.tag}
        className="tile language"
        data-block="item"
        data-counted
        data-grow
        data-current={current || undefined}
        onPress={() => props.choose(language.tag)}
        {...langOf(language)}
      >
        <span className="tile-words">
          <strong>{language.name}</strong>
          <span className="soft">{language.greeting}</span>
        </span>
        {current ? (
          <>
            <Icon name="tick" />
            <span className="unseen">{t('common.chosen')}</span>
          </>
        ) : null}
      </PressButton>
    );
  });
}
