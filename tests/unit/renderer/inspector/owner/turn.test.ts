import { describe, expect, it } from 'vitest';
import { ownerDone, ownerState, withLanguages } from '../../../../../src/renderer/inspector/owner/turn.ts';
import type { OwnerView } from '../../../../../src/shared/inspector.ts';

const signature = { width: 10, height: 10, strokes: [[[1, 1] as [number, number]]] };
const view: OwnerView = {
  turn: 'rights',
  practice: false,
  business: 'A shop',
  languages: ['ur', 'en'],
  languagesShown: ['ko'],
  rightsShown: ['courtesy'],
  acknowledgement: { kind: 'signed', name: 'Somebody', signature },
};
const state = ownerState(view, ['en', 'ur', 'ko'], 'en');

describe('the turn of an owner', () => {
  it('goes on with what the draft holds, and counts what is on the screen as shown', () => {
    expect(state).toMatchObject({ languages: ['ur', 'en'], kind: 'signed', rightsShown: ['courtesy'] });
    expect(state.languagesShown).toEqual(['ko', 'ur', 'en']);
  });

  it('takes English for a language that this laptop does not have', () => {
    expect(ownerState({ ...view, languages: ['yi', 'wo'] }, ['en', 'ur'], 'en').languages).toEqual(['en', null]);
  });

  it('shows no language beside itself', () => {
    expect(withLanguages(state, ['ko', 'ko']).languages).toEqual(['ko', null]);
  });

  it('does not take up that nobody was there: an owner is', () => {
    const absent = { ...view, acknowledgement: { kind: 'absent' as const, name: '', signature: null } };
    expect(ownerState(absent, ['en'], 'en').kind).toBeNull();
  });

  it('saves what belongs to the way that was chosen, and leaves nothing of another', () => {
    expect(ownerDone(state).acknowledgement).toEqual({ kind: 'signed', name: '', signature });
    expect(ownerDone({ ...state, kind: 'typed' }).acknowledgement).toEqual({
      kind: 'typed',
      name: 'Somebody',
      signature: null,
    });
    expect(ownerDone({ ...state, kind: 'declined' }).acknowledgement).toEqual({
      kind: 'declined',
      name: '',
      signature: null,
    });
  });
});
