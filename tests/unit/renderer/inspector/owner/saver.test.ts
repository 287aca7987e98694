import { describe, expect, it } from 'vitest';
import { createSaver, type Saving } from '../../../../../src/renderer/inspector/owner/saver.ts';
import { err, ok, type Result } from '../../../../../src/shared/result.ts';

type Fault = { readonly type: 'disk-full' };

/** A desk that answers when it is told to. */
function desk() {
  const sent: string[] = [];
  const answers: ((result: Result<null, Fault>) => void)[] = [];
  const told: Saving<Fault>[] = [];
  const saver = createSaver<string, Fault>(
    (value) => {
      sent.push(value);
      return new Promise((resolve) => answers.push(resolve));
    },
    (saving) => told.push(saving),
  );
  const answer = async (result: Result<null, Fault>) => {
    answers.shift()?.(result);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { saver, sent, told, answer };
}

describe('what an owner does', () => {
  it('is sent one at a time and in order, the last always, what was overtaken never', async () => {
    const { saver, sent, told, answer } = desk();
    for (const value of ['a', 'b', 'c']) saver.put(value);
    expect(sent).toEqual(['a']);
    await answer(ok(null));
    expect(sent).toEqual(['a', 'c']);
    expect(told.at(-1)).toEqual({ state: 'saving' });
    await answer(ok(null));
    expect(told.at(-1)).toEqual({ state: 'saved' });
    saver.put('d');
    expect(sent).toEqual(['a', 'c', 'd']);
  });

  it('is held where the disk did not take it, and goes with the next try', async () => {
    const { saver, sent, told, answer } = desk();
    saver.put('a');
    await answer(err({ type: 'disk-full' }));
    expect(told.at(-1)).toEqual({ state: 'failed', error: { type: 'disk-full' } });
    saver.again();
    expect(sent).toEqual(['a', 'a']);
    saver.put('b');
    await answer(err({ type: 'disk-full' }));
    saver.again();
    expect(sent).toEqual(['a', 'a', 'b']);
    await answer(ok(null));
    expect(told.at(-1)).toEqual({ state: 'saved' });
    saver.again();
    expect(sent).toHaveLength(3);
  });

  it('is tried once more before the laptop is taken back', async () => {
    const { saver, sent, answer } = desk();
    saver.put('a');
    await answer(err({ type: 'disk-full' }));
    const settled = saver.settled();
    expect(sent).toEqual(['a', 'a']);
    await answer(err({ type: 'disk-full' }));
    await settled;
    expect(sent).toHaveLength(2);
  });

  it('is settled once nothing is under way', async () => {
    const { saver, answer } = desk();
    await saver.settled();
    saver.put('a');
    let settled = false;
    const waiting = saver.settled().then(() => {
      settled = true;
    });
    await Promise.resolve();
    expect(settled).toBe(false);
    await answer(ok(null));
    await waiting;
    expect(settled).toBe(true);
  });
});
