/** What the note about the graphics process may not do: keep a kiosk from starting. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mindGraphics, type GraphicsOptions } from '../../../src/main/electron/graphics.ts';
import { temporaryFolder } from '../desk/store/kit.ts';

test('a note that cannot be taken away keeps no app from starting, with its graphics', () => {
  const folder = temporaryFolder();
  // Stands for a disk that takes nothing; this user may delete any file there is.
  mkdirSync(join(folder, 'software-rendering.json', 'held'), { recursive: true });
  let inSoftware = false;
  mindGraphics({
    app: {
      on: () => undefined,
      getVersion: () => '1.0.0',
      disableHardwareAcceleration: () => (inSoftware = true),
    } as unknown as GraphicsOptions['app'],
    folder,
    wall: () => 0,
    monotonic: () => 0,
    again: () => undefined,
    log: () => undefined,
  });
  expect(inSoftware).toBe(false);
});
