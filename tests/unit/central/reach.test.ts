import { describe, expect, test } from 'vitest';
import { reaches } from '../../../src/central/accounts/reach.ts';
import type { Scope } from '../../../src/shared/settings.ts';

const verifier = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
const account = (agency: string | null, scope: Scope = 'city') => ({
  name: 'staffAccount.ada',
  value: { verifier, until: null, agency },
  scope,
});
/** `old` was merged into `new`. */
const agencies = { today: (id: string) => (id === 'old' ? 'new' : id) };
const laptop = (agency: string | null) => ({ profile: 'inspector' as const, agency });

describe('which accounts a device is told', () => {
  test.each([
    [account('dcwp'), laptop('dcwp'), true],
    [account('dcwp'), laptop('fdny'), false],
    [account(null), laptop('fdny'), true],
    [account('dcwp'), laptop(null), true],
    [account('dcwp', 'device'), laptop('fdny'), true],
    [account('dcwp', 'center'), laptop('fdny'), false],
    // Nobody is locked out by a merger, on whichever side its name was changed first.
    [account('old'), laptop('new'), true],
    [account('new'), laptop('old'), true],
    [account('dcwp', 'device'), { profile: 'kiosk' as const, agency: 'dcwp' }, false],
    [{ ...account('dcwp'), value: 'no account' }, laptop('dcwp'), false],
    [{ name: 'staffPin', value: verifier, scope: 'city' as const }, { profile: 'kiosk' as const, agency: null }, true],
  ])('%# %j at %j: %s', (row, device, told) => {
    expect(reaches(row, device, agencies)).toBe(told);
  });
});
