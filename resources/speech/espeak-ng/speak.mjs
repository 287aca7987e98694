/**
 * Turns lines of text into sound. Part of a program under the GPL, version 3 or later (see LICENSE and
 * NOTICE.md); Fairdesk talks to it over a pipe and shares no code with it.
 *
 *   node speak.mjs [--module PATH]
 *
 * One JSON object a line on standard input, one on standard output for each:
 *   {"id":1,"ask":"voices"}                              → {"id":1,"voices":["en-us", …]}
 *   {"id":2,"voice":"es-419","speed":175,"text":"Hola."} → {"id":2,"wav":"<base64>"} or {"id":2,"failed":true}
 *
 * As a utility process of Electron, which has no standard input, it takes and gives the same objects as
 * messages. An `espeak-ng` on the path goes before the WebAssembly at PATH. The text is passed on
 * standard input, so that no list of processes shows it; nothing is written to disk or to a log.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const at = process.argv.indexOf('--module');
const modulePath = at < 0 ? null : process.argv[at + 1];
/** An engine that takes longer is ended here: whoever started this ends it after 20 s, and could not end what it started. */
const LIMIT_MS = 15_000;

/** The espeak-ng of this machine. */
function system(args, text) {
  return new Promise((resolve, reject) => {
    const ended = { timeout: LIMIT_MS, killSignal: 'SIGKILL' };
    const child = spawn('espeak-ng', args, { stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true, ...ended });
    const parts = [];
    child.stdout.on('data', (part) => parts.push(part));
    child.stdin.on('error', () => {});
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(Buffer.concat(parts)) : reject(new Error('espeak-ng failed'))));
    child.stdin.end(text);
  });
}

/** The espeak-ng of the npm package: compiled once, a fresh instance for each text, in memory only. */
async function webAssembly() {
  const { default: load } = await import(pathToFileURL(modulePath).href);
  const compiled = await WebAssembly.compile(readFileSync(join(dirname(modulePath), 'espeak-ng.wasm')));
  return async (args, text) => {
    const input = new TextEncoder().encode(text);
    const lines = [];
    let next = 0;
    const engine = await load({
      arguments: args.includes('--stdout') ? [...args.filter((arg) => arg !== '--stdout'), '-w', 'sound.wav'] : args,
      print: (line) => lines.push(line),
      printErr: () => {},
      preRun: [
        (module) =>
          module.FS.init(
            () => (next < input.length ? input[next++] : null),
            null,
            () => {},
          ),
      ],
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(compiled, imports).then((instance) => done(instance, compiled));
        return {};
      },
    });
    return args.includes('--stdout') ? Buffer.from(engine.FS.readFile('sound.wav')) : Buffer.from(lines.join('\n'));
  };
}

async function openEngine() {
  try {
    await system(['--version'], '');
    return system;
  } catch {
    return modulePath === null ? null : webAssembly().catch(() => null);
  }
}

const engine = openEngine();

async function answer(asked) {
  const { id } = asked;
  const run = await engine;
  try {
    if (run === null) throw new Error('there is no espeak-ng');
    if (asked.ask === 'voices') {
      const listed = (await run(['--voices'], '')).toString('utf8');
      const voices = listed
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s+/)[1]);
      return { id, voices: voices.filter((voice) => voice !== undefined) };
    }
    // -b 1: the text is UTF-8, whatever the locale of this machine.
    const args = ['-v', String(asked.voice), '-s', String(asked.speed), '-b', '1', '--stdin', '--stdout'];
    return { id, wav: (await run(args, String(asked.text))).toString('base64') };
  } catch {
    return asked.ask === 'voices' ? { id, voices: [] } : { id, failed: true };
  }
}

const port = process.parentPort;
if (port === undefined) {
  process.stdout.on('error', () => process.exit(0));
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
  }
  // Whoever started this is gone, and the pipe with it.
} else {
  let turn = Promise.resolve();
  port.on('message', ({ data }) => {
    turn = turn.then(async () => port.postMessage(await answer(data)));
  });
}
