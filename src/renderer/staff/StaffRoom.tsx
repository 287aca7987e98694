/** The staff room: its door, its panel, setting up. In English, whatever the visitor speaks. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { I18nextProvider, useTranslation } from 'react-i18next';
import './staff.css';
import type { CallAnswer, CallInput } from '../../shared/bridge.ts';
import { assertNever } from '../../shared/result.ts';
import { dress } from '../kiosk/dress.ts';
import { PracticeBand } from '../kiosk/PracticeBand.tsx';
import { DEFAULT_DISPLAY, type Display } from '../kiosk/session.ts';
import { useIdle } from '../kiosk/useIdle.ts';
import { AnnounceProvider } from '../ui/announce.tsx';
import { Icon } from '../ui/icons.tsx';
import { LayerShown, LayoutKey } from '../ui/layout.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import type { CoverProps } from './Cover.tsx';
import { Door } from './door/Door.tsx';
import { Audit } from './panel/Audit.tsx';
import { Texts } from './panel/Texts.tsx';
import { Export } from './panel/Export.tsx';
import { FailedItems } from './panel/FailedItems.tsx';
import { Leave } from './panel/Leave.tsx';
import { Panel } from './panel/Panel.tsx';
import { Practice } from './panel/Practice.tsx';
import { Reference } from './panel/Reference.tsx';
import { ScreenLook } from './panel/ScreenLook.tsx';
import { SelfTest } from './panel/SelfTest.tsx';
import { StateOfKiosk } from './panel/StateOfKiosk.tsx';
import { Setup } from './setup/Setup.tsx';
import { Step } from './setup/Step.tsx';
import { Quiet } from './Quiet.tsx';
import { StaffProvider, useStaff, type GuardedCall, type NoAnswer, type Staff, type StaffPlace } from './staff.tsx';
import { openStaffWords } from './words.ts';

/** The room closes after 120 s without input; the last 20 are asked about (WCAG 2.2 SC 2.2.1). */
const LIMITS = { quietMs: 100_000, answerMs: 20_000 };

const DOOR: StaffPlace = { name: 'door' };

export function StaffRoom({ bridge, face, source, onLeave }: CoverProps) {
  const words = useMemo(() => openStaffWords(source.ui), [source]);
  const [place, go] = useState<StaffPlace>(DOOR);
  const [display, setDisplay] = useState<Display>(DEFAULT_DISPLAY);
  const [opened, setOpened] = useState<Staff['opened']>('panel');
  const [busy, setBusy] = useState(false);
  const language = source.text.language;
  useEffect(() => dress(document.documentElement, language, display, face.settings), [language, display, face]);

  const ask = useCallback(
    async <C extends GuardedCall>(name: C, input: CallInput<C>): Promise<CallAnswer<C> | NoAnswer> => {
      const reply = await bridge.call(name, input);
      if (!reply.ok) return { ok: false, error: { type: 'no-answer' } };
      const answer = reply.value;
      if (!answer.ok && answer.error.type === 'closed') go(DOOR);
      return answer;
    },
    [bridge],
  );

  // However the room is left, the door shuts behind.
  const shut = useRef(() => {});
  useEffect(() => {
    shut.current = () => void bridge.call('staff.close', {});
  }, [bridge]);
  useEffect(() => () => shut.current(), []);

  const staff = useMemo(
    (): Staff => ({
      bridge,
      face,
      place,
      go,
      ask,
      opened,
      enter: (far) => {
        setOpened(far);
        go({ name: far });
      },
      leave: onLeave,
      display,
      dress: (change) => setDisplay((held) => ({ ...held, ...change })),
      setBusy,
    }),
    [bridge, face, place, ask, opened, onLeave, display],
  );
  useKeptOpen(place.name !== 'door', ask);
  const question = useIdle(!busy, LIMITS, onLeave);
  const asking = question.secondsLeft !== null;

  return (
    <I18nextProvider i18n={words}>
      <I18nProvider locale={language.tag}>
        <LayoutKey value={`staff ${display.size} ${display.contrast} ${display.lowered}`}>
          <StaffProvider value={staff}>
            <AnnounceProvider>
              <div className="kiosk staff" lang={language.tag} dir={language.dir} hidden={asking} inert={asking}>
                {face.practice ? <PracticeBand /> : null}
                <div className="layer">
                  <LayerShown value={!asking}>
                    <PlaceOf place={place} />
                  </LayerShown>
                </div>
                <Bar />
              </div>
              {question.secondsLeft === null ? null : (
                <Quiet secondsLeft={question.secondsLeft} stay={question.stay} leave={question.leave} />
              )}
            </AnnounceProvider>
          </StaffProvider>
        </LayoutKey>
      </I18nProvider>
    </I18nextProvider>
  );
}

/** The desk shuts the door that nobody uses for two minutes; someone who types or measures uses it. */
const KEEP_OPEN_MS = 30_000;

function useKeptOpen(open: boolean, ask: Staff['ask']): void {
  useEffect(() => {
    if (!open) return undefined;
    let told = performance.now();
    const used = () => {
      const now = performance.now();
      if (now - told < KEEP_OPEN_MS) return;
      told = now;
      void ask('setup.read', {});
    };
    window.addEventListener('keydown', used, true);
    window.addEventListener('pointerdown', used, true);
    return () => {
      window.removeEventListener('keydown', used, true);
      window.removeEventListener('pointerdown', used, true);
    };
  }, [open, ask]);
}

function PlaceOf({ place }: { place: StaffPlace }) {
  switch (place.name) {
    case 'door':
      return <Door />;
    case 'panel':
      return <Panel />;
    case 'state':
      return <StateOfKiosk />;
    case 'failed':
      return <FailedItems />;
    case 'reference':
      return <Reference />;
    case 'export':
      return <Export />;
    case 'practice':
      return <Practice />;
    case 'texts':
      return <Texts />;
    case 'audit':
      return <Audit />;
    case 'selftest':
      return <SelfTest />;
    case 'setup':
      return <Setup />;
    case 'step':
      return <Step key={place.step} step={place.step} />;
    case 'leave':
      return <Leave />;
    case 'screen':
      return <ScreenLook />;
    default:
      return assertNever(place);
  }
}

/** In the same place on every screen of the room. */
function Bar() {
  const { t } = useTranslation();
  const { place, go, leave, opened } = useStaff();
  const outside = place.name === 'door';
  return (
    <div className="foot">
      <nav className="bar" aria-label={t('panel.bar')}>
        {outside ? null : (
          <>
            <PressButton className="bar-button" onPress={() => go({ name: opened })}>
              <Icon name="project" />
              <span>{t(opened === 'panel' ? 'panel.bar.panel' : 'panel.setup')}</span>
            </PressButton>
            <PressButton className="bar-button" onPress={() => go({ name: 'screen' })}>
              <Icon name="letters" />
              <span>{t('bar.screen')}</span>
            </PressButton>
          </>
        )}
        <PressButton className="bar-button" onPress={leave}>
          <Icon name="restart" />
          <span>{t('panel.bar.close')}</span>
        </PressButton>
      </nav>
    </div>
  );
}
