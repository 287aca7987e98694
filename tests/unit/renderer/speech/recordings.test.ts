/** A person's voice before a machine's, for the sentences a pack has. */
import { expect, test } from 'vitest';
import { openPlayer, type Source } from '../../../../src/renderer/speech/player.ts';
import { recordings } from '../../../../src/renderer/speech/recordings.ts';
import type { Bridge } from '../../../../src/shared/bridge.ts';

/** A pack that has "One." and, in a file that cannot be played, "Two."; a machine that speaks English. */
function kit() {
  const heard: string[] = [];
  const recorded: Readonly<Record<string, string>> = { 'One.': 'one', 'Two.': 'broken' };
  const call = ((_: 'media.recording', { text }: { text: string }) => {
    const file = recorded[text];
    const value = file === undefined ? null : { mediaType: 'audio/ogg', base64: btoa(file) };
    return Promise.resolve({
      ok: true,
      value: value === null ? { ok: false, error: { type: 'unknown' } } : { ok: true, value },
    });
  }) as unknown as Bridge['call'];
  const people = recordings(
    { call },
    {
      async voice(file, rate) {
        const name = await file.text();
        if (name !== 'broken') heard.push(`a person: ${name} ${file.type} ${rate}`);
        return name !== 'broken';
      },
    },
    () => ['en', 'ht', 'zh-hans'],
  );
  const machine: Source = {
    speaks: (locale) => locale === 'en',
    say: ({ text }) => Promise.resolve(heard.push(`a machine: ${text}`) > 0),
  };
  const player = openPlayer({
    sources: [people, machine],
    manner: () => ({ rate: 150, volume: 60 }),
    onChange: () => {},
    onPart: () => {},
    after: () => () => {},
  });
  return { heard, player, people };
}

test('what is recorded is heard as recorded; what is not, or cannot be played, is said by the next voice', async () => {
  const { heard, player } = kit();
  await expect(player.say([{ text: 'One. Two. Three.', locale: 'en' }])).resolves.toBe(true);
  expect(heard).toEqual(['a person: one audio/ogg 150', 'a machine: Two.', 'a machine: Three.']);
});

test('a language with recordings and no voice is heard where it is recorded, and is not called spoken', async () => {
  const { heard, player, people } = kit();
  expect([player.speaks('ht'), player.speaks('en'), people.speaks('zh-Hans'), people.speaks('es')]).toEqual([
    false,
    true,
    true,
    false,
  ]);
  await expect(player.say([{ text: 'One. Four.', locale: 'ht' }])).resolves.toBe(false);
  expect(heard).toEqual(['a person: one audio/ogg 150']);
});
