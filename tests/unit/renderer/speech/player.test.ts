/** Saying one thing after the other: what interrupts, what waits, what is given up. */
import { expect, test } from 'vitest';
import { openPlayer, type Source, type Sounding } from '../../../../src/renderer/speech/player.ts';

const part = (text: string, locale = 'en') => ({ text, locale });

/** A voice that ends a part when the test says so. */
function kit(locales: readonly string[] = ['en', 'es']) {
  const said: string[] = [];
  const soundings: Sounding[] = [];
  let end: (whole: boolean) => void = () => {};
  let late: () => void = () => {};
  const manner = { rate: 100, volume: 60 };
  const voice: Source = {
    speaks: (locale) => locales.includes(locale),
    say({ text }, { rate }, signal) {
      said.push(rate === 100 ? text : `${text} (${rate})`);
      return new Promise((resolve) => {
        end = resolve;
        signal.addEventListener('abort', () => resolve(false), { once: true });
      });
    },
  };
  const player = openPlayer({
    sources: [voice],
    manner: () => manner,
    onChange: (now) => soundings.push(now),
    onPart: () => {},
    after(_ms, call) {
      late = call;
      return () => {};
    },
  });
  const settle = async () => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  return {
    said,
    soundings,
    player,
    manner,
    settle,
    async ended() {
      end(true);
      await settle();
    },
    async stuck() {
      late();
      await settle();
    },
  };
}

test('sentences follow one another, and the end is told once all were heard', async () => {
  const { player, said, soundings, ended } = kit();
  const whole = player.say([part('One. Two.')]);
  await ended();
  await ended();
  expect(said).toEqual(['One.', 'Two.']);
  await expect(whole).resolves.toBe(true);
  expect(soundings.at(-1)).toBe('silent');
});

test('what is said next interrupts', async () => {
  const { player, said, ended } = kit();
  const first = player.say([part('One. Two.')]);
  void player.say([part('Three.')]);
  await expect(first).resolves.toBe(false);
  await ended();
  expect(said).toEqual(['One.', 'Three.']);
});

test('an aside comes in between, and the sentence it interrupted is said anew', async () => {
  const { player, said, ended } = kit();
  void player.say([part('One. Two.')]);
  player.aside([part('Slower')]);
  await ended();
  await ended();
  expect(said).toEqual(['One.', 'Slower', 'One.', 'Two.']);
});

test('a pause keeps the sentence, goes on with it, and still lets an aside be heard', async () => {
  const { player, said, soundings, ended, settle } = kit();
  const whole = player.say([part('One. Two.')]);
  player.pause();
  await settle();
  expect(soundings.at(-1)).toBe('paused');
  player.aside([part('Go on')]);
  await ended();
  expect(soundings.at(-1)).toBe('paused');
  player.resume();
  await ended();
  await ended();
  expect(said).toEqual(['One.', 'Go on', 'One.', 'Two.']);
  await expect(whole).resolves.toBe(true);
});

test('another speed says the sentence anew in it', async () => {
  const { player, said, manner, settle } = kit();
  void player.say([part('One. Two.')]);
  manner.rate = 200;
  player.restart();
  await settle();
  expect(said).toEqual(['One.', 'One. (200)']);
});

test('a voice that never ends is given up, and the next sentence is said', async () => {
  const { player, said, stuck, ended } = kit();
  const whole = player.say([part('One. Two.')]);
  await stuck();
  expect(said).toEqual(['One.', 'Two.']);
  await ended();
  await expect(whole).resolves.toBe(false);
});

test('what has no voice is left out, and interrupts nothing where nothing is left', async () => {
  const { player, said, ended } = kit(['en']);
  void player.say([part('One.'), part('Uno.', 'es'), part('Two.')]);
  await expect(player.say([part('Dos.', 'es')])).resolves.toBe(false);
  await ended();
  await ended();
  expect(said).toEqual(['One.', 'Two.']);
  expect(player.speaks('es')).toBe(false);
});

test('again says the last thing from its beginning, but never what somebody typed, and nothing once it is forgotten', async () => {
  const { player, said, ended, settle } = kit();
  void player.say([part('One.')]);
  await ended();
  void player.say([part('s')], false);
  await ended();
  player.again();
  await ended();
  player.forget();
  player.again();
  await settle();
  expect(said).toEqual(['One.', 's', 'One.']);
});
