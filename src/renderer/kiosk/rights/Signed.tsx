/** A right in American Sign Language, with captions. It plays when it is told to, without sound. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediaFile } from '../../../shared/content/media.ts';
import { bytesOf } from '../../speech/bytes.ts';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useNotSilent } from '../../ui/silence.tsx';
import { useKiosk } from '../desk.tsx';
import './signed.css';

type Film = { readonly video: string; readonly captions: string } | 'coming' | 'failed';

export function Signed({ id }: { id: string }) {
  const { t } = useTranslation();
  const { step, words } = useKiosk();
  const [film, failed] = useFilm(`rights.${id}`);
  const player = useRef<HTMLVideoElement>(null);
  const [playing, setPlaying] = useState(false);
  useNotSilent(playing);
  // What ends a play under way is no failure; a file that cannot be shown says so by itself.
  const play = () => void player.current?.play().catch(() => undefined);
  const again = () => {
    if (player.current !== null) player.current.currentTime = 0;
    play();
  };
  const ready = typeof film !== 'string';
  return (
    <Screen
      name={`sign ${id}`}
      kind="read"
      title={words.text.rights.rights[id]?.title ?? ''}
      actions={
        <>
          <PressButton className="button" onPress={() => step({ type: 'go', place: { name: 'right', id } })}>
            {t('common.back')}
          </PressButton>
          {ready ? (
            <>
              <PressButton className="button" onPress={again}>
                {t('sign.again')}
              </PressButton>
              <PressButton className="button main" onPress={playing ? () => player.current?.pause() : play}>
                {t(playing ? 'speech.pause' : 'sign.play')}
              </PressButton>
            </>
          ) : null}
        </>
      }
    >
      {ready ? (
        <div data-block="text">
          <video
            ref={player}
            className="signed"
            aria-label={t('sign.watch')}
            src={film.video}
            muted
            playsInline
            disablePictureInPicture
            preload="auto"
            onPlay={() => setPlaying(true)}
            onPause={() => setPlaying(false)}
            onEnded={() => setPlaying(false)}
            onError={failed}
          >
            <track default kind="captions" srcLang="en" src={film.captions} />
          </video>
        </div>
      ) : (
        <p data-block="text" className="large" role="status">
          {t(film === 'coming' ? 'common.loading' : 'sign.failed')}
        </p>
      )}
    </Screen>
  );
}

/** Held as long as its screen stands, no longer. */
function useFilm(unit: string): readonly [Film, () => void] {
  const { signed } = useKiosk();
  const [film, setFilm] = useState<Film>('coming');
  useEffect(() => {
    let gone = false;
    const held: string[] = [];
    const address = ({ mediaType, base64 }: MediaFile) => {
      const made = URL.createObjectURL(new Blob([bytesOf(base64)], { type: mediaType }));
      held.push(made);
      return made;
    };
    void signed(unit).then((files) => {
      if (gone) return;
      setFilm(files === null ? 'failed' : { video: address(files.video), captions: address(files.captions) });
    });
    return () => {
      gone = true;
      for (const made of held) URL.revokeObjectURL(made);
    };
  }, [signed, unit]);
  return [film, () => setFilm('failed')];
}
