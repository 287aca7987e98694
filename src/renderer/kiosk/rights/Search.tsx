/** Rights by a word of what is said of them. What was asked for lives as long as this screen and goes nowhere. */
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NAME_MAX } from '../../../shared/limits.ts';
import { langOf } from '../../i18n/Text.tsx';
import { useAnnounce } from '../../ui/announce.tsx';
import { Icon } from '../../ui/icons.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { WriteField } from '../../ui/WriteField.tsx';
import { useKiosk } from '../desk.tsx';
import { openFind } from './find.ts';

/** How many were found is said once nobody types any more: each letter is spoken as it is. */
const SAID_AFTER_MS = 1500;

export function Search() {
  const { t } = useTranslation();
  const { face, session, step, words, source } = useKiosk();
  const announce = useAnnounce();
  const [question, setQuestion] = useState('');
  const beside = session.english && words.locale !== source.locale ? source.text : undefined;
  const find = useMemo(() => openFind(face.catalogue.rights, words.text, beside), [face, words, beside]);
  const found = useMemo(() => find(question), [find, question]);
  const asked = question.trim() !== '';
  const outcome = found.length === 0 ? t('rights.search.none') : t('rights.search.found', { count: found.length });

  useEffect(() => {
    if (!asked) return undefined;
    const saying = setTimeout(() => announce(outcome), SAID_AFTER_MS);
    return () => clearTimeout(saying);
  }, [announce, asked, outcome, question]);

  return (
    <Screen
      name="rights search"
      kind="work"
      unit="rights"
      title={t('rights.search')}
      actions={
        <PressButton className="button" onPress={() => step({ type: 'go', place: { name: 'rights' } })}>
          {t('rights.all')}
        </PressButton>
      }
    >
      <WriteField
        label={t('rights.search.label')}
        // Once something is asked, its room is for what was found.
        {...(asked ? {} : { hint: t('rights.search.hint') })}
        lines="one"
        value={question}
        maxLength={NAME_MAX}
        onChange={setQuestion}
      />
      {asked ? <p data-block="text">{outcome}</p> : null}
      {found.map((id) => (
        <PressButton
          key={id}
          className="tile right"
          data-block="item"
          data-counted
          data-grow
          onPress={() => step({ type: 'go', place: { name: 'right', id } })}
        >
          <span className="sentence" {...langOf(words.text.language)}>
            {words.text.rights.rights[id]?.title}
          </span>
          <Icon name="onward" />
        </PressButton>
      ))}
    </Screen>
  );
}
