/**
 * The date helper: which day one knows, when it is, and what follows from it. Three screens, buttons only.
 * What it says is an aid; the summons has the last word, and it says so.
 */
import { Fragment, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallAnswer } from '../../../shared/bridge.ts';
import { dues, move, type Day, type Due, type Move } from '../../../shared/contest/dates.ts';
import { formatDate } from '../../i18n/dates.ts';
import { Paragraph } from '../../i18n/Text.tsx';
import { useAnnounce } from '../../ui/announce.tsx';
import { Icon } from '../../ui/icons.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useKiosk } from '../desk.tsx';
import './contest.css';

/** In the order a case goes. */
const KNOWN = ['summons', 'hearing', 'default', 'decision'] as const;
type Known = (typeof KNOWN)[number];

const MOVES = ['day', 'week', 'month'] as const satisfies readonly Move['by'][];

type Calendar = CallAnswer<'contest.calendar'>;

export function Dates() {
  const { t } = useTranslation();
  const { calendar: ask, step } = useKiosk();
  /** Undefined until the desk has answered, null where it does not. */
  const [calendar, setCalendar] = useState<Calendar | null | undefined>(undefined);
  const [known, setKnown] = useState<Known | null>(null);
  const [day, setDay] = useState<Day | null>(null);
  const [told, setTold] = useState(false);
  useEffect(() => {
    let here = true;
    void ask().then((answer) => {
      if (here) setCalendar(answer);
    });
    return () => {
      here = false;
    };
  }, [ask]);

  if (known === null) {
    const hub = () => step({ type: 'go', place: { name: 'contest', at: { page: 'hub' } } });
    return <WhichDay choose={setKnown} back={hub} />;
  }
  const back = () => setKnown(null);
  if (calendar === undefined || calendar === null) {
    return (
      <Screen name="contest no dates" kind="read" title={t('contest.dates')} actions={<Back onPress={back} />}>
        <p data-block="text" role="status">
          {t(calendar === undefined ? 'common.loading' : 'failed.desk')}
        </p>
      </Screen>
    );
  }
  const at = day ?? calendar.today;
  return told ? (
    <Told known={known} day={at} calendar={calendar} back={() => setTold(false)} />
  ) : (
    <PickDay known={known} day={at} pick={setDay} tell={() => setTold(true)} back={back} />
  );
}

function Back({ onPress }: { onPress: () => void }) {
  const { t } = useTranslation();
  return (
    <PressButton className="button" onPress={onPress}>
      {t('common.back')}
    </PressButton>
  );
}

function WhichDay({ choose, back }: { choose: (known: Known) => void; back: () => void }) {
  const { t } = useTranslation();
  const { face } = useKiosk();
  const { deadlines } = face.catalogue.contest;
  return (
    <Screen
      name="contest which day"
      kind="work"
      title={t('contest.from')}
      lead={<p className="lead">{t('contest.aid')}</p>}
      actions={<Back onPress={back} />}
    >
      {KNOWN.filter((each) => deadlines.some((deadline) => deadline.from === each)).map((each) => (
        <PressButton key={each} className="tile right" data-block="item" data-grow onPress={() => choose(each)}>
          <span className="sentence">{t(`contest.from.${each}`)}</span>
          <Icon name="onward" />
        </PressButton>
      ))}
    </Screen>
  );
}

interface PickDayProps {
  readonly known: Known;
  readonly day: Day;
  readonly pick: (day: Day) => void;
  readonly tell: () => void;
  readonly back: () => void;
}

function PickDay({ known, day, pick, tell, back }: PickDayProps) {
  const { t } = useTranslation();
  const { words } = useKiosk();
  const announce = useAnnounce();
  const go = (by: Move['by'], count: Move['count']) => {
    const next = move(day, { by, count });
    pick(next);
    announce(formatDate(words.locale, next, 'weekday'));
  };
  return (
    <Screen
      name="contest pick day"
      kind="work"
      title={t('contest.pick')}
      above={<p className="lead">{t(`contest.from.${known}`)}</p>}
      lead={<p className="large picked">{formatDate(words.locale, day, 'weekday')}</p>}
      actions={
        <>
          <Back onPress={back} />
          <PressButton className="button main" onPress={tell}>
            {t('contest.show')}
          </PressButton>
        </>
      }
    >
      {MOVES.map((by) => (
        <div key={by} className="earlier-later" data-block="item">
          <PressButton className="button" onPress={() => go(by, -1)}>
            {t(`contest.move.${by}.earlier`)}
          </PressButton>
          <PressButton className="button" onPress={() => go(by, 1)}>
            {t(`contest.move.${by}.later`)}
          </PressButton>
        </div>
      ))}
    </Screen>
  );
}

interface ToldProps {
  readonly known: Known;
  readonly day: Day;
  readonly calendar: Calendar;
  readonly back: () => void;
}

function Told({ known, day, calendar, back }: ToldProps) {
  const { t } = useTranslation();
  const { face, words, step } = useKiosk();
  const { language } = words.text;
  return (
    <Screen
      name="contest told"
      kind="read"
      above={<p className="lead">{t(`contest.from.${known}`)}</p>}
      title={t('contest.result')}
      lead={<p className="lead">{formatDate(words.locale, day, 'weekday')}</p>}
      actions={
        <>
          <Back onPress={back} />
          <PressButton
            className="button"
            onPress={() => step({ type: 'go', place: { name: 'contest', at: { page: 'hub' } } })}
          >
            {t('contest.all')}
          </PressButton>
        </>
      }
    >
      {dues(face.catalogue.contest.deadlines, known, day, calendar).map(({ deadline, due }) => (
        <Fragment key={deadline.id}>
          <h2 data-block="head">{words.text.contest.deadlines[deadline.id]}</h2>
          <When due={due} today={calendar.today} />
        </Fragment>
      ))}
      <Paragraph text={t('contest.aid')} language={language} className="lead" />
    </Screen>
  );
}

function When({ due, today }: { due: Due; today: Day }) {
  const { t } = useTranslation();
  const { words } = useKiosk();
  const { language } = words.text;
  if (due.type === 'beyond') return <Paragraph text={t('contest.beyond')} language={language} />;
  const say = (day: Day) => formatDate(words.locale, day, 'weekday');
  return (
    <>
      <p className="large" data-block="text">
        {t('contest.by', { date: say(due.day) })}
      </p>
      {due.day < today ? <Paragraph text={t('contest.past')} language={language} /> : null}
      {due.mailed === null ? null : <p data-block="text">{t('contest.mailed', { date: say(due.mailed) })}</p>}
    </>
  );
}
