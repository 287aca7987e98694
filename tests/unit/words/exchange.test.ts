import { describe, expect, it } from 'vitest';
import {
  fromGettext,
  fromXliff,
  toGettext,
  toXliff,
  type Delivery,
  type Outgoing,
} from '../../../scripts/words/exchange.ts';
import { begin, printed, readTongue, tagsOf, type Tongue } from '../../../scripts/words/files.ts';
import { linesOf, type Line } from '../../../scripts/words/lines.ts';
import { take } from '../../../scripts/words/take.ts';
import { english as source, resources } from '../content/corpus.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

function tongueOf(tag: string): Tongue {
  const tongue = readTongue(resources, tag);
  if (tongue === null) throw new Error(`there is no ${tag}`);
  return tongue;
}

const english = tongueOf('en');
const translated = tagsOf(resources).filter((tag) => tag !== 'en');
const outgoing = (lines: readonly Line[]): readonly Outgoing[] =>
  lines.map((line) => ({ line, notes: ['A note.', 'Another, with <b> & “marks”.'] }));

const forms = {
  xliff: async (tag: string, lines: readonly Line[]) => await fromXliff(await toXliff(tag, outgoing(lines))),
  gettext: async (tag: string, lines: readonly Line[]) => await fromGettext(toGettext(tag, outgoing(lines))),
};

/** What a translator sends back for Spanish, line by line as it stands but for `changes`. */
function delivery(changes: Readonly<Record<string, string>>, only = ''): Delivery {
  const lines = linesOf(english, tongueOf('es')).filter((line) => line.unit.startsWith(only));
  return {
    tag: 'es',
    lines: lines.map(({ id, source: from, target }) => ({
      id,
      source: from,
      target: changes[id] ?? target,
      uncertain: false,
    })),
  };
}

function taken(given: Delivery, review: { by: string; on: string } | null = null, into = tongueOf('es')): Tongue {
  const outcome = take(english, into, given, review);
  if (!outcome.ok) throw new Error(outcome.error.faults.join('\n'));
  return outcome.value.tongue;
}

function faults(given: Delivery, review: { by: string; on: string } | null = null): readonly string[] {
  const outcome = take(english, tongueOf('es'), given, review);
  return outcome.ok ? [] : outcome.error.faults;
}

const REVIEW = { by: 'Ana Ruiz, ATA 12345', on: '2026-11-30' };

describe.each(Object.keys(forms) as (keyof typeof forms)[])('%s', (form) => {
  it.each(translated)('out and back changes not a byte of %s', async (tag) => {
    const tongue = tongueOf(tag);
    const back = await forms[form](tag, linesOf(english, tongue));
    if (!back.ok) throw new Error(back.error.detail);
    const { file, ui } = taken(back.value, null, tongue);
    expect(printed(file)).toBe(readFileSync(join(resources, 'content/text', `${tag}.json`), 'utf8'));
    expect(printed(ui)).toBe(readFileSync(join(resources, 'locales', `${tag}.json`), 'utf8'));
  });

  it('carries every kind of character', async () => {
    const odd = '“<b>” & ¿qué? \\n "tall" \u2066311\u2069 a\u00a0b 100 % 漢字 {{count}} \u200dক্ষ';
    const line: Line = {
      id: 'ui.home.title',
      unit: 'ui.home',
      source: odd,
      target: odd,
      plural: null,
      status: 'draft',
      version: 1,
    };
    const back = await forms[form]('zh-Hant', [line]);
    expect(back).toEqual({
      ok: true,
      value: { tag: 'zh-Hant', lines: [{ id: line.id, source: odd, target: odd, uncertain: false }] },
    });
  });

  it('makes a new language of lines that were empty', async () => {
    const lines = linesOf(english, begin('it', 'Italiano', 900)).map((line) => ({ ...line, target: line.source }));
    const back = await forms[form]('it', lines);
    if (!back.ok) throw new Error(back.error.detail);
    const outcome = take(english, begin('it', 'Italiano', 900), back.value, null);
    if (!outcome.ok) throw new Error(outcome.error.faults.join('\n'));
    const { text, ui } = outcome.value.tongue;
    expect(text.language).toMatchObject({ tag: 'it', name: 'Italiano', english: 'Italian', dir: 'ltr', order: 900 });
    expect(text.rights).toEqual(source.text.rights);
    expect(Object.keys(ui)).toEqual(expect.arrayContaining(['idle.count_one', 'idle.count_many', 'idle.count_other']));
  });
});

describe('a file that is neither', () => {
  it.each(['', 'no markup', '<xliff/>', '<xliff version="1.2"><file/></xliff>', 'msgid "a'])(
    'is refused: %s',
    async (text) => {
      expect((await fromXliff(text)).ok).toBe(false);
      expect((await fromGettext(text)).ok).toBe(false);
    },
  );
});

describe('what a translator sent back', () => {
  it('is refused with every reason where it cannot be shown', () => {
    const sent = delivery({
      'ui.pager.page': 'Página {{pagina}} de {{pages}}',
      'ui.home.title': ' ',
      'ui.home.rights': 'Sus  derechos',
    });
    const lines = [
      ...sent.lines.filter(({ id }) => id !== 'ui.bar.help'),
      { id: 'ui.nowhere', source: 'x', target: 'y', uncertain: false },
    ];
    expect(faults({ tag: 'es', lines })).toEqual([
      expect.stringMatching(/^ui\.pager\.page: has \{\{pages\}\} \{\{pagina\}\} where/),
      'ui.home.title: is empty',
      expect.stringMatching(/^ui\.home\.rights: begins or ends with a space/),
      'ui.nowhere: the app has no such line',
    ]);
  });

  it('is refused where it was made from another English', () => {
    const lines = delivery({}, 'ui.home').lines.map((line) => ({ ...line, source: `${line.source}!` }));
    expect(faults({ tag: 'es', lines })[0]).toMatch(/its English is not the English of today/);
  });

  it('is a draft where its words are new, whoever had reviewed the old ones', () => {
    const reviewed = taken(delivery({}, 'ui.home'), REVIEW);
    expect(reviewed.text.units).toEqual({ 'ui.home': { status: 'reviewed', ...REVIEW } });
    const again = taken(delivery({ 'ui.home.title': '¿Qué quiere hacer hoy?' }, 'ui.home'), null, reviewed);
    expect(again.text.units).toEqual({});
    expect(again.ui['home.title']).toBe('¿Qué quiere hacer hoy?');
  });

  it('is reviewed as a whole unit or not at all', () => {
    const part = { tag: 'es', lines: delivery({}, 'ui.home').lines.slice(1) };
    expect(faults(part, REVIEW)).toEqual([expect.stringMatching(/^ui\.home: a review is of the whole unit/)]);
    const unsure = { tag: 'es', lines: delivery({}, 'ui.home').lines.map((line) => ({ ...line, uncertain: true })) };
    expect(faults(unsure, REVIEW)[0]).toMatch(/still marked fuzzy/);
  });
});
