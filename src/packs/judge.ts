/**
 * Whether a pack is good as a whole: the same judgement where one is built, published and installed. Its
 * kind decides what must be in it, and that nothing else is.
 */
import { assembleWhole } from '../shared/content/assemble.ts';
import type { UiWords } from '../shared/content/content.ts';
import type { ContentFault, ContentFiles } from '../shared/content/files.ts';
import { newsSchema } from '../shared/content/news.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { isMedia, uncaptioned } from './media.ts';
import type { Pack, PackHeader } from './pack.ts';

/** The one pack of kind `content`. */
export const CONTENT_PACK = 'fairdesk';
/** The one of kind `news`. */
export const NEWS_PACK = 'news';

const ids: Readonly<Record<PackHeader['kind'], RegExp>> = {
  content: new RegExp(`^${CONTENT_PACK}$`),
  news: new RegExp(`^${NEWS_PACK}$`),
  media: /^media-/,
};

/** @param needed the English words of the app that is to show it: a key it needs may not be missing */
export function judgePack({ header, files }: Pack, needed: UiWords): Result<null, ContentFault> {
  if (!ids[header.kind].test(header.id)) {
    return fault('pack.json', `id: content is the pack '${CONTENT_PACK}', news '${NEWS_PACK}', media one of media-…`);
  }
  return judgements[header.kind](files, needed);
}

type Judgement = (files: ContentFiles, needed: UiWords) => Result<null, ContentFault>;

const judgements: Readonly<Record<PackHeader['kind'], Judgement>> = {
  content(files, needed) {
    const stranger = files.paths.find((path) => !/^(content|locales|media)\//.test(path) && path !== 'pack.json');
    if (stranger !== undefined) return fault(stranger, 'is not content');
    const assembled = assembleWhole(files, needed);
    return assembled.ok ? onlyMedia(files, 'media/') : assembled;
  },
  news(files) {
    if (files.paths.join() !== 'pack.json') return fault('pack.json', 'news is one JSON document');
    const news = newsSchema.safeParse(
      JSON.parse(new TextDecoder().decode(files.read('pack.json') ?? new Uint8Array())),
    );
    const issue = news.error?.issues[0];
    return issue === undefined ? ok(null) : fault('pack.json', `${issue.path.join('.')}: ${issue.message}`);
  },
  media(files) {
    if (!files.paths.some(isMedia)) return fault('media/', 'holds nothing');
    return onlyMedia(files, '');
  },
};

/** Whatever lies under `folder` is a recording, a video, its captions or a picture. */
function onlyMedia({ paths }: ContentFiles, folder: string): Result<null, ContentFault> {
  const other = paths.find((path) => path.startsWith(folder) && path !== 'pack.json' && !isMedia(path));
  if (other !== undefined) return fault(other, 'is no recording, video, captions or picture that can be shown');
  const silent = uncaptioned(paths);
  return silent === null ? ok(null) : fault(silent, 'has no captions: a .vtt of the same name');
}

function fault(file: string, detail: string): Result<never, ContentFault> {
  return err({ type: 'file', file, detail });
}
