import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Script } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { build } from '../../../scripts/build/build.ts';
import { listFiles } from '../../../src/process/files.ts';

const root = resolve(import.meta.dirname, '../../..');
const out = (path: string) => resolve(root, 'out', path);

beforeAll(async () => {
  const built = await build({ root });
  if (!built.ok) throw new Error(built.error.detail);
});

describe('the preload', () => {
  it('is one file that needs nothing but electron and exposes exactly the bridge', () => {
    const required: string[] = [];
    const exposed: Record<string, object> = {};
    const sent: unknown[][] = [];
    const ipcRenderer = {
      invoke: (...message: unknown[]) => sent.push(message),
      on: (...message: unknown[]) => sent.push(message),
      off: () => undefined,
    };
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, api: object) => (exposed[name] = api) },
      ipcRenderer,
    };
    new Script(readFileSync(out('preload/index.cjs'), 'utf8')).runInNewContext({
      require: (name: string) => {
        required.push(name);
        return electron;
      },
      exports: {},
      module: {},
    });
    expect(required).toEqual(['electron']);
    expect(Object.keys(exposed)).toEqual(['fairdesk']);
    const bridge = exposed['fairdesk'] as {
      call(...given: unknown[]): unknown;
      subscribe(listener: (event: unknown) => void): () => void;
    };
    expect(Object.keys(bridge).sort()).toEqual(['call', 'cancelPrint', 'print', 'subscribe']);
    bridge.call('face.open', {});
    expect(sent[0]).toEqual(['fairdesk:call', 'face.open', {}]);

    const heard: unknown[] = [];
    bridge.subscribe((event) => heard.push(event));
    const listener = sent[1]?.[1] as (ipcEvent: object, event: object) => void;
    listener({ sender: 'must not reach the page' }, { type: 'face-changed' });
    expect(heard).toEqual([{ type: 'face-changed' }]);
    expect([...listFiles(out('preload')).keys()]).toEqual(['index.cjs']);
  });
});

describe('the face', () => {
  const html = () => readFileSync(out('renderer/index.html'), 'utf8').replaceAll(/<!--.*?-->/gs, '');

  it('brings nothing its own policy would refuse: no inline script or style, no data: font', () => {
    expect(html()).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/);
    const css = [...listFiles(out('renderer'))]
      .filter(([name]) => name.endsWith('.css'))
      .map(([, path]) => readFileSync(path, 'utf8'));
    expect(css.join('')).not.toMatch(/url\(["']?(data:(?!image)|https?:)/);
  });

  it('asks nobody else for anything', () => expect(html()).not.toMatch(/https?:\/\//));
});
