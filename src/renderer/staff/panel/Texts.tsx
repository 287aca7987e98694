/** How far the texts of each language can be trusted: what nobody reviewed, what was, what is older than its English. */
import { useTranslation } from 'react-i18next';
import { Screen } from '../../ui/Screen.tsx';
import { BackTo, Fact, NotHere } from '../parts.tsx';
import { useLook } from '../staff.tsx';

export function Texts() {
  const { t } = useTranslation();
  const [held, again] = useLook('staff.view');
  if (held.phase !== 'here') return <NotHere held={held} again={() => void again()} back={{ name: 'panel' }} />;
  const { texts, contentVersion } = held.value;
  return (
    <Screen
      name="staff texts"
      kind="read"
      title={t('panel.texts')}
      lead={<p className="lead">{t('panel.texts.lead', { version: contentVersion })}</p>}
      actions={<BackTo place={{ name: 'panel' }} />}
    >
      {texts.map(({ tag, name, draft, reviewed, outdated, reviews }) => (
        <Fact key={tag} name={name}>
          {t('panel.texts.counts', { draft, reviewed, outdated })}
          {reviews.length === 0 ? null : ` ${t('panel.texts.reviews', { reviews: reviews.join('; ') })}`}
        </Fact>
      ))}
    </Screen>
  );
}
