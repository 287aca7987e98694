/** A sound to set loudness by: a sentence where this machine can speak, else three rising tones. */
import type { Bridge } from '../../../shared/bridge.ts';

/** A, C sharp and E: heard on any speaker, also by those who hear little of high tones. */
const TONES_HZ = [440, 554, 659] as const;
const TONE_SECONDS = 0.35;
const USUAL_RATE = 100;

/** @param volume percent */
export async function playSample(bridge: Bridge, sentence: string, volume: number): Promise<void> {
  const context = new AudioContext();
  const gain = new GainNode(context, { gain: volume / 100 });
  gain.connect(context.destination);
  const reply = await bridge.call('speech.say', { locale: 'en', text: sentence, rate: USUAL_RATE });
  const wav = reply.ok && reply.value.ok ? await decoded(context, reply.value.value.wav) : null;
  const last = wav === null ? tones(context, gain) : spoken(context, gain, wav);
  last.addEventListener('ended', () => void context.close());
}

async function decoded(context: AudioContext, wav: string): Promise<AudioBuffer | null> {
  try {
    return await context.decodeAudioData(Uint8Array.from(atob(wav), (each) => each.charCodeAt(0)).buffer);
  } catch {
    return null;
  }
}

function spoken(context: AudioContext, to: AudioNode, buffer: AudioBuffer): AudioScheduledSourceNode {
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(to);
  source.start();
  return source;
}

function tones(context: AudioContext, to: AudioNode): AudioScheduledSourceNode {
  const [first, ...more] = TONES_HZ.map((frequency, index) => {
    const tone = new OscillatorNode(context, { frequency });
    tone.connect(to);
    const at = context.currentTime + index * TONE_SECONDS;
    tone.start(at);
    tone.stop(at + TONE_SECONDS);
    return tone;
  });
  const last = more.at(-1) ?? first;
  if (last === undefined) throw new Error('a sample has tones');
  return last;
}
