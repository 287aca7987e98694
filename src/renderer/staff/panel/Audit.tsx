/** What was done at the door and behind it, newest first. */
import { useTranslation } from 'react-i18next';
import { Screen } from '../../ui/Screen.tsx';
import { BackTo, Fact, NotHere } from '../parts.tsx';
import { minuteOf } from '../say.ts';
import { useLook } from '../staff.tsx';
import { inWords } from './reasons.ts';

export function Audit() {
  const { t, i18n } = useTranslation();
  const [held, again] = useLook('staff.view');
  if (held.phase !== 'here') return <NotHere held={held} again={() => void again()} back={{ name: 'panel' }} />;
  const entries = held.value.audit;
  return (
    <Screen name="staff audit" kind="read" title={t('panel.audit')} actions={<BackTo place={{ name: 'panel' }} />}>
      {entries.length === 0 ? <p data-block="text">{t('panel.audit.nothing')}</p> : null}
      {entries.map((entry, index) => (
        // Two entries can be the same in every word.
        <Fact key={`${entry.at} ${index}`} name={minuteOf(entry.at)}>
          {inWords(i18n, 'panel.did', entry.what)}
          {entry.detail === null ? null : ` (${entry.detail})`}
        </Fact>
      ))}
    </Screen>
  );
}
