/** `content`: packs of what devices show: published, listed, withdrawn. */
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { englishOf } from '../../packs/build.ts';
import { judgePack } from '../../packs/judge.ts';
import { PACK_MAX_BYTES, packIdSchema, readPack } from '../../packs/pack.ts';
import { UsageError, parseCommand } from '../../process/command.ts';
import { projectRoot } from '../../process/project.ts';
import { listPacks, publishPack, withdrawPack, type PublishFault } from '../content/publish.ts';
import { auditBy, operatingSystemUser } from '../settings/audit.ts';
import { DEFAULT_FOLDER, dataFolder, systemClock, withStore } from './options.ts';

const USAGE = `
Usage: npm run -s central -- content ACTION [options]

Devices fetch the newest version of every pack that is published, check it whole, and show it once no
visitor is at work. Works beside a running server and without one.

  publish FILE           publishes a pack that 'npm run pack' wrote. Its version must be higher than every
                         one of its id before; the same pack again changes nothing
  list                   every pack, by id, the newest first; one JSON object a line
  withdraw ID [VERSION]  takes one version back, or all: its bytes are deleted and nobody is told of it any
                         more. What devices have installed they keep: to undo it there, publish what it
                         should be under a higher version

  --data DIR  data folder of the central endpoint (default ${DEFAULT_FOLDER})
  --help      this text

Environment: DATABASE_URL, as for serve.
`;

const WORDS: Readonly<Record<string, number>> = { publish: 2, list: 1, withdraw: 3 };

export async function content(args: string[]): Promise<void> {
  const { values, positionals } = parseCommand(args, USAGE, { data: { type: 'string' } }, 3);
  const [action = '', name, text] = positionals;
  const words = Object.hasOwn(WORDS, action) ? WORDS[action] : undefined;
  if (words === undefined) throw new UsageError('content takes publish, list or withdraw');
  const extra = positionals[words];
  if (extra !== undefined) throw new UsageError(`'${extra}' is one word too many`);
  const folder = dataFolder(values.data);
  if (action === 'list') {
    for (const line of await withStore(folder, false, ({ db }) => listPacks(db))) print(line);
  } else if (action === 'publish') {
    if (name === undefined) throw new UsageError('content publish takes the FILE of a pack');
    await publish(folder, name);
  } else {
    if (name === undefined) throw new UsageError('content withdraw takes the ID of a pack');
    await withdraw(folder, name, text);
  }
}

async function publish(folder: string, file: string): Promise<void> {
  const bytes = bytesOf(file);
  const pack = readPack(bytes);
  if (!pack.ok) throw new UsageError(`${file} ${pack.error.detail}`);
  const judged = judgePack(pack.value, englishOf(join(projectRoot, 'resources')));
  if (!judged.ok) throw new UsageError(`${file} is not published: ${judged.error.file}: ${judged.error.detail}`);
  const { id, version } = pack.value.header;
  const audit = auditBy(operatingSystemUser(), systemClock);
  const published = await withStore(folder, false, ({ db }) =>
    publishPack({ db, audit, clock: systemClock }, pack.value, bytes),
  );
  if (!published.ok) throw new UsageError(`${file} is not published: ${inWords(published.error, id, version)}`);
  print({ id, version, published: published.value, size: bytes.length });
}

async function withdraw(folder: string, id: string, text: string | undefined): Promise<void> {
  if (!packIdSchema.safeParse(id).success) throw new UsageError(`'${id}' is not the id of a pack`);
  if (text !== undefined && !/^[1-9]\d{0,14}$/.test(text)) throw new UsageError('VERSION takes a whole number from 1');
  const audit = auditBy(operatingSystemUser(), systemClock);
  const withdrawn = await withStore(folder, false, ({ db }) =>
    withdrawPack({ db, audit, clock: systemClock }, id, text === undefined ? null : Number(text)),
  );
  if (!withdrawn.ok) throw new UsageError('no such pack was published');
  print({ id, withdrawn: withdrawn.value });
}

function bytesOf(file: string): Buffer {
  const path = resolve(file);
  try {
    if (statSync(path).size > PACK_MAX_BYTES) throw new UsageError(`${file} is larger than 64 MiB`);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file} cannot be read (${(error as { code?: string }).code ?? ''})`);
  }
}

function inWords(fault: PublishFault, id: string, version: number): string {
  switch (fault.type) {
    case 'taken':
      return `another pack was published as ${id} ${version}: raise its version`;
    case 'older':
      return `${id} ${fault.newest} was published before: a version goes up`;
    case 'too-many':
      return 'there are as many packs as a manifest lists';
    default:
      return fault satisfies never;
  }
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
