/** A session's walls: every request of the page is shown to the app's own handlers before it goes anywhere. */
import { EventEmitter } from 'node:events';
import { z } from 'zod';
import { inner } from './address.ts';
import { link } from './link.ts';

type Handler = (request: Request) => Promise<Response> | Response;
type Check = (contents: unknown, permission: string, origin: string, details: object) => boolean;
type Ask = (contents: unknown, permission: string, decide: (granted: boolean) => void, details: object) => void;
type Before = (details: object, decide: (answer: { cancel?: boolean }) => void) => void;

const pausedRequest = z.object({
  requestId: z.string(),
  frameId: z.string(),
  resourceType: z.string(),
  request: z.object({
    url: z.string(),
    method: z.string(),
    headers: z.record(z.string(), z.string()),
    postData: z.string().optional(),
  }),
});
export type Paused = z.output<typeof pausedRequest>;
export const pausedSchema = pausedRequest;

/** Chromium's names for what Electron asks about, with what it would be asked with. */
const PERMISSIONS: readonly { electron: string; chromium: string; details: object }[] = [
  { electron: 'media', chromium: 'microphone', details: { mediaType: 'audio', mediaTypes: ['audio'] } },
  { electron: 'media', chromium: 'camera', details: { mediaType: 'video', mediaTypes: ['video'] } },
  { electron: 'geolocation', chromium: 'geolocation', details: {} },
  { electron: 'notifications', chromium: 'notifications', details: {} },
  { electron: 'midi', chromium: 'midi', details: {} },
  { electron: 'clipboard-read', chromium: 'clipboard-read', details: {} },
  { electron: 'idle-detection', chromium: 'idle-detection', details: {} },
  { electron: 'storage-access', chromium: 'storage-access', details: {} },
];

export class Session extends EventEmitter {
  readonly partition: string;
  readonly #handlers = new Map<string, Handler>();
  #before: Before = (_details, decide) => decide({});
  #check: Check = () => true;
  #ask: Ask = (_contents, _permission, decide) => decide(true);
  readonly webRequest = { onBeforeRequest: (before: Before) => void (this.#before = before) };
  readonly protocol = {
    handle: (scheme: string, handler: Handler) => {
      link.say({ scheme, partition: this.partition });
      this.#handlers.set(scheme, handler);
    },
  };

  constructor(partition: string) {
    super();
    this.partition = partition;
  }
  setPermissionCheckHandler(check: Check) {
    this.#check = check;
  }
  setPermissionRequestHandler(ask: Ask) {
    this.#ask = ask;
  }
  setDevicePermissionHandler() {}
  setDisplayMediaRequestHandler() {}
  setSpellCheckerEnabled(enabled: boolean) {
    link.say({ spellChecker: enabled });
  }
  handles(url: string): boolean {
    return this.#handlers.has(new URL(url).protocol.slice(0, -1));
  }

  /** Stock Chromium cannot ask at the moment of a request: it is told beforehand what both handlers say. */
  async settlePermissions(contents: unknown, page: string, outerOrigin: string): Promise<void> {
    const { targetInfo } = z
      .object({ targetInfo: z.object({ browserContextId: z.string().optional() }) })
      .parse(await link.command('Target.getTargetInfo'));
    for (const { electron, chromium, details } of PERMISSIONS) {
      let granted = false;
      this.#ask(contents, electron, (decided) => (granted = decided), details);
      const allowed = granted && this.#check(contents, electron, page, details);
      await link.command(
        'Browser.setPermission',
        {
          permission: { name: chromium },
          setting: allowed ? 'granted' : 'denied',
          origin: outerOrigin,
          browserContextId: targetInfo.browserContextId,
        },
        'browser',
      );
    }
  }

  /** Whether the app lets it go out. */
  allows({ request, resourceType }: Paused): boolean {
    let cancelled = false;
    const type = resourceType === 'Document' ? 'mainFrame' : resourceType.toLowerCase();
    this.#before({ url: inner(request.url), method: request.method, resourceType: type }, (answer) => {
      cancelled = answer.cancel === true;
    });
    return !cancelled;
  }

  /** Answers from the app's own protocol, or passes on what is not its. */
  async answer({ requestId, request }: Paused): Promise<void> {
    const url = inner(request.url);
    const handler = this.#handlers.get(new URL(url).protocol.slice(0, -1));
    if (handler === undefined) {
      await link.command('Fetch.continueRequest', { requestId });
      return;
    }
    const body = request.postData === undefined ? {} : { body: request.postData };
    const answered = await handler(new Request(url, { method: request.method, headers: request.headers, ...body }));
    const bytes = Buffer.from(await answered.arrayBuffer());
    await link.command('Fetch.fulfillRequest', {
      requestId,
      responseCode: answered.status,
      responseHeaders: [...answered.headers].map(([name, value]) => ({ name, value })),
      body: bytes.toString('base64'),
    });
  }
}
