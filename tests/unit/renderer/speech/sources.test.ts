import { expect, test } from 'vitest';
import { voiceFor } from '../../../../src/renderer/speech/sources.ts';

const local = (lang: string) => ({ lang, localService: true });
const chosen = (locale: string, ...langs: string[]) => voiceFor(locale, langs.map(local))?.lang;

test('a voice that sends what it says to a network is never used', () => {
  expect(voiceFor('en', [{ lang: 'en-US', localService: false }])).toBeUndefined();
});

test('the voice of the nearest region is taken, and any other before none', () => {
  expect(chosen('es', 'es-ES', 'es_MX', 'en-US')).toBe('es_MX');
  expect(chosen('es', 'es-ES')).toBe('es-ES');
  expect(chosen('en', 'en-GB', 'en-US')).toBe('en-US');
  expect(chosen('ar', 'en-US')).toBeUndefined();
});

test('written Chinese is read in Mandarin', () => {
  expect(chosen('zh-Hans', 'zh-HK', 'zh-CN')).toBe('zh-CN');
  expect(chosen('zh-Hant', 'zh-HK', 'zh-TW')).toBe('zh-TW');
  expect(chosen('zh-Hans', 'zh-HK')).toBeUndefined();
});
