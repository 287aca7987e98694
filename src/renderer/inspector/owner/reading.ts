/**
 * Reads the owner's page aloud in their language, from what is on the screen down to its buttons. What is read is
 * marked and scrolled into sight. Nothing that was said is kept.
 */
import type { Bridge } from '../../../shared/bridge.ts';
import { fragmentsOf, localeOf } from '../../speech/fragments.ts';
import { HEARD } from '../../speech/heard.ts';
import { onwardParts } from '../../speech/page.ts';
import { merged } from '../../speech/parts.ts';
import { openPlayer } from '../../speech/player.ts';
import { recordings } from '../../speech/recordings.ts';
import { openSound } from '../../speech/sound.ts';
import { deskVoices, systemVoices } from '../../speech/sources.ts';
import type { Phrases } from '../../speech/utterances.ts';

const BLOCKS = 'h1, h2, h3, h4, p, label';
/** What is chosen by looking, what is said by itself, and what only repeats. */
const UNREAD = '[role="status"], [aria-hidden="true"], .unseen, .owner-languages, .owner-second';

export interface ReadingOptions {
  readonly bridge: Bridge;
  readonly document: Document;
  readonly phrases: () => Phrases;
  /** Percent. */
  readonly rate: () => number;
  /** Languages of which some sentences are recorded. */
  readonly recorded: readonly string[];
  /** The page was read to its end. */
  readonly onEnd: () => void;
}

export interface Reading {
  /** @returns false where nothing here speaks the owner's language */
  read(from: 'top' | 'sight'): boolean;
  pause(): void;
  resume(): void;
  rateChanged(): void;
  close(): void;
}

export async function openReading(options: ReadingOptions): Promise<Reading> {
  const { bridge, document, phrases, rate, recorded, onEnd } = options;
  const sound = openSound();
  sound.volume(100);
  const voices = await Promise.all([systemVoices(() => true), deskVoices(bridge, sound)]);
  const player = openPlayer({
    sources: [recordings(bridge, sound, () => recorded), ...voices],
    manner: () => ({ rate: rate(), volume: 100 }),
    onChange: () => {},
    onPart: (detail) => document.dispatchEvent(new CustomEvent(HEARD, { detail })),
    after(ms, call) {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
  });
  /** Grows with every reading: an earlier one ends. */
  let turn = 0;
  let marked: Element | null = null;

  function mark(block: Element | null) {
    marked?.removeAttribute('data-heard');
    block?.setAttribute('data-heard', '');
    block?.scrollIntoView({ block: 'nearest' });
    marked = block;
  }

  async function readOn(blocks: readonly Element[]) {
    turn += 1;
    const mine = turn;
    const own = phrases();
    for (const block of blocks) {
      const parts = fragmentsOf(block, { locale: own.locale });
      if (!block.isConnected || parts.length === 0) continue;
      mark(block);
      await player.say(merged(parts));
      if (mine !== turn) return;
    }
    mark(null);
    await player.say(onwardParts([...document.querySelectorAll('main .row-buttons button')], own));
    if (mine === turn) onEnd();
  }

  return {
    read(from) {
      const own = phrases();
      if (!player.speaks(own.locale)) return false;
      const blocks = readable(document, own.locale);
      const top = from === 'top' ? Number.NEGATIVE_INFINITY : headEnd(document);
      void readOn(blocks.filter((block) => block.getBoundingClientRect().bottom > top));
      return true;
    },
    pause: player.pause,
    resume: player.resume,
    rateChanged: player.restart,
    close() {
      turn += 1;
      mark(null);
      player.forget();
      sound.close();
    },
  };
}

/** The blocks of the page in the owner's language, in order; the one beside it is for whoever else reads. */
function readable(document: Document, locale: string): readonly Element[] {
  return [...document.querySelectorAll(`main :is(${BLOCKS})`)].filter(
    (block) =>
      block.closest(UNREAD) === null &&
      (block.parentElement?.closest(BLOCKS) ?? null) === null &&
      block.checkVisibility({ visibilityProperty: true }) &&
      localeOf(block, locale) === locale,
  );
}

/** Where what can be seen begins: below what stays at the top. */
function headEnd(document: Document): number {
  const head = document.querySelector('header[data-stays]');
  return head === null ? 0 : head.getBoundingClientRect().bottom;
}
