/** The words of the languages that are read now. */
import { useEffect, useState } from 'react';
import { wantLetters } from '../../i18n/scripts.ts';
import { tongueOf, type Tongue } from '../../i18n/tongue.ts';
import { useLaptop } from '../laptop.tsx';

/**
 * @param tags of the languages, in order; one that this laptop does not have is left out
 * @returns null until they are there the first time. While others are fetched, those before stay.
 */
export function useTongues(tags: readonly string[]): readonly Tongue[] | null {
  const { wordbook } = useLaptop();
  const asked = tags.join(' ');
  const [tongues, setTongues] = useState<readonly Tongue[] | null>(() => {
    const held = asked.split(' ').map((tag) => wordbook.held(tag));
    return held.includes(null)
      ? null
      : held.flatMap((words) => (words === null ? [] : [tongueOf(wordbook.i18n, words)]));
  });
  useEffect(() => {
    let over = false;
    const read = async () => {
      const wanted = asked.split(' ');
      void wantLetters(wanted);
      const words = await Promise.all(wanted.map((tag) => wordbook.read(tag)));
      if (!over) setTongues(words.flatMap((each) => (each === null ? [] : [tongueOf(wordbook.i18n, each)])));
    };
    void read();
    return () => {
      over = true;
    };
  }, [asked, wordbook]);
  return tongues;
}

/** One language; the English where this laptop does not have it. */
export function useTongue(tag: string): Tongue {
  const { wordbook, english } = useLaptop();
  return useTongues([tag])?.[0] ?? tongueOf(wordbook.i18n, english);
}
