/** RFC 9110, 13.1.2: the tags of `If-None-Match`, a list compared weakly, or any (`*`). */
export function tagsIn(header: string | undefined): string[] {
  return (header ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
}
