/** Files of lines, read one line at a time, however large they are. */
import { createReadStream } from 'node:fs';

/** Far above the longest line of ours: a row with a report's sealed bytes twice. */
const LINE_MAX_BYTES = 64 * 1024 * 1024;

/** A line without its line end; `whole` is false for a last one that has none. */
export interface Line {
  readonly bytes: Buffer;
  readonly whole: boolean;
}

/** The lines of a file, one after the other, however large the file is. @throws LineTooLong for one that no file of ours has */
export async function* linesOf(path: string): AsyncGenerator<Line, void, undefined> {
  let rest: Buffer[] = [];
  let length = 0;
  for await (const part of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const chunk = part as Buffer;
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      const piece = chunk.subarray(from, at);
      yield { bytes: rest.length === 0 ? piece : Buffer.concat([...rest, piece]), whole: true };
      rest = [];
      length = 0;
      from = at + 1;
    }
    if (from === chunk.length) continue;
    rest.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > LINE_MAX_BYTES) throw new LineTooLong();
  }
  if (rest.length > 0) yield { bytes: Buffer.concat(rest), whole: false };
}

export class LineTooLong extends Error {}
