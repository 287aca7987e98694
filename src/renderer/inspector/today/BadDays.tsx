/** What is not as it should be, in plain words, and what to do. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '../../../shared/result.ts';
import { inWords } from '../../staff/panel/reasons.ts';
import { useLaptop } from '../laptop.tsx';
import { Note } from '../parts.tsx';
import { daySaid } from '../say.ts';
import { badDays, type BadDay } from './bad-days.ts';

export function BadDays() {
  const { delivery } = useLaptop();
  const [now] = useState(() => Date.now());
  return badDays(delivery, now).map((day) => (
    <Note key={day.type}>
      <Said day={day} />
    </Note>
  ));
}

function Said({ day }: { day: BadDay }) {
  const { t, i18n } = useTranslation();
  switch (day.type) {
    case 'disk':
      return t(`inspector.bad.disk.${day.room}`);
    case 'rebuilt':
      return (
        <>
          {t('inspector.bad.rebuilt', { day: daySaid(day.at) })}
          {day.kept === null ? null : ` ${t('inspector.bad.rebuilt.kept', { file: day.kept })}`}
        </>
      );
    case 'paused':
      return `${t('inspector.bad.paused')} ${inWords(i18n, 'panel.paused', day.slug)}`;
    default:
      return assertNever(day);
  }
}
