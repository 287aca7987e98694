import { expect, test } from 'vitest';
import { plugChange, type Output } from '../../../../src/renderer/speech/plug.ts';

const output = (deviceId: string, groupId = deviceId): Output => ({ kind: 'audiooutput', deviceId, groupId });
const speaker = output('speaker');
const headphones = output('headphones');

test('headphones that come are plugged in, and are named where the browser tells', () => {
  expect(plugChange([speaker], [speaker, headphones])).toEqual({ type: 'in', sinkId: 'headphones' });
  expect(plugChange([], [output('', 'a')])).toEqual({ type: 'in', sinkId: null });
});

test('headphones in the place of the speaker are plugged in too', () => {
  expect(plugChange([speaker], [headphones])).toEqual({ type: 'in', sinkId: 'headphones' });
});

test('an output that goes was pulled', () => {
  expect(plugChange([speaker, headphones], [speaker])).toEqual({ type: 'out' });
});

test('what is no output, or only a name for one, changes nothing', () => {
  const microphone: Output = { kind: 'audioinput', deviceId: 'm', groupId: 'm' };
  expect(plugChange([speaker], [speaker, microphone])).toBeNull();
  expect(
    plugChange([speaker], [output('default', 'speaker'), output('communications', 'speaker'), speaker]),
  ).toBeNull();
  expect(plugChange([speaker], [speaker])).toBeNull();
});
