import { describe, expect, it } from 'vitest';
import { notesOf, readContext } from '../../../scripts/words/context.ts';
import { readTongue } from '../../../scripts/words/files.ts';
import { linesOf } from '../../../scripts/words/lines.ts';
import { resources } from '../content/corpus.ts';

const english = readTongue(resources, 'en');
if (english === null) throw new Error('there is no English');
const context = readContext(resources);

describe('a line that goes to a translator', () => {
  it('is told with the plural form and a number to try it with, how long a line can be, and how its unit stands', () => {
    const polish = readTongue(resources, 'pl');
    if (polish === null) throw new Error('there is no Polish');
    const told = (id: string) => {
      const line = linesOf(english, polish).find((each) => each.id === id);
      return line === undefined ? [] : notesOf(context, 'pl', line);
    };
    expect(told('ui.pager.more.rights_few')).toEqual([
      expect.stringMatching(/^Buttons that turn the pages/),
      'Keep {{count}} as it is: how many more there are.',
      'Plural form "few", for numbers such as 2, 3, 4, 22.',
      expect.stringMatching(/^Unit ui\.pager: \w+\. Version \d+ of the English\.$/),
    ]);
    expect(told('ui.common.back')).toContain('At most 12 letters; a Chinese character counts as two.');
  });
});
