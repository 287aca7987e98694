/** The kiosk: holds the session, draws its screen, and lets nothing of it outlive the visitor. */
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import type { Bridge, Face, Words } from '../../shared/bridge.ts';
import { VISIT_SURVEY } from '../../shared/content/answering.ts';
import { wantLetters } from '../i18n/scripts.ts';
import type { Wordbook } from '../i18n/words.ts';
import { KeyboardProvider } from '../keyboard/host.tsx';
import { SpeechProvider } from '../speech/speech.tsx';
import { useReading } from '../speech/useReading.ts';
import { AnnounceProvider } from '../ui/announce.tsx';
import { useQuietEnd } from '../staff/useQuietEnd.ts';
import { useStaffCover } from '../staff/useStaffCover.tsx';
import { LayerShown, LayoutKey } from '../ui/layout.tsx';
import { Holding } from '../ui/silence.tsx';
import { HiddenScreen } from '../ways/HiddenScreen.tsx';
import { useWays } from '../ways/useWays.ts';
import { Bar } from './Bar.tsx';
import { KioskProvider, type Kiosk as KioskValue } from './desk.tsx';
import { dress } from './dress.ts';
import { IdlePanel } from './IdlePanel.tsx';
import { PracticeBand } from './PracticeBand.tsx';
import { PlaceScreen, SheetScreen } from './screens.tsx';
import { fresh, isTouched, isUnfinished, session as advance, type FormName } from './session.ts';
import { submitForm, submitPartial } from './submit.ts';
import { useIdle } from './useIdle.ts';

export interface KioskProps {
  readonly bridge: Bridge;
  readonly face: Face;
  readonly wordbook: Wordbook;
  readonly source: Words;
  /** The language of the first screen: the first on the wall. */
  readonly first: Words;
  /** Told when nobody is at work, so that what changed meanwhile can be taken over. */
  readonly onRest: () => void;
}

export function Kiosk({ bridge, face, wordbook, source, first, onRest }: KioskProps) {
  const [session, step] = useReducer(advance, 0, fresh);
  const [words, setWords] = useState(first);
  const survey = face.catalogue.surveys.find(({ id }) => id === VISIT_SURVEY);
  const held = useRef(session);
  useEffect(() => {
    held.current = session;
  });

  const speak = useCallback(
    async (locale: string) => {
      const { serial } = held.current;
      const [read] = await Promise.all([wordbook.read(locale), wantLetters([locale])]);
      // Whoever chose it may have started over while it was fetched: the next visitor did not choose it.
      if (read === null || held.current.serial !== serial) return;
      await wordbook.speak(locale);
      setWords(read);
      step({ type: 'speak', locale });
    },
    [wordbook],
  );

  const sending = useRef(false);
  const send = useCallback(
    async (form: FormName) => {
      // A second touch while the first is on its way is the same wish.
      if (sending.current || survey === undefined) return;
      sending.current = true;
      const { serial } = held.current;
      step({ type: 'sending', form });
      const result = await submitForm(bridge, form, held.current, survey);
      sending.current = false;
      if (held.current.serial !== serial || result === null) return;
      if (!result.ok) return step({ type: 'failed', form, why: result.error.type });
      const askContact = form === 'survey' && face.settings.contactRequests;
      step({ type: 'saved', form, reference: result.value.reference, askContact });
    },
    [bridge, face, survey],
  );

  const touched = isTouched(session);
  useEffect(() => {
    void bridge.call('session.set', { active: touched });
  }, [bridge, touched]);
  // Opening the face anew shuts the door of staff: what changed is taken over when they have left.
  const staff = useStaffCover({ bridge, face, source });
  useEffect(() => {
    if (!touched && !staff.open) onRest();
  }, [touched, staff.open, onRest]);

  useEffect(() => {
    if (session.locale !== null) return;
    setWords(first);
    void wordbook.speak(first.locale);
  }, [session.locale, session.serial, first, wordbook]);

  const limits = useMemo(
    () => ({ quietMs: face.settings.idleSeconds * 1000, answerMs: face.settings.idleAnswerSeconds * 1000 }),
    [face],
  );
  const end = (why: 'silence' | 'new-visitor') => {
    if (why === 'silence' && face.settings.keepPartialAnswers && survey !== undefined) {
      void submitPartial(bridge, held.current, survey);
    }
    step({ type: 'wipe' });
  };
  const question = useIdle(touched && !staff.open, limits, end);
  useQuietEnd(touched && staff.open, limits, () => end('silence'));

  const { i18n } = wordbook;
  const speech = useReading({ bridge, face, session, step, words, source, i18n, onSpeech: question.speech });
  useWays({ keypad: face.settings.keypad, begin: touched || staff.open ? null : speech.start });

  const language = words.text.language;
  useEffect(() => {
    if (!staff.open) dress(document.documentElement, language, session.display, face.settings);
  }, [language, session.display, face, staff.open]);

  const startOver = useCallback(() => {
    if (held.current.sheet === 'start-over') step({ type: 'sheet', sheet: null });
    else if (isUnfinished(held.current)) step({ type: 'sheet', sheet: 'start-over' });
    else step({ type: 'wipe' });
  }, []);

  const calendar = useCallback(async () => {
    const reply = await bridge.call('contest.calendar', {});
    return reply.ok ? reply.value : null;
  }, [bridge]);
  const signed = useCallback(
    async (unit: string) => {
      const reply = await bridge.call('media.sign', { unit });
      return reply.ok && reply.value.ok ? reply.value.value : null;
    },
    [bridge],
  );
  const kiosk = useMemo(
    (): KioskValue => ({
      face,
      session,
      words,
      source,
      step,
      speak: (locale) => void speak(locale),
      send: (form) => void send(form),
      startOver,
      printer: bridge,
      calendar,
      signed,
      waitForMe: question.wait,
    }),
    [face, session, words, source, speak, send, startOver, bridge, calendar, signed, question.wait],
  );
  const layoutKey = `${language.tag} ${session.display.size} ${session.display.contrast} ${session.display.lowered}`;
  const asking = question.secondsLeft !== null;

  const visitor = (
    <I18nProvider locale={language.tag} key={session.serial}>
      <LayoutKey value={layoutKey}>
        <KioskProvider value={kiosk}>
          <SpeechProvider value={speech}>
            <KeyboardProvider echo={speech.echo}>
              <AnnounceProvider>
                <div className="kiosk" hidden={asking} inert={asking}>
                  {face.practice ? <PracticeBand /> : null}
                  <div className="layer" hidden={session.sheet !== null} inert={session.sheet !== null}>
                    <LayerShown value={session.sheet === null && !staff.open}>
                      <Holding value={question.hold}>
                        <PlaceScreen survey={survey} />
                      </Holding>
                    </LayerShown>
                  </div>
                  {session.sheet === null ? null : (
                    <div className="layer">
                      <SheetScreen sheet={session.sheet} />
                    </div>
                  )}
                  <Bar />
                </div>
                {question.secondsLeft === null ? null : (
                  <IdlePanel secondsLeft={question.secondsLeft} stay={question.stay} leave={question.leave} />
                )}
                {session.display.hidden ? (
                  <HiddenScreen show={() => step({ type: 'display', display: { hidden: false } })} />
                ) : null}
              </AnnounceProvider>
            </KeyboardProvider>
          </SpeechProvider>
        </KioskProvider>
      </LayoutKey>
    </I18nProvider>
  );
  return (
    <>
      <div className="visitor" hidden={staff.open} inert={staff.open}>
        {visitor}
      </div>
      {staff.layer}
    </>
  );
}
