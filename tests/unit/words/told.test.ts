import { describe, expect, it } from 'vitest';
import { keysFor, readContext } from '../../../scripts/words/context.ts';
import { readTongue } from '../../../scripts/words/files.ts';
import { linesOf, slotsOf } from '../../../scripts/words/lines.ts';
import { contentFolder } from '../../../src/packs/folder.ts';
import { resources } from '../content/corpus.ts';

const english = readTongue(resources, 'en');
if (english === null) throw new Error('there is no English');
const context = readContext(resources);
const lines = linesOf(english, english);

describe('the context for translators (resources/locales/context/en.json)', () => {
  it('says of every line where it stands', () => {
    expect(lines.filter(({ id }) => keysFor(context, id).length === 0).map(({ id }) => id)).toEqual([]);
  });

  it('speaks of no line that is not there', () => {
    const used = new Set(lines.flatMap(({ id }) => keysFor(context, id)));
    expect(Object.keys(context).filter((key) => !used.has(key))).toEqual([]);
  });

  it('says of every slot what is put in', () => {
    const silent = lines.flatMap(({ id, source }) => {
      const told = new Set(keysFor(context, id).flatMap((key) => Object.keys(context[key]?.slots ?? {})));
      return slotsOf(source)
        .filter((slot) => !told.has(slot.replaceAll(/[{}]/g, '')))
        .map((slot) => `${id}: ${slot}`);
    });
    expect(silent).toEqual([]);
  });

  it('is for translators only: it goes into no pack', () => {
    expect(contentFolder(resources).paths.filter((path) => path.includes('context'))).toEqual([]);
  });
});
