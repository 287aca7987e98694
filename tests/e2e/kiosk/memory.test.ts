/**
 * A page that stays open for weeks: visitor after visitor, memory, nodes and listeners stay what they are.
 * Sessions are driven inside the page, as assistive technology presses, so that hundreds fit in minutes.
 */
import { join } from 'node:path';
import { chromium, type CDPSession, type Page } from '@playwright/test';
import { browserDevice } from '../hosts/browser-host.ts';
import { expect, test } from '../hosts/fixture.ts';
import { Visitor } from '../visit/visitor.ts';

const FULL = process.env['FAIRDESK_FULL'] === '1';
/** Every kind of visit twice: each screen has been fetched, each style used. */
const WARM_UP = 8;
const SESSIONS = FULL ? 500 : 16;
const LIMIT_BYTES = 10_000;
/** A session takes a second where many tests share the machine. */
const PATIENCE_MS = FULL ? 3_600_000 : 180_000;

/**
 * For its first hundred visits the engine notes how functions are used and compiles those that run often,
 * which is memory of its own. Noted from the first call and never compiled, what grows is ours.
 */
const PLAIN_ENGINE = '--js-flags=--no-lazy-feedback-allocation --no-flush-bytecode --no-sparkplug --no-maglev --no-opt';

test.skip(({ host }) => host !== 'browser', 'a debugger is given to a browser only');

test('session after session leaves memory, nodes and listeners as they were', async ({
  folder,
  launchOptions,
  viewport,
}) => {
  test.setTimeout(PATIENCE_MS);
  const browser = await chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), PLAIN_ENGINE],
  });
  const page = await browser.newPage({ viewport });
  const device = browserDevice(join(folder, 'device'), page);
  try {
    await device.open();
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const words = spoken(new Visitor(page, 'en'));
    await visit(page, words, WARM_UP);
    const before = await measured(session);
    await visit(page, words, SESSIONS);
    const after = await measured(session);

    expect((after.bytes - before.bytes) / SESSIONS).toBeLessThan(LIMIT_BYTES);
    expect(after.nodes).toBeLessThanOrEqual(before.nodes);
    expect(after.listeners).toBeLessThanOrEqual(before.listeners);
  } finally {
    await browser.close();
    await device.stop();
  }
});

interface Measured {
  readonly bytes: number;
  readonly nodes: number;
  readonly listeners: number;
}

async function measured(session: CDPSession): Promise<Measured> {
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { bytes: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') };
}

interface Spoken {
  readonly language: string;
  readonly ways: readonly (readonly string[])[];
  readonly yes: string;
}

/** What is pressed, by its first words: each way in turn, so that every kind of screen is drawn and left. */
function spoken(they: Visitor): Spoken {
  const word = (key: string) => they.word(key);
  const next = word('common.next');
  return {
    language: they.text.language.name,
    ways: [
      [word('home.survey'), '#choose', next, '#choose', next, '#choose', next],
      [
        word('home.rights'),
        '.tile',
        word('rights.nextRight'),
        word('rights.all'),
        word('bar.help'),
        word('common.close'),
      ],
      [word('home.thank'), '#choose', next, '#choose', next, '#write'],
      [
        word('bar.screen'),
        '#last',
        word('common.close'),
        word('bar.language'),
        '.tile.language:nth-of-type(2)',
        '#spoken',
      ],
    ],
    yes: word('startOver.yes'),
  };
}

/** Visits in the page, to the wall again after each. */
async function visit(page: Page, words: Spoken, times: number): Promise<void> {
  await page.evaluate(
    async ({ language, ways, yes, times: count }) => {
      const isThere = (element: Element) => element.closest('[inert], [hidden]') === null && element.checkVisibility();
      const all = (selector: string) =>
        [...document.querySelectorAll<HTMLElement>(selector)].filter((each) => isThere(each));
      const named = (name: string) =>
        all('button').find((each) => (each.getAttribute('aria-label') ?? each.textContent).trim().startsWith(name));
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const found = async <T>(look: () => T | undefined, what: string): Promise<T> => {
        for (let tries = 0; tries < 1000; tries += 1) {
          const thing = look();
          if (thing !== undefined) return thing;
          await frame();
        }
        throw new Error(`nothing on the screen is ${what}: ${document.body.innerText.slice(0, 300)}`);
      };
      const options = () => all('main label').map((label) => label.querySelector('input') ?? label);
      const press = async (what: string) => {
        if (what === '#choose') (await found(() => options()[0], what)).click();
        else if (what === '#last') (await found(() => options().at(-1), what)).click();
        else if (what === '#spoken')
          await found(() => document.documentElement.lang !== 'en' || undefined, 'in another language');
        else if (what === '#write') {
          const field = await found(() => all('main input:not([type=radio]), main textarea')[0], what);
          const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field) as object, 'value')?.set;
          set?.call(field, 'Somebody kind');
          field.dispatchEvent(new Event('input', { bubbles: true }));
        } else if (what.startsWith('[')) (await found(() => all(what)[0], what)).click();
        else if (what.startsWith('.')) (await found(() => all(`main ${what}`)[0], what)).click();
        else (await found(() => named(what), what)).click();
        await frame();
        await frame();
      };
      for (let visitor = 0; visitor < count; visitor += 1) {
        await press(language);
        for (const what of ways[visitor % ways.length] ?? []) await press(what);
        await press('[data-start-over]');
        const wall = () => all('main .tile.language').length > 0 && document.documentElement.lang === 'en';
        const asked = await found(() => (wall() ? 'wall' : named(yes) && 'asked'), 'the wall');
        if (asked === 'asked') await press(yes);
        await found(() => wall() || undefined, 'the wall');
      }
    },
    { ...words, times },
  );
}
