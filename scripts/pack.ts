/** `npm run pack`: a pack from plain files, ready to be published at a central endpoint. */
import { join, resolve } from 'node:path';
import { buildContent, buildMedia, buildNews, englishOf } from '../src/packs/build.ts';
import { parseCommand, runCommand, UsageError } from '../src/process/command.ts';
import { writeDurably } from '../src/process/files.ts';

const USAGE = `
npm run -s pack -- OUT [--content DIR | --news FILE | --media DIR --id ID] [--version N]

Builds a pack and writes it to OUT: the same bytes for the same files. Nothing is written where something
in it is wrong; which file it is and what is wrong with it is said. One JSON object on standard output:
id, version, sha256, size. 'npm run central -- content publish OUT' publishes it.

  --content DIR  a folder like resources/ of the app (the default): all of content/ and locales/, and
                 media/ where it is there. Every language in it must be complete
  --news FILE    notices and newsletters, one JSON document
  --media DIR    recordings, videos with captions, pictures
  --id ID        of a pack of media: media-…, lower case letters, digits and hyphens
  --version N    a whole number, higher than every one published before; by default what
                 content/pack.json or the document says
  --help         this text
`;

const RESOURCES = join(import.meta.dirname, '../resources');

await runCommand('npm run pack --', async () => {
  const { values, positionals } = parseCommand(
    process.argv.slice(2),
    USAGE,
    {
      content: { type: 'string' },
      news: { type: 'string' },
      media: { type: 'string' },
      id: { type: 'string' },
      version: { type: 'string' },
    },
    1,
  );
  const [out] = positionals;
  if (out === undefined) throw new UsageError('pack takes the name of the file to write');
  const { content, news, media, id } = values;
  if ([content, news, media].filter((each) => each !== undefined).length > 1) {
    throw new UsageError('--content, --news and --media are packs of their own: say one of them');
  }
  if ((media === undefined) !== (id === undefined)) throw new UsageError('--media and --id belong together');
  const version = versionOption(values.version);
  const needed = englishOf(RESOURCES);
  const built =
    media !== undefined && id !== undefined
      ? buildMedia(resolve(media), mediaId(id), version)
      : news !== undefined
        ? buildNews(resolve(news), version, needed)
        : buildContent(resolve(content ?? RESOURCES), version, needed);
  if (!built.ok) throw new UsageError(`nothing was written: ${built.error.file}: ${built.error.detail}`);
  const { header, bytes, sha256 } = built.value;
  writeDurably(resolve(out), bytes, 0o644);
  process.stdout.write(`${JSON.stringify({ id: header.id, version: header.version, sha256, size: bytes.length })}\n`);
});

function versionOption(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new UsageError(`--version takes a whole number from 1, not '${text}'`);
  return Number(text);
}

function mediaId(id: string): string {
  if (!/^media-[a-z0-9-]{1,58}$/.test(id)) throw new UsageError(`--id takes media-… in lower case, not '${id}'`);
  return id;
}
