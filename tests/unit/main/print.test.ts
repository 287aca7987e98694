/** Printing in Electron: who may, how often, how long, and never with a dialog. */
import { EventEmitter } from 'node:events';
import type { IpcMain } from 'electron';
import { describe, expect, it } from 'vitest';
import { connectPrinting, type Printable } from '../../../src/main/electron/print.ts';
import { APP_PAGE } from '../../../src/main/policy/address.ts';
import { onePrintAtATime, PRINT_LIMIT_MS } from '../../../src/main/policy/print.ts';

/** Printing with a clock that a test moves, and printers that answer when it says. */
function printing() {
  const waits: { ms: number; what: () => void }[] = [];
  const prints = onePrintAtATime((ms, what) => {
    const wait = { ms, what };
    waits.push(wait);
    return () => void waits.splice(waits.indexOf(wait), 1);
  });
  const found = Promise.withResolvers<number>();
  const taken = Promise.withResolvers<boolean>();
  let handed = 0;
  const steps = {
    printers: () => found.promise,
    hand: () => {
      handed += 1;
      return taken.promise;
    },
  };
  return { prints, steps, waits, found, taken, handed: () => handed };
}
const now = { printers: async () => 1, hand: async () => true };

describe('a print', () => {
  it('is handed to the printer, and leaves no clock running', async () => {
    const { prints, waits } = printing();
    expect(await prints.print(now)).toBe('printed');
    expect(waits).toEqual([]);
  });

  it('is not tried where there is no printer', async () => {
    const { prints, steps, found, handed } = printing();
    found.resolve(0);
    expect(await prints.print(steps)).toBe('no-printer');
    expect(handed()).toBe(0);
  });

  it.each([
    ['is refused', { ...now, hand: async () => false }],
    ['breaks', { ...now, hand: () => Promise.reject(new Error('gone')) }],
    ['cannot be asked for', { ...now, printers: () => Promise.reject(new Error('no service')) }],
  ])('that %s has failed, and the next one is tried', async (_name, steps) => {
    const { prints } = printing();
    expect(await prints.print(steps)).toBe('failed');
    expect(await prints.print(now)).toBe('printed');
  });

  it('waits for no other: a second one has failed at once', async () => {
    const { prints, steps, found, taken, handed } = printing();
    const first = prints.print(steps);
    expect(await prints.print(now)).toBe('failed');
    found.resolve(1);
    taken.resolve(true);
    expect([await first, handed()]).toEqual(['printed', 1]);
  });

  it('whose visitor has gone is not handed to the printer', async () => {
    const { prints, steps, found, handed } = printing();
    const first = prints.print(steps);
    prints.cancel();
    expect(await first).toBe('failed');
    expect(await prints.print(now)).toBe('printed');
    found.resolve(1);
    await found.promise;
    expect(handed()).toBe(0);
  });

  it('that the printer has is waited for, but not for ever', async () => {
    const { prints, steps, waits, found, handed } = printing();
    const first = prints.print(steps);
    found.resolve(1);
    await found.promise;
    expect(handed()).toBe(1);
    prints.cancel();
    expect(await prints.print(now)).toBe('failed');
    expect(waits.map(({ ms }) => ms)).toEqual([PRINT_LIMIT_MS]);
    waits[0]?.what();
    expect(await first).toBe('failed');
    expect(await prints.print(now)).toBe('printed');
  });
});

describe('a print over IPC', () => {
  const frame = { url: APP_PAGE, parent: null };
  const connect = () => {
    const handlers = new Map<string, (event: unknown) => unknown>();
    const asked: object[] = [];
    const logged: object[] = [];
    const contents = Object.assign(new EventEmitter(), {
      id: 7,
      getPrintersAsync: async () => [{ name: 'one' }],
      print: (options: object, tell: (success: boolean) => void) => {
        asked.push(options);
        tell(true);
      },
    });
    connectPrinting({
      ipc: {
        handle: (name: string, handler: (event: unknown) => unknown) => handlers.set(name, handler),
      } as unknown as Pick<IpcMain, 'handle'>,
      face: () => contents as unknown as Printable,
      log: (event) => logged.push(event),
    });
    const print = (event: unknown) => handlers.get('fairdesk:print')?.(event);
    return { contents, print, asked, logged };
  };

  it('from our face is silent', async () => {
    const { contents, print, asked, logged } = connect();
    expect(await print({ sender: contents, senderFrame: frame })).toBe('printed');
    expect(asked).toEqual([{ silent: true, printBackground: true, usePrinterDefaultPageSize: true }]);
    expect(logged).toEqual([{ event: 'main.print', outcome: 'printed' }]);
  });

  it.each([
    ['another window', { sender: { id: 8 }, senderFrame: frame }],
    ['a frame inside it', { sender: { id: 7 }, senderFrame: { url: APP_PAGE, parent: frame } }],
    ['another page', { sender: { id: 7 }, senderFrame: { url: 'https://example.org/', parent: null } }],
  ])('from %s does not come about', async (_name, event) => {
    const { print, asked, logged } = connect();
    expect(await print(event)).toBe('failed');
    expect([asked, logged]).toEqual([[], [{ event: 'main.refused', what: 'print' }]]);
  });
});
