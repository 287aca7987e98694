/** Opens the face the desk has, and says in plain words where it cannot. */
import { Component, lazy, Suspense, useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import type { Bridge, Face, Words } from '../shared/bridge.ts';
import { wantLetters } from './i18n/scripts.ts';
import { openWordbook, SOURCE_LOCALE, type Wordbook } from './i18n/words.ts';
import { Kiosk } from './kiosk/Kiosk.tsx';
import { fetchScreens } from './kiosk/screens.tsx';
import { lockPage } from './lock.ts';
import { Stopped, type StopReason } from './Stopped.tsx';

/** A kiosk never fetches it. */
const Inspector = lazy(async () => ({ default: (await import('./inspector/Inspector.tsx')).Inspector }));

interface Opened {
  readonly face: Face;
  readonly wordbook: Wordbook;
  readonly source: Words;
  readonly first: Words;
}

type State =
  | { readonly phase: 'opening' }
  | { readonly phase: 'open'; readonly opened: Opened }
  | { readonly phase: 'stopped'; readonly why: StopReason };

export interface AppProps {
  readonly bridge: Bridge | null;
  /** Takes what is to be called when the host does not know this page any more. */
  readonly onceRefused: (tell: () => void) => void;
  /** Takes what is to be called when a host that was gone answers again. */
  readonly onceBack: (tell: () => void) => void;
  /** Takes away what a public screen does not take from fingers and keys: a laptop has one user at a time. */
  readonly onLaptop: () => void;
}

export function App({ bridge, onceRefused, onceBack, onLaptop }: AppProps) {
  const [state, setState] = useState<State>(
    bridge === null ? { phase: 'stopped', why: 'token' } : { phase: 'opening' },
  );
  /** What has changed behind this page and waits until nobody is at work. */
  const [stale, setStale] = useState<'words' | 'page' | null>(null);

  const open = useCallback(async () => {
    if (bridge === null) return;
    const opened = await openFace(bridge);
    setState((held) => {
      if (opened !== null) return { phase: 'open', opened };
      return held.phase === 'stopped' && held.why === 'token' ? held : { phase: 'stopped', why: 'desk' };
    });
  }, [bridge]);

  useEffect(() => {
    if (bridge === null) return undefined;
    onceRefused(() => setState({ phase: 'stopped', why: 'token' }));
    onceBack(() => setStale('page'));
    void open();
    return bridge.subscribe((event) => {
      if (event.type === 'face-changed') setStale((held) => held ?? 'words');
    });
  }, [bridge, onceRefused, onceBack, open]);

  const profile = state.phase === 'open' ? state.opened.face.profile : null;
  const wasLaptop = useRef(false);
  useEffect(() => {
    if (profile === 'inspector') {
      wasLaptop.current = true;
      onLaptop();
    }
    if (profile !== 'kiosk') return undefined;
    // A kiosk has every wall from its first moment on.
    if (wasLaptop.current) window.location.reload();
    return lockPage(window);
  }, [profile, onLaptop]);

  // New content and settings never change a session under the visitor's hands.
  const takeIn = useCallback(() => {
    // A host that came back may be another version, with other files.
    if (stale === 'page') window.location.reload();
    if (stale === 'words') void open();
    setStale(null);
  }, [open, stale]);
  const onRest = useCallback(() => {
    void fetchScreens();
    takeIn();
  }, [takeIn]);

  if (state.phase === 'opening') return null;
  if (state.phase === 'stopped') return <Stopped why={state.why} again={() => void open()} />;
  if (bridge === null) return null;
  const { wordbook, ...opened } = state.opened;
  return (
    <Boundary>
      <I18nextProvider i18n={wordbook.i18n}>
        {opened.face.profile === 'kiosk' ? (
          <Kiosk bridge={bridge} wordbook={wordbook} onRest={onRest} {...opened} />
        ) : (
          <Suspense fallback={null}>
            <Inspector bridge={bridge} wordbook={wordbook} stale={stale} takeIn={takeIn} {...opened} />
          </Suspense>
        )}
      </I18nextProvider>
    </Boundary>
  );
}

async function openFace(bridge: Bridge): Promise<Opened | null> {
  const reply = await bridge.call('face.open', {});
  if (!reply.ok) return null;
  const face = reply.value;
  const tags = face.languages.map((language) => language.tag);
  const wordbook = await openWordbook(bridge);
  const source = await wordbook.read(SOURCE_LOCALE);
  const first = tags[0] === undefined ? source : await wordbook.read(tags[0]);
  if (source === null || first === null) return null;
  await wordbook.speak(first.locale);
  void wantLetters(tags);
  return { face, wordbook, source, first };
}

/** A bug in a screen must not leave a visitor before a white page, nor their words on it. */
class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? (
      <Stopped why="crash" again={() => this.setState({ failed: false })} />
    ) : (
      this.props.children
    );
  }
}
