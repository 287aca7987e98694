/**
 * A visitor who listens: hears which words are spoken in which language, by the desk's real program and
 * a real decoder. Only the last step, the time that sound takes, is the test's: a part ends at once, or
 * when the test says so.
 */
import type { Locator, Page } from '@playwright/test';
import type { Part } from '../../../src/renderer/speech/parts.ts';

interface Sounding {
  heard: Part[];
  /** Whether the part that began last has ended. */
  quiet: boolean;
  held: boolean;
  end: (() => void) | null;
  outputs: { kind: string; deviceId: string; groupId: string }[];
}

declare global {
  interface Window {
    ear: Sounding;
  }
}

/** A finger rests on the glass for a moment. */
const TOUCH_MS = 80;

export class Ear {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Loads the page anew, with ears on it. */
  static async on(page: Page): Promise<Ear> {
    await page.addInitScript(listen);
    await page.reload();
    return new Ear(page);
  }

  async parts(): Promise<readonly Part[]> {
    return await this.#page.evaluate(() => window.ear.heard);
  }

  /** All that was heard in one language, as one text. */
  async heard(locale: string): Promise<string> {
    return (await this.parts())
      .filter((part) => part.locale === locale)
      .map((part) => part.text)
      .join(' ');
  }

  async forget(): Promise<void> {
    await this.#page.evaluate(() => void (window.ear.heard = []));
  }

  /** From now on a part ends when `end` is called. */
  async hold(): Promise<void> {
    await this.#page.evaluate(() => void (window.ear.held = true));
  }

  async quiet(): Promise<boolean> {
    return await this.#page.evaluate(() => window.ear.quiet);
  }

  /** Whether a part is in the air, until `end`. */
  async sounding(): Promise<boolean> {
    return await this.#page.evaluate(() => window.ear.end !== null);
  }

  async end(): Promise<void> {
    await this.#page.evaluate(() => window.ear.end?.());
  }

  /** Touches a thing, which is heard, and once more, which chooses it. */
  async choose(thing: Locator): Promise<void> {
    await thing.click({ delay: TOUCH_MS });
    await thing.click({ delay: TOUCH_MS });
  }

  /** Headphones in or out. */
  async plug(plugged: boolean): Promise<void> {
    await this.#page.evaluate((there) => {
      const output = (deviceId: string) => ({ kind: 'audiooutput', deviceId, groupId: deviceId });
      window.ear.outputs = there ? [output('speaker'), output('')] : [output('speaker')];
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    }, plugged);
  }
}

/** Runs in the page before its own scripts. */
function listen(): void {
  const ear: Sounding = {
    heard: [],
    quiet: true,
    held: false,
    end: null,
    outputs: [{ kind: 'audiooutput', deviceId: 'speaker', groupId: 'speaker' }],
  };
  window.ear = ear;
  document.addEventListener('fairdesk-heard', (event) => {
    if (!(event instanceof CustomEvent)) return;
    ear.heard.push(event.detail as Part);
    ear.quiet = false;
  });
  const ended = (source: AudioBufferSourceNode) => {
    ear.end = null;
    ear.quiet = true;
    source.dispatchEvent(new Event('ended'));
  };
  AudioBufferSourceNode.prototype.start = function start(this: AudioBufferSourceNode) {
    if (ear.held) ear.end = () => ended(this);
    else queueMicrotask(() => ended(this));
  };
  AudioBufferSourceNode.prototype.stop = function stop(this: AudioBufferSourceNode) {
    ended(this);
  };
  Object.defineProperty(navigator.mediaDevices, 'enumerateDevices', { value: () => Promise.resolve(ear.outputs) });
}
