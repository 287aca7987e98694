/**
 * Whether a pack is good as a whole: the same judgement where one is built, published and installed. Its
 * kind decides what must be in it, and that nothing else is.
 */
import { assembleWhole } from '../shared/content/assemble.ts';
import type { UiWords } from '../shared/content/content.ts';
import type { ContentFault, ContentFiles } from '../shared/content/files.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { isMedia } from './media.ts';
import type { Pack, PackHeader } from './pack.ts';

/** The one pack of kind `content`. */
export const CONTENT_PACK = 'fairdesk';

/** @param needed the English words of the app that is to show it: a key it needs may not be missing */
export function judgePack({ header, files }: Pack, needed: UiWords): Result<null, ContentFault> {
  const fault = (detail: string, file = 'pack.json') => err<ContentFault>({ type: 'file', file, detail });
  if ((header.kind === 'content') !== (header.id === CONTENT_PACK)) {
    return fault(`the pack '${CONTENT_PACK}' is the one of kind content`);
  }
  return judgements[header.kind](files, needed);
}

type Judgement = (files: ContentFiles, needed: UiWords) => Result<null, ContentFault>;

const judgements: Readonly<Record<PackHeader['kind'], Judgement>> = {
  content(files, needed) {
    const stranger = files.paths.find((path) => !/^(content|locales|media)\//.test(path) && path !== 'pack.json');
    if (stranger !== undefined) return err({ type: 'file', file: stranger, detail: 'is not content' });
    const assembled = assembleWhole(files, needed);
    return assembled.ok ? onlyMedia(files, 'media/') : assembled;
  },
  news: () => ok(null),
  media(files) {
    if (!files.paths.some(isMedia)) return err({ type: 'file', file: 'media/', detail: 'holds nothing' });
    return onlyMedia(files, '');
  },
};

/** Whatever lies under `folder` is a recording, a video, its captions or a picture. */
function onlyMedia({ paths }: ContentFiles, folder: string): Result<null, ContentFault> {
  const other = paths.find((path) => path.startsWith(folder) && path !== 'pack.json' && !isMedia(path));
  return other === undefined
    ? ok(null)
    : err({ type: 'file', file: other, detail: 'is no recording, video, captions or picture that can be shown' });
}
