import { expect, test } from 'vitest';
import { OTHER, pickedOf } from '../../../../src/renderer/inspector/door/picked.ts';

const ana = { account: 'rivera', person: 'Ana Rivera' };
const bo = { account: 'chen', person: 'Bo Chen' };

test('where the only name on the list is revoked at the door, the next one can type theirs', () => {
  expect(pickedOf([ana], 'rivera')).toBe('rivera');
  expect(pickedOf([], 'rivera')).toBe(OTHER);
});

test('a name that has gone from the list is chosen no more', () => {
  expect(pickedOf([ana, bo], 'rivera')).toBe('rivera');
  expect(pickedOf([bo], 'rivera')).toBeNull();
  expect(pickedOf([bo], OTHER)).toBe(OTHER);
});
