/** The one way sound leaves the page: decoded in memory, played once, let go of. */

export interface Sound {
  /** Percent; heard at once. */
  volume(percent: number): void;
  /** Sends everything to another output; the system's own stays where that cannot be had. */
  output(sinkId: string | null): void;
  /** @returns whether it was heard to its end */
  play(file: ArrayBuffer, signal: AbortSignal): Promise<boolean>;
  /** The same of a person's recorded voice, which keeps its pitch. @param rate percent */
  voice(file: Blob, rate: number, signal: AbortSignal): Promise<boolean>;
  /** One short click: something was typed that is not read aloud. */
  click(): void;
  close(): void;
}

/** A page that nobody has touched yet can be kept silent by the browser: then this much is waited, not more. */
const WAKE_MS = 1000;

export function openSound(): Sound {
  const context = new AudioContext();
  const gain = context.createGain();
  gain.connect(context.destination);
  let sink: string | null = null;

  async function awake(): Promise<boolean> {
    if (context.state === 'running') return true;
    const late = new Promise((resolve) => setTimeout(resolve, WAKE_MS));
    await Promise.race([context.resume().catch(() => undefined), late]);
    return (context.state as AudioContextState) === 'running';
  }

  return {
    volume: (percent) => void gain.gain.setTargetAtTime(percent / 100, context.currentTime, 0.01),
    output(sinkId) {
      // Naming the system's own output, where it is used already, would interrupt it.
      if (sinkId === sink) return;
      sink = sinkId;
      if ('setSinkId' in context && typeof context.setSinkId === 'function') {
        void (context.setSinkId as (id: string) => Promise<void>).call(context, sinkId ?? '').catch(() => undefined);
      }
    },
    async play(file, signal) {
      const buffer = await context.decodeAudioData(file).catch(() => null);
      if (buffer === null || signal.aborted || !(await awake()) || signal.aborted) return false;
      return new Promise((resolve) => {
        const source = context.createBufferSource();
        source.buffer = buffer;
        source.connect(gain);
        source.addEventListener('ended', () => {
          source.disconnect();
          resolve(!signal.aborted);
        });
        signal.addEventListener('abort', () => source.stop(), { once: true });
        source.start();
      });
    },
    async voice(file, rate, signal) {
      const address = URL.createObjectURL(file);
      const audio = new Audio(address);
      const source = context.createMediaElementSource(audio);
      source.connect(gain);
      audio.preservesPitch = true;
      // The speed itself goes back to this one when the file is loaded.
      audio.defaultPlaybackRate = rate / 100;
      audio.playbackRate = rate / 100;
      const heard = new Promise<boolean>((resolve) => {
        audio.addEventListener('ended', () => resolve(true));
        audio.addEventListener('error', () => resolve(false));
        signal.addEventListener('abort', () => resolve(false), { once: true });
      });
      const began =
        (await awake()) &&
        !signal.aborted &&
        (await audio.play().then(
          () => true,
          () => false,
        ));
      const whole = began && (await heard);
      audio.pause();
      source.disconnect();
      URL.revokeObjectURL(address);
      return whole;
    },
    click() {
      const tone = context.createOscillator();
      tone.frequency.value = 900;
      tone.connect(gain);
      tone.addEventListener('ended', () => tone.disconnect());
      void awake().then(() => {
        tone.start();
        tone.stop(context.currentTime + 0.03);
      });
    },
    close: () => void context.close(),
  };
}
