/**
 * Content as files by path, wherever they lie: the app's `resources` folder or a pack. Paths are lower
 * case, as the entries of a pack are (`content/text/zh-hans.json`).
 */
export interface ContentFiles {
  /** Every file there is, sorted. */
  readonly paths: readonly string[];
  /** @returns the file's bytes, or null where there is none that can be read */
  read(path: string): Uint8Array | null;
}

/** What is wrong with content, and in which of its files. */
export interface ContentFault {
  readonly type: 'file';
  readonly file: string;
  readonly detail: string;
}
