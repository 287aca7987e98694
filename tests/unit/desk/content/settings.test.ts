import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { centerNow, knownAgency } from '../../../../src/desk/content/agency.ts';
import { loadSettings } from '../../../../src/desk/content/settings.ts';
import type { DeskLogEvent } from '../../../../src/desk/log-events.ts';
import { settingsSchema } from '../../../../src/shared/settings.ts';
import { temporaryFolder } from '../store/kit.ts';

const defaults = settingsSchema.parse({});

function loaded(file?: string) {
  const folder = temporaryFolder();
  if (file !== undefined) writeFileSync(join(folder, 'settings.json'), file);
  const logged: DeskLogEvent[] = [];
  return { settings: loadSettings(folder, (event) => logged.push(event)), logged };
}

describe('settings.json', () => {
  test('that is not there means the defaults, and nothing to log', () => {
    expect(loaded()).toEqual({ settings: defaults, logged: [] });
  });

  test('sets what it names', () => {
    expect(loaded('{"idleSeconds":90,"agency":"oath"}').settings).toEqual({
      ...defaults,
      idleSeconds: 90,
      agency: 'oath',
    });
  });

  test('with a bad value has that one’s default, keeps the others, and the log names the field', () => {
    const { settings, logged } = loaded('{"idleSeconds":5,"idleAnswerSeconds":40}');
    expect(settings).toEqual({ ...defaults, idleAnswerSeconds: 40 });
    expect(logged).toEqual([expect.objectContaining({ event: 'settings-bad', field: 'idleSeconds', used: 'default' })]);
  });

  test.each(['{"idleSeconds":', '[]', '7', 'null'])('that is %s means the defaults, and the log says so', (file) => {
    const { settings, logged } = loaded(file);
    expect(settings).toEqual(defaults);
    expect(logged).toEqual([expect.objectContaining({ event: 'settings-bad', field: '(file)' })]);
  });
});

test('reports are about the agency set on the device, else the one that runs its center, else none known', () => {
  const catalogue = { agencies: [], centers: [{ id: 'oath-bronx', agency: 'oath', name: 'Bronx' }] };
  expect(knownAgency({ ...defaults, agency: 'dob' }, catalogue, 'oath-bronx', '2026-11-23')).toBe('dob');
  expect(knownAgency(defaults, catalogue, 'oath-bronx', '2026-11-23')).toBe('oath');
  expect(knownAgency(defaults, catalogue, 'elsewhere', '2026-11-23')).toBeNull();
  expect(knownAgency(defaults, catalogue, null, '2026-11-23')).toBeNull();
});

test('a device whose center has moved stands at the new one, and reports are about whoever has taken over', () => {
  const catalogue = {
    agencies: [
      { id: 'old', short: 'O', name: 'Old', ended: '2026-07-01', successor: 'new' },
      { id: 'new', short: 'N', name: 'New' },
    ],
    centers: [
      { id: 'first', agency: 'old', name: 'First', closed: '2026-01-01', movedTo: 'second' },
      { id: 'second', agency: 'old', name: 'Second' },
    ],
  };
  const on = (day: string) => [centerNow(catalogue, 'first', day), knownAgency(defaults, catalogue, 'first', day)];
  expect(on('2025-12-31')).toEqual(['first', 'old']);
  expect(on('2026-01-01')).toEqual(['second', 'old']);
  expect(on('2026-07-01')).toEqual(['second', 'new']);
  expect(knownAgency({ ...defaults, agency: 'old' }, catalogue, null, '2026-07-01')).toBe('new');
});
