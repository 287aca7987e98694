/** Which screen a place is. All but the first two are fetched when they are first shown, or while the kiosk rests. */
import { lazy, Suspense, useEffect, useState, type ComponentType, type LazyExoticComponent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Survey as SurveyModel } from '../../shared/content/survey.ts';
import { assertNever } from '../../shared/result.ts';
import { Attract } from './Attract.tsx';
import { useKiosk } from './desk.tsx';
import { Home } from './Home.tsx';
import type { Sheet } from './session.ts';

const loaders = {
  rights: () => import('./rights/Rights.tsx'),
  right: () => import('./rights/Right.tsx'),
  sign: () => import('./rights/Signed.tsx'),
  disclaimer: () => import('./rights/Disclaimer.tsx'),
  search: () => import('./rights/Search.tsx'),
  statutory: () => import('./rights/Statutory.tsx'),
  takeAway: () => import('./take/TakeAway.tsx'),
  help: () => import('./help/Help.tsx'),
  contest: () => import('./contest/Contest.tsx'),
  news: () => import('./news/News.tsx'),
  survey: () => import('./survey/Survey.tsx'),
  nothing: () => import('./Nothing.tsx'),
  contact: () => import('./contact/Contact.tsx'),
  thank: () => import('./thank/Thank.tsx'),
  sent: () => import('./Sent.tsx'),
  failed: () => import('./Failed.tsx'),
  sheets: () => import('./sheets/sheets.tsx'),
  display: () => import('./sheets/DisplaySheet.tsx'),
  keyboard: async () => (await import('../keyboard/Keyboard.tsx')).fetchLetters(),
  speaker: () => import('../speech/SpeakerSheet.tsx'),
  staff: () => import('../staff/StaffRoom.tsx'),
} as const;

/** Fetches every screen, so that none is missing once the visitor or the network is gone. */
export async function fetchScreens(): Promise<void> {
  await Promise.allSettled(Object.values(loaders).map((load) => load()));
}

function late<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: await load() }));
}

const Rights = late(async () => (await loaders.rights()).Rights);
const Right = late(async () => (await loaders.right()).Right);
const Signed = late(async () => (await loaders.sign()).Signed);
const Disclaimer = late(async () => (await loaders.disclaimer()).Disclaimer);
const Search = late(async () => (await loaders.search()).Search);
const Statutory = late(async () => (await loaders.statutory()).Statutory);
const TakeAway = late(async () => (await loaders.takeAway()).TakeAway);
const Help = late(async () => (await loaders.help()).Help);
const Contest = late(async () => (await loaders.contest()).Contest);
const News = late(async () => (await loaders.news()).News);
const Survey = late(async () => (await loaders.survey()).Survey);
const Nothing = late(async () => (await loaders.nothing()).Nothing);
const Contact = late(async () => (await loaders.contact()).Contact);
const Thank = late(async () => (await loaders.thank()).Thank);
const Sent = late(async () => (await loaders.sent()).Sent);
const Failed = late(async () => (await loaders.failed()).Failed);
const LanguageSheet = late(async () => (await loaders.sheets()).LanguageSheet);
const HelpSheet = late(async () => (await loaders.sheets()).HelpSheet);
const StartOverSheet = late(async () => (await loaders.sheets()).StartOverSheet);
const DisplaySheet = late(async () => (await loaders.display()).DisplaySheet);

const SpeakerSheet = late(async () => (await loaders.speaker()).SpeakerSheet);

/** Screens are here within a moment; only where one is not is there anything to say. */
const SAY_WAITING_MS = 500;

function Waiting() {
  const { t } = useTranslation();
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), SAY_WAITING_MS);
    return () => clearTimeout(timer);
  }, []);
  return long ? (
    <main className="desk">
      <p role="status">{t('common.loading')}</p>
    </main>
  ) : null;
}

export function PlaceScreen({ survey }: { survey: SurveyModel | undefined }) {
  return (
    <Suspense fallback={<Waiting />}>
      <Place survey={survey} />
    </Suspense>
  );
}

function Place({ survey }: { survey: SurveyModel | undefined }) {
  const { session } = useKiosk();
  const { place, failed } = session;
  if (failed !== null) return <Failed form={failed.form} why={failed.why} />;
  switch (place.name) {
    case 'attract':
      return <Attract />;
    case 'home':
      return <Home />;
    case 'rights':
      return <Rights />;
    case 'right':
      return <Right id={place.id} />;
    case 'sign':
      return <Signed id={place.id} />;
    case 'disclaimer':
      return <Disclaimer from={place.from} />;
    case 'search':
      return <Search />;
    case 'statutory':
      return <Statutory />;
    case 'take-away':
      return <TakeAway of={place.of} />;
    case 'help':
      return <Help at={place.at} />;
    case 'contest':
      return <Contest at={place.at} />;
    case 'news':
      return <News at={place.at} />;
    case 'survey':
      return survey === undefined ? <Home /> : <Survey survey={survey} at={place.at} />;
    case 'nothing':
      return <Nothing />;
    case 'contact':
      return <Contact at={place.step} />;
    case 'thank':
      return <Thank at={place.step} />;
    case 'sent':
      return <Sent />;
    default:
      return assertNever(place);
  }
}

export function SheetScreen({ sheet }: { sheet: Sheet }) {
  return (
    <Suspense fallback={<Waiting />}>
      <SheetOf sheet={sheet} />
    </Suspense>
  );
}

function SheetOf({ sheet }: { sheet: Sheet }) {
  switch (sheet) {
    case 'language':
      return <LanguageSheet />;
    case 'display':
      return <DisplaySheet />;
    case 'help':
      return <HelpSheet />;
    case 'start-over':
      return <StartOverSheet />;
    case 'speaker':
      return <SpeakerSheet />;
    default:
      return assertNever(sheet);
  }
}
