/** Text that every database and every JSON parser takes: well-formed Unicode without U+0000. */

/** What was typed, with lone surrogates replaced by U+FFFD and U+0000 left out. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '');
}

/** Whether `text` may cross the wire as it stands. */
export function isCleanText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

/** The path of the first string or key in `value` that is not clean, or null. */
export function firstUncleanPath(value: unknown, path = ''): string | null {
  if (typeof value === 'string') return isCleanText(value) ? null : path || '(root)';
  if (value === null || typeof value !== 'object') return null;
  for (const [key, inner] of Object.entries(value)) {
    if (!isCleanText(key)) return path || '(root)';
    const found = firstUncleanPath(inner, path === '' ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
