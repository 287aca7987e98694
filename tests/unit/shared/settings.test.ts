/** Settings: every one is described, documented and bounded; the nearest scope wins. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settingsPage } from '../../../scripts/docs/settings.ts';
import { winnersFor, type PublishedRow } from '../../../src/central/settings/settings.ts';
import { aboutSettings, boundsOf, scopesOf } from '../../../src/shared/settings-catalogue.ts';
import {
  isSecretSetting,
  isSettingName,
  schemaOf,
  scopes,
  settingsSchema,
  staffAccountSchema,
  verifierSchema,
  type Scope,
} from '../../../src/shared/settings.ts';

const names = Object.keys(settingsSchema.shape).filter(isSettingName);

test('docs/settings.md is what the schema says: npm run settings-doc writes it', () => {
  expect(readFileSync(join(import.meta.dirname, '../../../docs/settings.md'), 'utf8')).toBe(settingsPage());
});

test.each(names)('%s says its unit, its scopes, its rule and its bounds, and its default lies within them', (name) => {
  const { says, unit, rule } = aboutSettings[name];
  expect([says, unit, rule].every((text) => text.length > 0)).toBe(true);
  expect(scopesOf(name).length).toBeGreaterThan(0);
  const { default: text, bounds } = boundsOf(name);
  expect(bounds).not.toBe('text');
  expect(settingsSchema.shape[name].safeParse(JSON.parse(text)).success).toBe(true);
});

test('a name that is no setting has no schema, whatever objects inherit', () => {
  for (const name of [
    '__proto__',
    'constructor',
    'toString',
    '',
    'staffAccount',
    'staffAccount.',
    'staffAccount.A/b',
  ]) {
    expect([isSettingName(name), isSecretSetting(name), schemaOf(name)]).toEqual([false, false, null]);
  }
});

describe('a verifier', () => {
  const salt = 'c29tZXNhbHRzb21lc2FsdA';
  const digest = '9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ';
  const of = (cost: string, kind = 'argon2id') => `$${kind}$v=19$${cost}$${salt}$${digest}`;

  test('is an argon2id string whose cost a kiosk can pay', () => {
    expect(verifierSchema.safeParse(of('m=19456,t=2,p=1')).success).toBe(true);
    expect(verifierSchema.safeParse(of('m=262144,t=3,p=4')).success).toBe(true);
  });

  test.each([
    '123456',
    '',
    of('m=19456,t=2,p=1', 'argon2i'),
    of('m=64,t=2,p=1'),
    of('m=9999999,t=2,p=1'),
    of('m=19456,t=0,p=1'),
    of('m=19456,t=99,p=1'),
    `$argon2id$v=19$m=19456,t=2,p=1$${salt}$short`,
    '$2b$12$abcdefghijklmnopqrstuv',
  ])('is not %s', (text) => {
    expect(verifierSchema.safeParse(text).success).toBe(false);
  });

  test('of an account says until when, and nothing else', () => {
    const verifier = of('m=19456,t=2,p=1');
    expect(staffAccountSchema.safeParse({ verifier, until: null }).success).toBe(true);
    expect(staffAccountSchema.safeParse({ verifier, until: '2027-06-31' }).success).toBe(false);
    expect(staffAccountSchema.safeParse({ verifier, until: null, passphrase: 'x' }).success).toBe(false);
  });
});

test('whatever is set where, a device has the value of the nearest scope that sets it, and nothing of others', () => {
  const ids: Record<Scope, readonly string[]> = {
    device: ['device-1', 'device-2'],
    center: ['center-1', 'center-2'],
    agency: ['agency-1', 'agency-2', 'agency-3'],
    city: [''],
  };
  const row = fc.constantFrom(...scopes).chain((scope) =>
    fc.record({
      scope: fc.constant(scope),
      id: fc.constantFrom(...ids[scope]),
      name: fc.constantFrom('idleSeconds', 'retentionDays', 'contactRequests'),
      value: fc.integer({ min: 0, max: 1000 }),
    }),
  );
  const agencyRow = fc.record({
    scope: fc.constantFrom<Scope>('device', 'center'),
    id: fc.constantFrom('device-1', 'device-2', 'center-1', 'center-2'),
    name: fc.constant('agency'),
    value: fc.constantFrom('agency-1', 'agency-2'),
  });
  const standing = fc.record({
    deviceId: fc.constantFrom('device-1', 'device-2'),
    centerId: fc.option(fc.constantFrom('center-1', 'center-2')),
  });
  const place = ({ scope, id, name }: PublishedRow) => `${scope} ${id} ${name}`;
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.oneof({ weight: 4, arbitrary: row }, { weight: 1, arbitrary: agencyRow }), {
        selector: place,
        maxLength: 40,
      }),
      standing,
      (rows: PublishedRow[], { deviceId, centerId }) => {
        const runs = (center: string) => (center === 'center-1' ? 'agency-3' : null);
        const at = (scope: Scope, id: string | null, name: string) =>
          rows.find((each) => each.scope === scope && each.id === id && each.name === name)?.value;
        const agency =
          at('device', deviceId, 'agency') ??
          at('center', centerId, 'agency') ??
          (centerId === null ? undefined : runs(centerId));
        const won = Object.fromEntries(
          winnersFor(rows, { deviceId, centerId }, runs).map(({ name, value }) => [name, value]),
        );
        for (const name of ['idleSeconds', 'retentionDays', 'contactRequests']) {
          const expected =
            at('device', deviceId, name) ??
            at('center', centerId, name) ??
            at('agency', typeof agency === 'string' ? agency : null, name) ??
            at('city', '', name);
          expect(won[name]).toBe(expected);
        }
        expect(Object.keys(won)).toEqual(Object.keys(won).toSorted());
      },
    ),
    { numRuns: process.env['FAIRDESK_FULL'] === '1' ? 20_000 : 500 },
  );
});
