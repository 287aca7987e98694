/** What becomes of those who ask when the speaking program hangs, dies, lies or is asked for too much. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SpeakerProcess } from '../../../../src/desk/speech/process.ts';
import { openSpeaker } from '../../../../src/desk/speech/speaker.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Half a second of silence as espeak-ng writes it to a pipe: with a length that it did not know. */
const wav = Buffer.alloc(44 + 22_050);
wav.write('RIFF', 0, 'latin1');
wav.writeUInt32LE(0x7ffff024, 4);
wav.write('WAVEfmt ', 8, 'latin1');
wav.writeUInt32LE(16, 16);
wav.writeUInt16LE(1, 20);
wav.writeUInt16LE(1, 22);
wav.writeUInt16LE(16, 34);
wav.write('data', 36, 'latin1');

interface Asked {
  readonly id: number;
  readonly text?: string;
}

function kit() {
  const asked: Asked[] = [];
  let started = 0;
  let killed = 0;
  let answer: (message: unknown) => void = () => {};
  let end: () => void = () => {};
  const speaker = openSpeaker({
    resources: '/nowhere',
    limitMs: 1000,
    restMs: 5000,
    startSpeaker(): SpeakerProcess {
      started += 1;
      return {
        send: (message) => void asked.push(message as Asked),
        onMessage: (listener) => (answer = listener),
        onEnd: (listener) => (end = listener),
        kill: () => (killed += 1),
      };
    },
  });
  return {
    speaker,
    asked,
    texts: () => asked.map(({ text }) => text),
    answered: (message: object) => answer({ id: asked.at(-1)?.id, ...message }),
    raw: (message: unknown) => answer(message),
    died: () => end(),
    counts: () => ({ started, killed }),
  };
}

const failed = { ok: false, error: { type: 'failed' } };

test('what espeak-ng takes for commands or phonemes is text like any other', async () => {
  const { speaker, texts, answered } = kit();
  const said = speaker.say('en', "Louder\u0001300A, [[h@l'oU]] [[[a]\n[b]", 100);
  answered({ wav: wav.toString('base64') });
  await said;
  expect(texts()).toEqual(["Louder 300A, [ [h@l'oU]] [ [ [a] [b]"]);
});

test('a program that hangs is ended in time, and the next one is asked by a new one', async () => {
  const { speaker, counts, texts, answered } = kit();
  const first = speaker.say('en', 'One.', 100);
  const second = speaker.say('en', 'Two.', 100);
  vi.advanceTimersByTime(1000);
  expect(await first).toEqual(failed);
  answered({ wav: wav.toString('base64') });
  expect((await second).ok).toBe(true);
  expect(texts()).toEqual(['One.', 'Two.']);
  expect(counts()).toEqual({ started: 2, killed: 1 });
});

test('a program that dies twice over one text is not asked a third time', async () => {
  const { speaker, counts, died } = kit();
  const said = speaker.say('en', 'One.', 100);
  died();
  died();
  expect(await said).toEqual(failed);
  expect(counts().started).toBe(2);
});

test('the newest of what waits counts, and nobody waits for ever', async () => {
  const { speaker, texts, answered } = kit();
  const said = ['1', '2', '3', '4', '5', '6'].map((text) => speaker.say('en', text, 100));
  expect(await said[1]).toEqual(failed);
  expect(await said[2]).toEqual(failed);
  for (let turn = 0; turn < 4; turn++) answered({ wav: wav.toString('base64') });
  expect(texts()).toEqual(['1', '4', '5', '6']);
  expect((await said[5])?.ok).toBe(true);
});

test('what is no sound is not handed on', async () => {
  const { speaker, raw, answered } = kit();
  const said = speaker.say('en', 'One.', 100);
  for (const junk of [null, 'text', { id: 99, wav: '' }, { id: '1' }]) raw(junk);
  answered({ wav: Buffer.from('GIF89a').toString('base64') });
  expect(await said).toEqual(failed);
});

test('a length that the program did not know is set right', async () => {
  const { speaker, answered } = kit();
  const said = speaker.say('en', 'One.', 100);
  answered({ wav: wav.toString('base64') });
  const result = await said;
  const bytes = Buffer.from(result.ok ? result.value.wav : '', 'base64');
  expect([bytes.readUInt32LE(4), bytes.readUInt32LE(40)]).toEqual([bytes.length - 8, bytes.length - 44]);
});

test('after a while of silence the program is let go of, and a closed desk starts none', async () => {
  const { speaker, counts, answered } = kit();
  const said = speaker.say('en', 'One.', 100);
  answered({ failed: true });
  expect(await said).toEqual(failed);
  vi.advanceTimersByTime(5000);
  expect(counts()).toEqual({ started: 1, killed: 1 });
  const cut = speaker.say('en', 'Two.', 100);
  speaker.close();
  expect(await cut).toEqual(failed);
  expect(await speaker.say('en', 'Three.', 100)).toEqual(failed);
  expect(counts()).toEqual({ started: 2, killed: 2 });
});
