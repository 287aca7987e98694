/** The app's end of the wire. Without a test at the other end there is no browser, and nothing to double. */
import { assertNever } from '../../../../src/shared/result.ts';
import { fromTestSchema, type ToTest } from './wire.ts';

type Listener = (method: string, params: unknown) => void;
type Wish = (given: unknown) => unknown;

const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
const wishes = new Map<string, Wish>();
let listener: Listener = () => undefined;
let count = 0;

function tell(message: ToTest, sent: () => void = () => undefined): void {
  // A test that has ended hears nothing more; the process is about to end too.
  if (process.connected) process.send?.(message, undefined, undefined, sent);
  else sent();
}

process.on('disconnect', () => process.exit(0));
process.on('message', (raw) => {
  const message = fromTestSchema.parse(raw);
  switch (message.type) {
    case 'event':
      listener(message.method, message.params);
      break;
    case 'wish': {
      const wish = wishes.get(message.name);
      if (wish === undefined) throw new Error(`the double cannot ${message.name}`);
      void Promise.resolve(wish(message.given)).then((value) =>
        tell({ type: 'done', id: message.id, value: value ?? null }),
      );
      break;
    }
    case 'answer':
    case 'failed': {
      const held = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.type === 'answer') held?.resolve(message.value);
      else held?.reject(new Error(message.error));
      break;
    }
    default:
      assertNever(message);
  }
});

function ask(make: (id: number) => ToTest): Promise<unknown> {
  count++;
  const id = count;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    tell(make(id));
  });
}

export const link = {
  /** A command of Chromium's protocol. */
  command: (method: string, params: object = {}, at: 'page' | 'browser' = 'page') =>
    ask((id) => ({ type: 'command', id, at, method, params })),
  renew: () => ask((id) => ({ type: 'renew', id })),
  /** What the app asked of Electron, for a test to look at. */
  say: (said: Readonly<Record<string, unknown>>, sent?: () => void) => tell({ type: 'said', said }, sent),
  hear: (each: Listener) => void (listener = each),
  /** What a test may wish: a display that comes, a process that goes. */
  grant: (name: string, wish: Wish) => void wishes.set(name, wish),
};
