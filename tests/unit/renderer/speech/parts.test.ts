import { describe, expect, test } from 'vitest';
import { LONGEST_SPEECH_MS } from '../../../../src/renderer/kiosk/idle.ts';
import { joined, longestMs, merged, sentences } from '../../../../src/renderer/speech/parts.ts';
import { RATES, stepped, VOLUMES } from '../../../../src/renderer/speech/steps.ts';

describe('what is spoken', () => {
  test('pieces that are no sentences are kept apart by a pause, sentences are not given another', () => {
    expect(joined(['Your rights', ' What you  can expect. ', 'button', ''], 'en')).toBe(
      'Your rights. What you can expect. button',
    );
    expect(joined(['您的权利', '按钮'], 'zh-Hans')).toBe('您的权利。按钮');
  });

  test('stays in order and in its own language, and silence is no part', () => {
    const spoken = merged([
      { text: 'Respeto', locale: 'es' },
      { text: '·', locale: 'es' },
      { text: 'botón', locale: 'es' },
      { text: 'Respect', locale: 'en' },
      { text: 'elegido', locale: 'es' },
    ]);
    expect(spoken).toEqual([
      { text: 'Respeto. botón', locale: 'es' },
      { text: 'Respect', locale: 'en' },
      { text: 'elegido', locale: 'es' },
    ]);
  });

  test('is cut into sentences by the rules of its language', () => {
    const cut = (text: string, locale: string) => sentences([{ text, locale }]).map((part) => part.text);
    expect(cut('Call 311. Ask for a supervisor.', 'en')).toEqual(['Call 311.', 'Ask for a supervisor.']);
    expect(cut('您有权知道规则。请拨打 311。', 'zh-Hans')).toEqual(['您有权知道规则。', '请拨打 311。']);
    expect(cut('هل تحتاج إلى مترجم؟ اتصل بالرقم 311.', 'ar')).toHaveLength(2);
  });

  test('is never longer than the desk takes, however it was typed, and loses no letter', () => {
    for (const text of ['word '.repeat(400), 'x'.repeat(4000), '权'.repeat(900)]) {
      const cut = sentences([{ text, locale: 'en' }]);
      expect(Math.max(...cut.map((part) => part.text.length))).toBeLessThanOrEqual(600);
      expect(
        cut
          .map((part) => part.text)
          .join('')
          .replaceAll(' ', ''),
      ).toBe(text.replaceAll(' ', ''));
    }
  });

  test('has more time the slower it is said, and always an end', () => {
    const part = { text: 'Your rights when the City inspects', locale: 'en' };
    expect(longestMs(part, 50)).toBeGreaterThan(longestMs(part, 200));
    const slowest = sentences([{ text: '权'.repeat(900), locale: 'zh-Hans' }]).map((each) => longestMs(each, 50));
    // Else silence would be asked about in the middle of a sentence.
    expect(Math.max(...slowest)).toBeLessThan(LONGEST_SPEECH_MS + 60_000);
  });
});

describe('the steps of speed and volume', () => {
  test('speed goes from 50 to 200 percent in six steps or more, volume to full in ten or more', () => {
    expect([RATES[0], RATES.at(-1), RATES.length - 1 >= 6]).toEqual([50, 200, true]);
    expect([VOLUMES.at(-1), VOLUMES.length - 1 >= 10]).toEqual([100, true]);
  });

  test('a step leads to the next level and stands still at the ends', () => {
    expect(stepped(RATES, 100, 1)).toBe(125);
    expect(stepped(RATES, 100, -1)).toBe(80);
    expect(stepped(RATES, 200, 1)).toBe(200);
    expect(stepped(VOLUMES, 65, -1)).toBe(60);
    expect(stepped(VOLUMES, 5, -1)).toBe(5);
  });
});
