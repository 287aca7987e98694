/** A desk at a scripted central endpoint that offers packs, and packs made of what ships. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { onTestFinished } from 'vitest';
import type { Desk } from '../../../../src/desk/desk.ts';
import { fileKeyStore } from '../../../../src/desk/keys/file-key-store.ts';
import { openDesk } from '../../../../src/desk/open.ts';
import { contentFolder } from '../../../../src/packs/folder.ts';
import type { PackHeader } from '../../../../src/packs/pack.ts';
import { writeDocument } from '../../../../src/packs/write.ts';
import type { Face } from '../../../../src/shared/bridge.ts';
import { MovedTime } from '../delivery/moved-time.ts';
import { openScriptedCentral, type ScriptedCentral, type Seen } from '../delivery/scripted-central.ts';

export const RESOURCES = join(import.meta.dirname, '../../../../resources');
/** The default, and the tenth that a wait may be longer. */
const POLL_MS = 15 * 60_000 * 1.1;

export type Json = Record<string, unknown>;

/** What ships, with files of it changed. */
export function contentPack(
  version: number,
  change: (files: Map<string, Json>) => void = () => undefined,
  header: Partial<PackHeader> = {},
): Uint8Array {
  const files = new Map([...shipped()].map(([path, text]) => [path, JSON.parse(text) as Json]));
  change(files);
  files.set('pack.json', { 'fairdesk-pack': 1, id: 'fairdesk', version, kind: 'content', ...header });
  // Quickly rather than small: tests make many.
  return zipSync(Object.fromEntries([...files].map(([path, file]) => [path, strToU8(JSON.stringify(file))])), {
    level: 1,
    mtime: new Date(1980, 0, 1, 12),
    os: 0,
  });
}

let texts: ReadonlyMap<string, string> | null = null;

function shipped(): ReadonlyMap<string, string> {
  const folder = contentFolder(RESOURCES);
  texts ??= new Map(folder.paths.map((path) => [path, Buffer.from(folder.read(path) ?? []).toString()]));
  return texts;
}

/** What ships, saying that it is of this version. */
export function versioned(version: number, said: string): Uint8Array {
  return contentPack(version, (files) => Object.assign(files.get('content/catalogue.json') ?? {}, { version: said }));
}

export function newsPack(version: number, news: Json): Uint8Array {
  return writeDocument({ 'fairdesk-pack': 1, id: 'news', version, kind: 'news' }, news);
}

export interface Offer {
  readonly id: string;
  readonly version: number;
  readonly bytes: Uint8Array;
  /** Said in the manifest in place of what is true. */
  readonly said?: Json;
}

export interface Content {
  readonly central: ScriptedCentral;
  readonly time: MovedTime;
  /** Serves these from now on, under a manifest of its own version. @param more claims and header in place of the right ones */
  offer(offers: readonly Offer[], more?: { claims?: Json; header?: object }): Promise<void>;
  /** The packs that were asked for, as `id/version`. */
  fetched(): readonly string[];
  desk(folder?: string): Promise<Place>;
}

export interface Place {
  readonly desk: Desk;
  readonly folder: string;
  readonly logged: { readonly event: string; readonly reason?: string }[];
  readonly told: string[];
  /** At its central endpoint, unless told. */
  enroll(at?: ScriptedCentral): Promise<void>;
  /** What the wall gets when a face opens. */
  face(): Promise<Face>;
  /** The next look at the manifest, to its end. */
  look(): Promise<void>;
  reasons(): (string | undefined)[];
  close(): Promise<void>;
}

let versions = 100;

export async function contentPlace(time = new MovedTime()): Promise<Content> {
  const central = await openScriptedCentral();
  central.now = () => time.wall();
  onTestFinished(() => central.close());
  let manifest = '';
  let packs = new Map<string, Uint8Array>();
  const fetched: string[] = [];

  central.script = ({ path }: Seen, response: ServerResponse) => {
    if (path === '/v1/content/manifest' && manifest !== '') {
      const etag = `"${createHash('sha256').update(manifest).digest('hex')}"`;
      response.writeHead(200, { 'content-type': 'application/jose', etag }).end(manifest);
      return true;
    }
    const bytes = packs.get(path);
    if (bytes === undefined) return false;
    fetched.push(path.replace('/v1/content/packs/', ''));
    response.writeHead(200, { 'content-type': 'application/zip' }).end(bytes);
    return true;
  };

  return {
    central,
    time,
    fetched: () => fetched,
    async offer(offers, { claims = {}, header = {} } = {}) {
      packs = new Map(offers.map(({ id, version, bytes }) => [`/v1/content/packs/${id}/${version}`, bytes]));
      const now = Math.floor(time.wall() / 1000);
      manifest = await central.manifest(
        {
          iss: 'central-1',
          version: ++versions,
          iat: now,
          exp: now + 30 * 86_400,
          packs: offers.map(({ id, version, bytes, said = {} }) => ({
            id,
            version,
            sha256: createHash('sha256').update(bytes).digest('hex'),
            size: bytes.length,
            ...said,
          })),
          ...claims,
        },
        header,
      );
    },
    async desk(folder = mkdtempSync(join(tmpdir(), 'fairdesk-content-'))) {
      const logged: { event: string; reason?: string }[] = [];
      const desk = await openDesk({
        folder,
        resources: RESOURCES,
        appVersion: '0.0.0',
        clock: time,
        random: randomBytes,
        keyStore: fileKeyStore(folder),
        log: (event) => logged.push(event as { event: string }),
        timers: time,
      });
      const told: string[] = [];
      desk.subscribe(({ type }) => told.push(type));
      const looks = () => central.seen.filter(({ path }) => path === '/v1/content/manifest').length;
      let open = true;
      const close = async () => {
        if (!open) return;
        open = false;
        const closed = desk.close();
        time.pass(3_000);
        await closed;
      };
      onTestFinished(async () => {
        await close();
        rmSync(folder, { recursive: true, force: true });
      });
      const count = () => logged.filter(({ event }) => ENDS.includes(event)).length;
      const place: Place = {
        desk,
        folder,
        logged,
        told,
        close,
        async enroll(at = central) {
          const enrolled = await desk.enroll(at.address, at === central ? 'ABCD-EFGH-JKMN' : 'ABCD-EFGH-JKMP');
          if (!enrolled.ok) throw new Error(enrolled.error.detail);
          await time.settleUntil(() => count() > 0);
        },
        async face() {
          const reply = await desk.call('face.open', {});
          if (!reply.ok) throw new Error('the desk does not answer');
          return reply.value as Face;
        },
        async look() {
          const [before, said] = [looks(), count()];
          time.pass(POLL_MS);
          await time.settleUntil(() => looks() > before && count() > said);
        },
        reasons: () => logged.filter(({ event }) => event.endsWith('-refused')).map(({ reason }) => reason),
      };
      return place;
    },
  };
}

/** A version of the pack `fairdesk`. @param said in the manifest in place of what is true */
export function fairdesk(version: number, bytes = versioned(version, `v${version}`), said: Json = {}): Offer {
  return { id: 'fairdesk', version, bytes, said };
}

/** The version a face shows that opens now. */
export async function shown(place: Place): Promise<string> {
  return (await place.face()).contentVersion;
}

/** A device that shows pack 1012 at a central endpoint. */
export async function atTwelve(): Promise<{ content: Content; place: Place }> {
  const content = await contentPlace();
  await content.offer([fairdesk(1012)]);
  const place = await content.desk();
  await place.enroll();
  if ((await shown(place)) !== 'v1012') throw new Error('the first pack was not taken');
  return { content, place };
}

/** How a look that had something to do is seen to end. */
const ENDS = ['content-installed', 'content-refused', 'manifest-refused', 'pack-unanswered', 'manifest-unanswered'];
