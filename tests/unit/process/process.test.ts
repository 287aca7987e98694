import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBuilt, PRODUCTS, sourcesHash, stampPath } from '../../../scripts/build/stamp.ts';
import { ending } from '../../../src/process/ending.ts';
import { enrollUntilAnswered, waitAfter } from '../../../src/process/enrollment.ts';
import { listFiles } from '../../../src/process/files.ts';
import { errorPlace } from '../../../src/process/log.ts';
import { err, ok } from '../../../src/shared/result.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'process-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the end of a process', () => {
  it('ends what was begun last first, also past a step that fails, and once', async () => {
    const order: string[] = [];
    const failed: string[] = [];
    const stop = ending((name) => failed.push(name));
    stop.add('folder', () => void order.push('folder'));
    stop.add('desk', async () => void order.push('desk'));
    stop.add('server', () => {
      throw new Error('x');
    });
    stop.add('window', () => void order.push('window'));
    await Promise.all([stop.end(), stop.end()]);
    expect(order).toEqual(['window', 'desk', 'folder']);
    expect(failed).toEqual(['server']);
  });
});

describe('enrolling', () => {
  const run = (answers: ReturnType<typeof ok<{ deviceId: string }> | typeof err>[]) => {
    const waits: number[] = [];
    const outcome = enrollUntilAnswered({
      enroll: async () => (answers.shift() ?? err({ type: 'refused', detail: 'no more' })) as never,
      central: 'http://127.0.0.1:1',
      code: 'CODE',
      log: () => undefined,
      wait: async (ms) => {
        waits.push(ms);
        return waits.length < 10;
      },
    });
    return outcome.then((result) => ({ result, waits }));
  };
  const away = () => err({ type: 'unreachable', detail: 'away' });

  it('goes on while nobody answers', async () => {
    const { result, waits } = await run([away(), away(), away(), ok({ deviceId: 'd' })]);
    expect(result).toEqual(ok({ deviceId: 'd' }));
    expect(waits).toEqual([1_000, 2_000, 4_000]);
  });

  it('ends with a refusal', async () => {
    expect((await run([err({ type: 'refused', detail: 'no' })])).result).toEqual(
      err({ type: 'refused', detail: 'no' }),
    );
  });

  it('ends with the host', async () => {
    const { result, waits } = await run(Array.from({ length: 20 }, away));
    expect(result).toMatchObject({ ok: false, error: { type: 'ended' } });
    expect(waits).toHaveLength(10);
  });

  it('never waits longer than a person would', () => expect(waitAfter(1_000)).toBe(30_000));
});

describe('a list of files', () => {
  it('holds files only, however deep, and follows no link', () => {
    mkdirSync(join(folder, 'a/b'), { recursive: true });
    writeFileSync(join(folder, 'a/b/c.txt'), '');
    writeFileSync(join(folder, 'd.txt'), '');
    symlinkSync('/etc/passwd', join(folder, 'link'));
    expect([...listFiles(folder).keys()].sort()).toEqual(['a/b/c.txt', 'd.txt']);
  });

  it('of a missing folder is empty', () => expect(listFiles(join(folder, 'none')).size).toBe(0));
});

describe('a logged error', () => {
  it('says its place and never its message, which may quote a visitor', () => {
    const place = errorPlace(new TypeError('a visitor wrote this'));
    expect(place).toMatch(/^TypeError at /);
    expect(place).not.toContain('visitor wrote');
  });
});

describe('the build', () => {
  it('is up to date until a source changes, whatever its date', () => {
    mkdirSync(join(folder, 'src/renderer'), { recursive: true });
    writeFileSync(join(folder, 'src/renderer/main.tsx'), 'one');
    const out = join(folder, 'out');
    for (const product of PRODUCTS) {
      mkdirSync(join(out, product, '..'), { recursive: true });
      writeFileSync(join(out, product), '');
    }
    const hash = sourcesHash(folder);
    expect(isBuilt(out, hash)).toBe(false);
    writeFileSync(stampPath(out), hash);
    expect(isBuilt(out, sourcesHash(folder))).toBe(true);
    writeFileSync(join(folder, 'src/renderer/main.tsx'), 'two');
    expect(isBuilt(out, sourcesHash(folder))).toBe(false);
  });

  it('is not whole without each of its products', () => {
    mkdirSync(join(folder, 'out'));
    writeFileSync(stampPath(join(folder, 'out')), sourcesHash(folder));
    expect(isBuilt(join(folder, 'out'), sourcesHash(folder))).toBe(false);
  });
});
