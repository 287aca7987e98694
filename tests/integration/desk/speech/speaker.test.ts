/** The real speaking program, in a process of its own: what is said becomes sound, whatever happens to the process. */
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startSpeaker, type SpeakerProcess, type StartSpeaker } from '../../../../src/desk/speech/process.ts';
import { openSpeaker, type Speaker } from '../../../../src/desk/speech/speaker.ts';
import { projectRoot } from '../../../../src/process/project.ts';

const resources = join(projectRoot, 'resources');
/** The start of the program and its compilation, on a machine with much else to do. */
const PATIENT_MS = 60_000;

const open: Speaker[] = [];
afterEach(() => open.splice(0).forEach((speaker) => speaker.close()));

function opened(start: StartSpeaker = startSpeaker, limitMs = PATIENT_MS): Speaker {
  const speaker = openSpeaker({ resources, startSpeaker: start, limitMs });
  open.push(speaker);
  return speaker;
}

/** Seconds of sound, after the header was found whole. */
async function secondsOf(speaker: Speaker, locale: string, text: string, rate = 100): Promise<number> {
  const said = await speaker.say(locale, text, rate);
  if (!said.ok) throw new Error(said.error.type);
  const wav = Buffer.from(said.value.wav, 'base64');
  expect(wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 12)).toBe('RIFFWAVE');
  expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
  expect(wav.readUInt32LE(40)).toBe(wav.length - 44);
  return (wav.length - 44) / wav.readUInt32LE(28);
}

describe('the speaking program', { timeout: PATIENT_MS * 2 }, () => {
  test('speaks every language of the kiosk, longer for more words, faster and slower', async () => {
    const speaker = opened();
    const texts = {
      en: ['Rights.', 'You have the right to be treated with courtesy.'],
      es: ['Derechos.', 'Usted tiene derecho a un trato cortés y respetuoso.'],
      'zh-Hans': ['权利。', '您有权受到礼貌和尊重的对待，也有权知道规则。'],
      ru: ['Права.', 'Вы имеете право на вежливое обращение со стороны инспектора.'],
      ar: ['حقوق.', 'لديك الحق في أن تُعامَل بلطف واحترام أثناء التفتيش.'],
    };
    expect(await speaker.locales()).toEqual(expect.arrayContaining(Object.keys(texts)));
    for (const [locale, [short = '', long = '']] of Object.entries(texts)) {
      const brief = await secondsOf(speaker, locale, short);
      expect(brief).toBeGreaterThan(0.2);
      expect(await secondsOf(speaker, locale, long)).toBeGreaterThan(brief * 1.5);
    }
    const usual = await secondsOf(speaker, 'en', 'How this kiosk works.');
    expect(await secondsOf(speaker, 'en', 'How this kiosk works.', 50)).toBeGreaterThan(usual * 1.3);
    expect(await secondsOf(speaker, 'en', 'How this kiosk works.', 200)).toBeLessThan(usual * 0.8);
  });

  test('takes whatever can be typed for text, never for a command', async () => {
    const speaker = opened();
    for (const text of ['-v fr --version', '<speak>a</speak>', "[[h@l'oU]]", '"; rm -rf /', '\u0001\u202E 𓀀 a\nb']) {
      expect((await speaker.say('en', text, 100)).ok).toBe(true);
    }
    expect(await speaker.say('xx', 'hello', 100)).toEqual({ ok: false, error: { type: 'no-voice' } });
    expect(await speaker.say('__proto__', 'hello', 100)).toEqual({ ok: false, error: { type: 'no-voice' } });
  });

  test('that is killed in the middle is started anew, and what was asked is said', async () => {
    const started: SpeakerProcess[] = [];
    const speaker = opened((script, args) => {
      const child = startSpeaker(script, args);
      started.push(child);
      // The first one dies with the question in its hands.
      if (started.length === 1) child.kill();
      return child;
    });
    expect(await secondsOf(speaker, 'en', 'Still here.')).toBeGreaterThan(0.2);
    started[1]?.kill();
    expect(await secondsOf(speaker, 'ru', 'Ещё здесь.')).toBeGreaterThan(0.2);
    expect(started).toHaveLength(3);
  });
});
