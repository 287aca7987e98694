import { describe, expect, it } from 'vitest';
import { readTongue, type Tongue } from '../../../scripts/words/files.ts';
import { follow, lockFaults, lockOf, raise } from '../../../scripts/words/versions.ts';
import { unitStatus } from '../../../src/shared/content/status.ts';
import { resources } from '../content/corpus.ts';

function tongueOf(tag: string): Tongue {
  const tongue = readTongue(resources, tag);
  if (tongue === null) throw new Error(`there is no ${tag}`);
  return tongue;
}

const english = tongueOf('en');
const lock = lockOf(english);
const saying = (words: Record<string, string>): Tongue => ({ ...english, ui: { ...english.ui, ...words } });

describe('English that changes', () => {
  it('is told by unit and line, and by nothing once it has a higher version', () => {
    const changed = saying({ 'home.title': 'What now?' });
    expect(lockFaults(english, lock)).toEqual([]);
    expect(lockFaults(changed, lock)).toEqual(['ui.home: the English of home.title changed']);
    const raised = raise(changed, lock);
    expect(raised.units).toEqual(['ui.home']);
    expect(lockFaults(raised.english, raised.lock)).toEqual([]);
    expect(raised.english.file['units']).toMatchObject({ 'ui.home': { source: 2 } });
  });

  it('outdates its translations, but for one that was changed with it', () => {
    const spanish = tongueOf('es');
    const raised = raise(saying({ 'home.title': 'What now?' }), lock);
    expect(unitStatus(raised.english.text, spanish.text, 'ui.home')).toBe('outdated');
    expect(unitStatus(raised.english.text, spanish.text, 'ui.bar')).toBe(spanish.text.status);
    const followed = follow(spanish, raised.english, raised.units);
    expect(unitStatus(raised.english.text, followed.text, 'ui.home')).toBe('draft');
  });

  it('outdates nothing by a line that is new, which only the lock must learn', () => {
    const more = saying({ 'home.more': 'More' });
    expect(lockFaults(more, lock)).toEqual(['ui.home home.more: not in the lock yet']);
    expect(raise(more, lock)).toMatchObject({ units: [], english: more });
  });
});
