import { describe, expect, it } from 'vitest';
import { readTongue } from '../../../scripts/words/files.ts';
import { lockFaults, readLock } from '../../../scripts/words/versions.ts';
import { resources } from '../content/corpus.ts';

describe('the English', () => {
  it('is what resources/locales/context/versions.json knows; otherwise: npm run words -- raise', () => {
    const english = readTongue(resources, 'en');
    expect(english === null ? ['there is no English'] : lockFaults(english, readLock(resources))).toEqual([]);
  });
});
